package io.tributary.broker.keys;

import io.tributary.platform.ops.StartupException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The signing keys of one issuer, cached in memory: next, active and retired ones of each
 * algorithm. {@link KeyRotation} changes them, {@link #reload} reads what became of them.
 */
public final class SigningKeys {
  private final SigningKeyRepository repository;
  private final SealedSigningKeys sealed;
  private final String issuer;
  private final Set<SigningAlgorithm> algorithms;
  private final KeySchedule schedule;
  private final AtomicReference<Snapshot> current = new AtomicReference<>();

  /** What one reading of the table gave. */
  private record Snapshot(
      Map<String, SigningKey> byKid,
      Map<SigningAlgorithm, SigningKey> active,
      Buffer jwks,
      Optional<Instant> oldestActive,
      Optional<Instant> nextRotation) {}

  private SigningKeys(
      SigningKeyRepository repository,
      SealedSigningKeys sealed,
      String issuer,
      Set<SigningAlgorithm> algorithms,
      KeySchedule schedule) {
    this.repository = repository;
    this.sealed = sealed;
    this.issuer = issuer;
    this.algorithms = Set.copyOf(algorithms);
    this.schedule = schedule;
  }

  /**
   * Loads the keys; an algorithm without an active key gets one, made on a worker. Of two nodes
   * that start first, both use the one that was stored first.
   *
   * @param rotation of the same issuer
   * @param algorithms those that are configured
   * @return fails with {@link StartupException} when a key in the database cannot be used
   */
  public static Future<SigningKeys> open(
      Vertx vertx,
      SigningKeyRepository repository,
      KeyRotation rotation,
      SealingKeys sealing,
      SigningProvider provider,
      String issuer,
      Set<SigningAlgorithm> algorithms,
      KeySchedule schedule) {
    SigningKeys keys =
        new SigningKeys(
            repository,
            new SealedSigningKeys(vertx, sealing, provider, issuer),
            issuer,
            algorithms,
            schedule);
    return keys.reload()
        .compose(
            read ->
                keys.current.get().active().keySet().containsAll(keys.algorithms)
                    ? Future.succeededFuture()
                    : rotation.keepSchedule("start").compose(made -> keys.reload()))
        .map(keys);
  }

  /** The exact identifier that these keys sign for. */
  public String issuer() {
    return issuer;
  }

  /** Name of the provider that signs, for health and metrics. */
  public String providerName() {
    return sealed.providerName();
  }

  /** Since when the oldest key that signs now has been signing; nothing before there is one. */
  public Optional<Instant> oldestActive() {
    return current.get().oldestActive();
  }

  /** When the next of the configured algorithms gets a new key by the schedule. */
  public Optional<Instant> nextRotation() {
    return current.get().nextRotation();
  }

  /** Reads the table again. */
  public Future<Void> reload() {
    return repository.load(issuer).map(this::snapshot).onSuccess(current::set).mapEmpty();
  }

  /**
   * The key that signs now.
   *
   * @throws IllegalStateException for an algorithm that was not named at {@link #open}
   */
  public SigningKey active(SigningAlgorithm algorithm) {
    SigningKey key = current.get().active().get(algorithm);
    if (key == null) {
      throw new IllegalStateException("No active key for " + algorithm.wire());
    }
    return key;
  }

  /** Signs with the active keys. */
  public TokenSigner signer(SigningAlgorithm algorithm) {
    return new TokenSigner(() -> active(algorithm));
  }

  /**
   * The key set document (RFC 7517 §5): {@code {"keys":[{"kty":…,"use":"sig","alg":…,"kid":…}]}}.
   * Keys that sign now come first, RS256 before the others: clients that look at no kid take it.
   */
  public Buffer jwks() {
    return current.get().jwks();
  }

  Optional<SigningKey> find(String kid) {
    return Optional.ofNullable(current.get().byKid().get(kid));
  }

  private Snapshot snapshot(List<SigningKeyRepository.Stored> rows) {
    List<SigningKey> keys = rows.stream().map(sealed::open).toList();
    JsonArray published = new JsonArray();
    keys.stream()
        .filter(key -> key.use().isPublished())
        .sorted(Comparator.comparing(SigningKey::use).thenComparing(SigningKey::algorithm))
        .forEach(key -> published.add(key.published()));
    return new Snapshot(
        keys.stream().collect(Collectors.toUnmodifiableMap(SigningKey::kid, Function.identity())),
        keys.stream()
            .filter(key -> key.use() == SigningKey.Use.SIGNING)
            .collect(Collectors.toUnmodifiableMap(SigningKey::algorithm, Function.identity())),
        new JsonObject().put("keys", published).toBuffer(),
        rows.stream()
            .filter(row -> row.state() == SigningKey.State.ACTIVE)
            .map(SigningKeyRepository.Stored::changedAt)
            .min(Comparator.naturalOrder()),
        KeyPlan.nextRotation(rows, algorithms, schedule));
  }
}
