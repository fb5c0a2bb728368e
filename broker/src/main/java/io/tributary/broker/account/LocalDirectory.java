package io.tributary.broker.account;

import io.tributary.platform.config.Secret;
import io.tributary.platform.password.PasswordWorkers;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes and changes local accounts: for the command line, and at start for configured users. Every
 * change is durable and audited in its own statement. How one ends: {@link AccountClosingSql}.
 * Refusals are {@link AccountException}s.
 */
public final class LocalDirectory {
  private final LocalAccountRepository repository;
  private final PasswordWorkers workers;

  public LocalDirectory(LocalAccountRepository repository, PasswordWorkers workers) {
    this.repository = repository;
    this.workers = workers;
  }

  /** Fails when the user name is taken, also by a deleted account. */
  public Future<Account> create(NewLocalAccount wanted, String requestId) {
    return checked(wanted)
        .compose(name -> make(name, wanted, requestId))
        .compose(
            made ->
                made.map(Future::succeededFuture)
                    .orElseGet(() -> refused("the user name " + wanted.username() + " is taken")));
  }

  /**
   * Makes those whose user name nobody has or ever had, and leaves all others as they are: also one
   * that came from an upstream, which is never given a password.
   *
   * @return the user names made
   */
  public Future<List<String>> createAbsent(List<NewLocalAccount> wanted, String requestId) {
    List<String> keys = wanted.stream().map(user -> key(user.username())).toList();
    return repository
        .taken(keys)
        .compose(
            taken -> {
              Future<List<String>> all = Future.succeededFuture(new ArrayList<>());
              for (NewLocalAccount user : wanted) {
                if (!taken.contains(key(user.username()))) {
                  all = all.compose(made -> makeNext(made, user, requestId));
                }
              }
              return all;
            });
  }

  private Future<List<String>> makeNext(
      List<String> made, NewLocalAccount wanted, String requestId) {
    return checked(wanted)
        .compose(name -> make(name, wanted, requestId))
        .map(
            account -> {
              account.ifPresent(found -> made.add(found.username()));
              return made;
            });
  }

  private Future<Optional<Account>> make(UserName name, NewLocalAccount wanted, String requestId) {
    String password = PasswordText.normalise(wanted.password().reveal()).orElseThrow();
    return workers.hash(password).compose(hash -> repository.create(name, wanted, hash, requestId));
  }

  private static Future<UserName> checked(NewLocalAccount wanted) {
    return LocalAccountRules.faults(wanted).entrySet().stream()
        .findFirst()
        .map(fault -> LocalDirectory.<UserName>refused(fault.getKey() + ": " + fault.getValue()))
        .orElseGet(() -> Future.succeededFuture(UserName.of(wanted.username()).orElseThrow()));
  }

  /** Replaces the password of an account that has one. */
  public Future<Void> setPassword(String username, Secret password, String requestId) {
    Optional<String> fault = PasswordText.fault(password.reveal(), username, false);
    if (fault.isPresent()) {
      return refused(fault.get());
    }
    return workers
        .hash(PasswordText.normalise(password.reveal()).orElseThrow())
        .compose(hash -> repository.setPassword(key(username), hash, requestId))
        .compose(done -> found(done, username));
  }

  /**
   * Adds and removes memberships of a local account.
   *
   * @return the groups it has then, sorted
   */
  public Future<List<String>> changeGroups(
      String username, Set<String> add, Set<String> remove, String requestId) {
    Set<String> both = new HashSet<>(add);
    both.retainAll(remove);
    if (!both.isEmpty()) {
      return refused("a group is to be both added and removed: " + both.iterator().next());
    }
    Optional<String> fault = LocalAccountRules.groupFault(List.copyOf(add));
    if (fault.isPresent()) {
      return refused(fault.get());
    }
    return repository
        .changeGroups(key(username), add, remove, requestId)
        .compose(
            groups ->
                groups.map(Future::succeededFuture).orElseGet(() -> refused(unknown(username))));
  }

  /**
   * Changes the standard claims of a local account; they count from its next login.
   *
   * @return what it has then
   */
  public Future<Map<String, Object>> changeClaims(
      String username, ClaimChange change, String requestId) {
    return repository
        .changeClaims(key(username), change, requestId)
        .compose(
            claims ->
                claims.map(Future::succeededFuture).orElseGet(() -> refused(unknown(username))));
  }

  /** Accounts with a password of ours, by user name. */
  public Future<List<LocalAccount>> list() {
    return repository.list();
  }

  private static Future<Void> found(boolean done, String username) {
    return done ? Future.succeededFuture() : refused(unknown(username));
  }

  private static String unknown(String username) {
    return "there is no such account: " + username;
  }

  private static <T> Future<T> refused(String why) {
    return Future.failedFuture(new AccountException(why));
  }

  private static String key(String username) {
    return UserName.of(username).map(UserName::key).orElse("");
  }
}
