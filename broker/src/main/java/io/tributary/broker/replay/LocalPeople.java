package io.tributary.broker.replay;

import io.tributary.broker.account.Account;
import io.tributary.broker.account.KeyOwner;
import io.tributary.broker.account.LocalAccount;
import io.tributary.broker.account.LocalAccountList;
import io.tributary.broker.account.LocalAccounts;
import io.tributary.broker.claims.ClientView;
import io.tributary.broker.identity.Identity;
import io.tributary.broker.recording.RecordedLogin;
import io.tributary.broker.recording.RecordedPeople;
import io.tributary.broker.recording.RecordedPerson;
import io.tributary.broker.recording.Recordings;
import io.tributary.broker.recording.Redacted;
import io.tributary.platform.protocol.Scopes;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Accounts that have their password here, as they would log in now: with the groups and claims that
 * they have, without what is not kept of others either, at the applications where they last did;
 * one that never did, or is not recorded, asks for the scopes of every mapping.
 */
final class LocalPeople implements People {
  /** Time of a login that was not recorded: it is tried as it would be now. */
  static final Instant NOW = Instant.EPOCH;

  private static final int PAGE = 250;

  private final LocalAccountList accounts;
  private final Recordings recordings;
  private final Function<Identity, Redacted> redaction;
  private final String issuer;
  private final Optional<String> client;
  private final List<String> everyScope;
  private String after = "";
  private boolean ended;

  /**
   * @param redaction of what may not be looked at
   * @param issuer our own
   * @param client only logins at it
   * @param everyScope that turns a mapping on
   */
  LocalPeople(
      LocalAccountList accounts,
      Recordings recordings,
      Function<Identity, Redacted> redaction,
      String issuer,
      Optional<String> client,
      List<String> everyScope) {
    this.accounts = accounts;
    this.recordings = recordings;
    this.redaction = redaction;
    this.issuer = issuer;
    this.client = client;
    this.everyScope = everyScope;
  }

  @Override
  public Future<Optional<RecordedPeople.Batch>> next() {
    if (ended) {
      return Future.succeededFuture(Optional.empty());
    }
    return accounts
        .page(after, PAGE)
        .compose(
            page -> {
              ended = page.size() < PAGE;
              if (page.isEmpty()) {
                return Future.succeededFuture(Optional.empty());
              }
              after = page.get(page.size() - 1).account().subject();
              return batch(page).map(Optional::of);
            });
  }

  private Future<RecordedPeople.Batch> batch(List<LocalAccount> page) {
    List<String> subjects = page.stream().map(one -> one.account().subject()).toList();
    return recordings
        .ofLocal(subjects, client)
        .map(logins -> new RecordedPeople.Batch(page.size(), () -> people(page, logins)));
  }

  private Stream<RecordedPerson> people(
      List<LocalAccount> page, Callable<Map<String, List<RecordedLogin>>> opened) throws Exception {
    Map<String, List<RecordedLogin>> logins = opened.call();
    return page.stream()
        .map(one -> person(one, logins.getOrDefault(one.account().subject(), List.of())));
  }

  private RecordedPerson person(LocalAccount local, List<RecordedLogin> recorded) {
    Account account = local.account();
    Redacted identity =
        redaction.apply(LocalAccounts.identity(account, local.groups(), local.claims(), issuer));
    List<RecordedLogin> logins =
        recorded.isEmpty()
            ? List.of(
                login(
                    identity, new ClientView(client.orElse(""), everyScope), Scopes.of(everyScope)))
            : recorded.stream()
                .map(login -> login(identity, login.client(), login.scopes()))
                .toList();
    return new RecordedPerson(
        Identity.LOCAL,
        issuer,
        account.subject(),
        new KeyOwner(account.subject(), account.username(), account.disabled(), Optional.empty()),
        logins,
        0);
  }

  private static RecordedLogin login(Redacted redacted, ClientView client, Scopes scopes) {
    Identity identity = redacted.identity();
    return new RecordedLogin(0, identity.sub(), NOW, identity, client, scopes, redacted.names());
  }
}
