package io.tributary.inventory.pipeline;

import io.tributary.inventory.pipeline.AccountRepository.Change;
import io.tributary.inventory.user.User;
import io.tributary.inventory.user.Username;
import io.tributary.platform.protocol.RandomToken;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The account pipeline: details → known → same e-mail → create → link → groups → flags. All of one
 * login is one transaction, and two logins of one person run one after the other.
 */
public final class SsoPipeline {
  private static final int NAME_TRIES = 5;

  private final AccountRepository accounts;
  private final boolean associateByEmail;

  public SsoPipeline(AccountRepository accounts, boolean associateByEmail) {
    this.accounts = accounts;
    this.associateByEmail = associateByEmail;
  }

  /**
   * Runs the pipeline for a verified login. Fails with {@link AccountRefused} for an account that
   * was switched off and with {@link GroupsClaim.UnreadableClaim} for groups that are no list.
   *
   * @param requestId stands in the log of changed rights
   */
  public Future<SsoOutcome> run(
      String issuer, String subject, Map<String, Object> claims, String requestId) {
    SsoDetails login = SsoDetails.of(issuer, subject, claims);
    return accounts.change(login, change -> steps(login, change, requestId));
  }

  private Future<SsoOutcome> steps(SsoDetails login, Change change, String requestId) {
    List<String> warnings = new ArrayList<>();
    return change
        .known(login)
        .compose(
            known ->
                change
                    .sameEmail(login)
                    .map(same -> AccountChoice.decide(login, known, same, associateByEmail)))
        .compose(choice -> account(choice, login, change, warnings))
        .compose(
            found ->
                change
                    .groups(found.user())
                    .compose(
                        current -> settle(found, current, login, change, warnings, requestId)));
  }

  /** The account, and how it came about. */
  private record Found(User user, boolean created, boolean linked) {}

  private Future<Found> account(
      AccountChoice choice, SsoDetails login, Change change, List<String> warnings) {
    return choice.fold(
        known -> Future.succeededFuture(new Found(known, false, false)),
        linked -> change.link(login, linked.id()).map(new Found(linked, false, true)),
        () ->
            create(login, login.username(), NAME_TRIES, change, warnings)
                .compose(made -> change.link(login, made.id()).map(new Found(made, true, false))),
        () -> Future.failedFuture(new AccountRefused()));
  }

  /** A taken name never leads to its owner's account: the newcomer gets another one. */
  private Future<User> create(
      SsoDetails login, String name, int tries, Change change, List<String> warnings) {
    return change
        .create(login, name)
        .compose(
            made -> {
              if (made.isPresent()) {
                return Future.succeededFuture(made.get());
              }
              if (tries == 0) {
                return Future.failedFuture(new IllegalStateException("No user name is free"));
              }
              if (!warnings.contains("username_taken")) {
                warnings.add("username_taken");
              }
              String ending =
                  RandomToken.bits128()
                      .replaceAll("[_-]", "")
                      .substring(0, 8)
                      .toLowerCase(Locale.ROOT);
              return create(
                  login,
                  Username.withEnding(login.username(), ending),
                  tries - 1,
                  change,
                  warnings);
            });
  }

  private static Future<SsoOutcome> settle(
      Found found,
      Set<String> current,
      SsoDetails login,
      Change change,
      List<String> warnings,
      String requestId) {
    User user = found.user();
    Rights rights = Rights.decide(user, current, login.groups());
    if (!rights.warning().isEmpty()) {
      warnings.add(rights.warning());
    }
    Future<Void> written =
        rights.changes(user)
            ? change.setRights(user, current, rights, requestId)
            : Future.succeededFuture();
    return written
        .compose(done -> change.loggedIn(user, login))
        .map(
            now ->
                new SsoOutcome(
                    now,
                    found.created(),
                    found.linked(),
                    rights.groups(current),
                    rights.add(),
                    rights.remove(),
                    rights.flags(true, user),
                    rights.flags(false, user),
                    warnings));
  }
}
