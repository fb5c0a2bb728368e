package io.tributary.broker.account;

import io.tributary.broker.account.LocalLoginRepository.Attempt;
import io.tributary.broker.identity.ClaimSet;
import io.tributary.broker.identity.Identity;
import io.tributary.platform.password.PasswordWorkers;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Logging in with a user name and a password of ours. Administration: {@link LocalDirectory}. */
public final class LocalAccounts {
  private final LocalLoginRepository repository;
  private final PasswordWorkers workers;
  private final Clock clock;

  public LocalAccounts(LocalLoginRepository repository, PasswordWorkers workers, Clock clock) {
    this.repository = repository;
    this.workers = workers;
    this.clock = clock;
  }

  /**
   * Two statements when the password is right, one when it is not. Every attempt that is not slowed
   * down computes one hash, whether or not there is such an account.
   *
   * @param network what its visitor is counted by, as {@code RequestInfo.network()} says it
   */
  public Future<PasswordCheck> authenticate(String username, String password, String network) {
    if (workers.full()) {
      return Future.succeededFuture(new PasswordCheck.Unavailable());
    }
    String nameKey = UserName.of(username).map(UserName::key).orElse("");
    ThrottleKeys keys = ThrottleKeys.of(nameKey, network);
    return repository
        .attempt(nameKey, keys, clock.instant())
        .compose(
            attempt ->
                attempt
                    .retryAfter()
                    .map(wait -> Future.succeededFuture(slowDown(wait)))
                    .orElseGet(() -> compare(attempt, password, keys)));
  }

  private static PasswordCheck slowDown(Duration wait) {
    return new PasswordCheck.SlowDown(Math.max(1, wait.plusMillis(999).toSeconds()));
  }

  private Future<PasswordCheck> compare(Attempt attempt, String password, ThrottleKeys keys) {
    Optional<String> text = PasswordText.normalise(password);
    return workers
        .verify(text.orElse(""), text.map(readable -> attempt.phc()))
        .compose(
            verdict ->
                verdict.matches()
                    ? succeeded(attempt, keys, verdict.upgraded())
                    : Future.succeededFuture(new PasswordCheck.Wrong()))
        .recover(
            failure ->
                failure instanceof PasswordWorkers.Busy
                    ? repository
                        .uncounted(attempt, keys, clock.instant())
                        .map(done -> new PasswordCheck.Unavailable())
                    : Future.failedFuture(failure));
  }

  private Future<PasswordCheck> succeeded(
      Attempt attempt, ThrottleKeys keys, Optional<String> upgraded) {
    LocalAccount person = attempt.person().orElseThrow();
    return repository
        .succeeded(attempt, person.account().subject(), keys, clock.instant(), upgraded)
        .map(
            account ->
                account
                    .<PasswordCheck>map(
                        found -> new PasswordCheck.Ok(found, person.groups(), person.claims()))
                    .orElseGet(PasswordCheck.Wrong::new));
  }

  /** Removes a bounded batch of forgotten counts; tells how many. */
  public Future<Integer> sweep() {
    return repository.sweep(clock.instant());
  }

  /**
   * The identity of a local login.
   *
   * @param held standard claims beside name and e-mail
   * @param issuer our own
   */
  public static Identity identity(
      Account account, List<String> groups, Map<String, Object> held, String issuer) {
    Map<String, Object> claims = new LinkedHashMap<>(held);
    claims.put("sub", account.subject());
    claims.put("preferred_username", account.username());
    account.email().ifPresent(email -> claims.put("email", email));
    account.email().ifPresent(email -> claims.put("email_verified", account.emailVerified()));
    account.name().ifPresent(name -> putNames(claims, name));
    claims.put("groups", groups);
    return new Identity(
        Identity.LOCAL,
        issuer,
        account.subject(),
        Optional.of(account.username()),
        account.email(),
        account.emailVerified(),
        account.name(),
        List.copyOf(groups),
        ClaimSet.ofValues(claims));
  }

  /** We hold one name; clients that insist on two get its last word as the family's. */
  private static void putNames(Map<String, Object> claims, String name) {
    int space = name.lastIndexOf(' ');
    claims.put("name", name);
    claims.putIfAbsent("given_name", space < 0 ? name : name.substring(0, space));
    if (space >= 0) {
      claims.putIfAbsent("family_name", name.substring(space + 1));
    }
  }
}
