package io.tributary.broker.registration;

import io.tributary.broker.keys.Sealer;
import io.tributary.platform.config.Secret;
import io.tributary.platform.protocol.RandomToken;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What operators do with registrations: for the command line, the sweep and whoever administers.
 */
public final class RegistrationAdministration {
  private static final int MOST_LISTED = 10_000;
  private static final int MOST_USES = 10_000;

  /** Who mistypes a sector's document tries again, a few times. */
  static final int FETCHES_FOR_EACH = 5;

  private static final Duration LONGEST_LIFE = Duration.ofDays(366);

  private final RegisteredClientRepository clients;
  private final InitialTokenRepository initialTokens;
  private final LogoRepository logos;
  private final Clock clock;

  public RegistrationAdministration(RegistrationRepositories repositories, Clock clock) {
    this.clients = repositories.clients();
    this.initialTokens = repositories.initialTokens();
    this.logos = repositories.logos();
    this.clock = clock;
  }

  /** One registered client as operators see it; no secret is in it. */
  public record Entry(String id, String issuer, JsonObject metadata, int secrets, Instant since) {}

  /** A new initial access token, told once. */
  public record NewToken(String id, Secret token, Instant expiresAt) {}

  /**
   * @param issuer name of the one at which clients may register with it
   */
  public Future<NewToken> createToken(
      String issuer, String note, int uses, Duration life, String by) {
    if (uses < 1 || uses > MOST_USES || life.isNegative() || life.compareTo(LONGEST_LIFE) > 0) {
      return refused("a token is good for 1 to 10000 clients and at most 366 days");
    }
    Instant now = clock.instant();
    NewToken made =
        new NewToken(RandomToken.bits128(), new Secret(RandomToken.bits256()), now.plus(life));
    InitialToken token = new InitialToken(made.id(), issuer, note, uses, made.expiresAt(), false);
    return initialTokens
        .create(token, made.token().reveal(), uses * FETCHES_FOR_EACH, now, by)
        .map(made);
  }

  public Future<List<InitialToken>> tokens() {
    return initialTokens.list(MOST_LISTED);
  }

  /** Fails when there is none, or it is revoked already. */
  public Future<Void> revokeToken(String id, String by) {
    return initialTokens
        .revoke(id, clock.instant(), by)
        .compose(done -> found(done, "there is no live token " + id));
  }

  public Future<List<Entry>> list() {
    return clients.list(MOST_LISTED).map(all -> all.stream().map(this::entry).toList());
  }

  public Future<Entry> show(String id) {
    return stored(id).map(this::entry);
  }

  private Entry entry(StoredClient stored) {
    return new Entry(
        stored.id(),
        stored.issuer(),
        stored.metadata(),
        stored.secrets().size(),
        stored.createdAt());
  }

  private Future<StoredClient> stored(String id) {
    return clients
        .find(id, clock.instant())
        .compose(
            found ->
                found
                    .map(Future::succeededFuture)
                    .orElseGet(() -> refused("there is no registered client " + id)));
  }

  /** With everything that was granted to it. */
  public Future<Void> delete(String id, String by) {
    return clients
        .delete(id, clock.instant(), by)
        .compose(done -> found(done, "there is no registered client " + id));
  }

  /** Whether the client signs with its secret, which is therefore kept sealed. */
  public Future<Boolean> keepsSecretsSealed(String id) {
    return stored(id).map(RegistrationAdministration::isSealed);
  }

  private static boolean isSealed(StoredClient stored) {
    return stored.secrets().stream().anyMatch(secret -> secret.sealed().isPresent());
  }

  /**
   * A second secret, told once; the first goes on to work until it is retired.
   *
   * @param sealer for secrets of clients at rest; empty: of clients that only show theirs
   */
  public Future<Secret> addSecret(String id, String by, Optional<Sealer> sealer) {
    return stored(id)
        .compose(
            stored -> {
              if (stored.secrets().isEmpty()) {
                return refused("the client " + id + " has no secret");
              }
              if (stored.secrets().size() > 1) {
                return refused("the client " + id + " has two secrets: retire the older first");
              }
              boolean sealed = isSealed(stored);
              if (sealed && sealer.isEmpty()) {
                return refused("the client changed just now; try again");
              }
              ClientSecrets.Made made =
                  sealed
                      ? new ClientSecrets(sealer.orElseThrow()).make(id, true)
                      : ClientSecrets.hashed();
              return clients
                  .addSecret(stored, made.stored(), clock.instant(), by)
                  .compose(done -> found(done, "the client changed just now; try again"))
                  .map(made.plain());
            });
  }

  public Future<Void> retireSecret(String id, String by) {
    return clients
        .retireSecret(id, clock.instant(), by)
        .compose(done -> found(done, "the client " + id + " has no older secret"));
  }

  /**
   * Deletes what has expired.
   *
   * @return how many rows went, at most {@code batch} of a kind
   */
  public Future<Integer> sweep(int batch) {
    Instant now = clock.instant();
    return initialTokens
        .sweep(now, batch)
        .compose(tokens -> clients.sweep(now, batch).map(gone -> tokens + gone))
        .compose(rows -> logos.sweep(now.minus(ClientLogos.KEPT), batch).map(gone -> rows + gone));
  }

  private static Future<Void> found(boolean done, String otherwise) {
    return done ? Future.succeededFuture() : refused(otherwise);
  }

  private static <T> Future<T> refused(String why) {
    return Future.failedFuture(new RegistrationException(why));
  }

  /** For what a command shows of a client. */
  public static Optional<String> name(Entry entry) {
    return Optional.ofNullable(entry.metadata().getString("client_name"));
  }
}
