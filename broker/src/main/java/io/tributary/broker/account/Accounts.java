package io.tributary.broker.account;

import io.tributary.broker.account.Resolution.Created;
import io.tributary.broker.account.Resolution.Known;
import io.tributary.broker.account.Resolution.Linked;
import io.tributary.broker.account.Resolution.Reason;
import io.tributary.broker.account.Resolution.Refused;
import io.tributary.broker.identity.Identity;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds, makes or joins the account of a verified login.
 *
 * <ol>
 *   <li>Known by (upstream, issuer, sub): one statement. It updates name and e-mail, never the user
 *       name.
 *   <li>Else, when the upstream says that the address is verified and is authoritative for its
 *       domain, the account that holds this address as verified: joined, refused or left alone as
 *       {@link LinkCandidate#decide()} says.
 *   <li>Else a new account. An address that is not verified, or from an upstream that is not
 *       authoritative, never meets another account: it is kept as unverified.
 * </ol>
 *
 * <p>An address is held as verified by one account at most; the first keeps it. One that is held as
 * verified is changed only by the upstream that gave it.
 */
public final class Accounts {
  /** Rounds of a race: each loser finds what the winner made, or asks for a random suffix. */
  private static final int ROUNDS = 8;

  private static final int CALM_ROUNDS = 3;

  /** Less of a user name means nobody. */
  private static final int SHORTEST_BEGINNING = 2;

  private final AccountRepository repository;
  private final Set<String> privilegedNames;

  /**
   * @param privilegedNames local groups whose holders are never joined by e-mail
   */
  public Accounts(AccountRepository repository, Set<String> privilegedNames) {
    this.repository = repository;
    this.privilegedNames = Set.copyOf(privilegedNames);
  }

  /**
   * @param trust of the same upstream as the identity
   * @throws IllegalArgumentException for a local identity or another upstream's trust
   */
  public Future<Resolution> resolve(Identity identity, UpstreamTrust trust, String requestId) {
    return round(Sighting.of(identity, trust), requestId, 1);
  }

  /**
   * The account that somebody means by a user name or a subject, also when disabled; nothing when
   * deleted or never made.
   */
  public Future<Optional<Account>> named(String nameOrSubject) {
    return repository.named(
        UserName.of(nameOrSubject).map(UserName::key).orElse(""), nameOrSubject);
  }

  /**
   * A few user names that somebody may have meant who wrote one that there is not: those that begin
   * with it, or with what it has before its {@code @}. Never for whoever may not know who there is.
   */
  public Future<List<String>> near(String name) {
    String key = UserName.of(name).map(UserName::key).orElse("");
    String beginning = key.contains("@") ? key.substring(0, key.indexOf('@')) : key;
    return beginning.length() < SHORTEST_BEGINNING
        ? Future.succeededFuture(List.of())
        : repository.near(beginning);
  }

  /** The account of a subject, also when disabled; nothing when deleted or never made. */
  public Future<Optional<Account>> find(String subject) {
    return repository.find(subject);
  }

  /**
   * Joins an identity to an account after the person has proven both by logging in to each.
   *
   * @return whether it was joined: not when the identity belongs to an account already or the
   *     account may not log in
   */
  public Future<Boolean> linkProven(
      String subject, Identity identity, UpstreamTrust trust, String requestId) {
    return repository
        .linkProven(Sighting.of(identity, trust), subject, requestId)
        .map(Optional::isPresent);
  }

  /**
   * Remembers for good that a login of this account was given a privileged name: from then on it is
   * not joined by e-mail alone.
   */
  public Future<Void> notePrivileged(String subject) {
    return repository.notePrivileged(subject);
  }

  private Future<Resolution> round(Sighting seen, String requestId, int round) {
    if (round > ROUNDS) {
      return Future.failedFuture(new IllegalStateException("No end to a race for a user name"));
    }
    return repository
        .recognise(seen, requestId)
        .compose(
            found ->
                found
                    .map(account -> Future.succeededFuture(Optional.of(known(account))))
                    .orElseGet(() -> firstLogin(seen, requestId, round)))
        .compose(
            outcome ->
                outcome
                    .map(Future::succeededFuture)
                    .orElseGet(() -> round(seen, requestId, round + 1)));
  }

  private static Resolution known(Account account) {
    return account.disabled() ? new Refused(Reason.DISABLED, List.of()) : new Known(account);
  }

  /** Empty when somebody else was quicker. */
  private Future<Optional<Resolution>> firstLogin(Sighting seen, String requestId, int round) {
    if (!seen.emailVerified()) {
      return create(seen, false, requestId, round);
    }
    return repository
        .holder(seen, privilegedNames)
        .compose(
            holder ->
                holder
                    .map(candidate -> meet(candidate, seen, requestId, round))
                    .orElseGet(() -> create(seen, false, requestId, round)));
  }

  private Future<Optional<Resolution>> meet(
      LinkCandidate candidate, Sighting seen, String requestId, int round) {
    return switch (candidate.decide()) {
      case LINK ->
          repository
              .link(seen, candidate.subject(), privilegedNames, requestId)
              .map(linked -> linked.map(Linked::new));
      case SEPARATE -> create(seen, true, requestId, round);
      case PROVE -> refuse(Reason.LINK_NEEDS_PROOF, candidate.methods());
      case DISABLED -> refuse(Reason.DISABLED, List.of());
    };
  }

  private static Future<Optional<Resolution>> refuse(Reason reason, List<String> methods) {
    return Future.succeededFuture(Optional.of(new Refused(reason, methods)));
  }

  private Future<Optional<Resolution>> create(
      Sighting seen, boolean apart, String requestId, int round) {
    List<UserName> names = seen.wanted().candidates(round > CALM_ROUNDS);
    return repository
        .create(seen, names, apart, requestId)
        .map(made -> made.map(account -> new Created(account, clash(seen, account))));
  }

  private static Optional<String> clash(Sighting seen, Account account) {
    return Optional.of(seen.wanted().text()).filter(text -> !text.equals(account.username()));
  }
}
