package io.tributary.broker.keys;

import io.tributary.platform.ops.StartupException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.time.Instant;
import java.util.ArrayList;
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
 * algorithm.
 *
 * <p>A row is believed only when its private part opens under its own kid, issuer and algorithm and
 * the kid is the thumbprint of its public part: writing to the table alone adds no key.
 */
public final class SigningKeys {
  private static final String PURPOSE = "signing-key";

  private final SigningKeyRepository repository;
  private final Sealer sealer;
  private final SigningProvider provider;
  private final String issuer;
  private final Set<SigningAlgorithm> algorithms;
  private final AtomicReference<Snapshot> current = new AtomicReference<>();

  /** What one reading of the table gave. */
  private record Snapshot(
      Map<String, SigningKey> byKid,
      Map<SigningAlgorithm, SigningKey> active,
      Buffer jwks,
      Optional<Instant> oldestActive) {}

  private SigningKeys(
      SigningKeyRepository repository,
      Sealer sealer,
      SigningProvider provider,
      String issuer,
      Set<SigningAlgorithm> algorithms) {
    this.repository = repository;
    this.sealer = sealer;
    this.provider = provider;
    this.issuer = issuer;
    this.algorithms = Set.copyOf(algorithms);
  }

  /**
   * Loads the keys; an algorithm without an active key gets one, made on a worker. Of two nodes
   * that start first, both use the one that was stored first.
   *
   * @param algorithms those that some client uses
   * @return fails with {@link StartupException} when a key in the database cannot be used
   */
  public static Future<SigningKeys> open(
      Vertx vertx,
      SigningKeyRepository repository,
      SealingKeys sealing,
      SigningProvider provider,
      String issuer,
      Set<SigningAlgorithm> algorithms) {
    SigningKeys keys =
        new SigningKeys(repository, sealing.atRest(issuer, PURPOSE), provider, issuer, algorithms);
    return keys.reload().compose(done -> keys.makeMissing(vertx)).map(keys);
  }

  /** The exact identifier that these keys sign for. */
  public String issuer() {
    return issuer;
  }

  /** Name of the provider that signs, for health and metrics. */
  public String providerName() {
    return provider.name();
  }

  /** Since when the oldest key that signs now has been signing; nothing before there is one. */
  public Optional<Instant> oldestActive() {
    return current.get().oldestActive();
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
   */
  public Buffer jwks() {
    return current.get().jwks();
  }

  Optional<SigningKey> find(String kid) {
    return Optional.ofNullable(current.get().byKid().get(kid));
  }

  private Future<Void> makeMissing(Vertx vertx) {
    List<SigningAlgorithm> missing =
        algorithms.stream()
            .filter(algorithm -> !current.get().active().containsKey(algorithm))
            .toList();
    if (missing.isEmpty()) {
      return Future.succeededFuture();
    }
    WorkerExecutor worker = vertx.createSharedWorkerExecutor("key-generation", 1);
    List<Future<Void>> made = new ArrayList<>();
    for (SigningAlgorithm algorithm : missing) {
      made.add(
          worker
              .executeBlocking(() -> provider.generate(algorithm), false)
              .compose(pair -> store(algorithm, pair)));
    }
    return Future.all(made).eventually(worker::close).compose(done -> reload());
  }

  private Future<Void> store(SigningAlgorithm algorithm, KeyPair pair) {
    String kid = PublicJwk.thumbprint(algorithm, pair.getPublic());
    byte[] sealed = sealer.seal(pair.getPrivate().getEncoded(), context(kid, algorithm.wire()));
    return repository.addActive(
        issuer, kid, algorithm.wire(), pair.getPublic().getEncoded(), sealed);
  }

  private Snapshot snapshot(List<SigningKeyRepository.Stored> rows) {
    List<SigningKey> keys = rows.stream().map(this::opened).toList();
    JsonArray published = new JsonArray();
    keys.forEach(key -> published.add(key.published()));
    return new Snapshot(
        keys.stream().collect(Collectors.toUnmodifiableMap(SigningKey::kid, Function.identity())),
        keys.stream()
            .filter(key -> key.state() == SigningKey.State.ACTIVE)
            .collect(Collectors.toUnmodifiableMap(SigningKey::algorithm, Function.identity())),
        new JsonObject().put("keys", published).toBuffer(),
        rows.stream()
            .filter(row -> row.state().equals(SigningKey.State.ACTIVE.wire()))
            .map(SigningKeyRepository.Stored::changedAt)
            .min(Comparator.naturalOrder()));
  }

  private SigningKey opened(SigningKeyRepository.Stored row) {
    try {
      SigningAlgorithm algorithm =
          SigningAlgorithm.of(row.algorithm()).orElseThrow(() -> unusable(row.kid()));
      PublicKey publicKey = provider.publicKey(algorithm, row.publicKey().getBytes());
      byte[] encoded =
          sealer.open(row.sealedPrivate().getBytes(), context(row.kid(), row.algorithm()));
      if (!PublicJwk.thumbprint(algorithm, publicKey).equals(row.kid())) {
        throw unusable(row.kid());
      }
      return new SigningKey(
          row.kid(),
          algorithm,
          state(row),
          publicKey,
          provider.privateKey(algorithm, encoded),
          provider);
    } catch (GeneralSecurityException | Sealer.SealBroken broken) {
      throw unusable(row.kid());
    }
  }

  private static SigningKey.State state(SigningKeyRepository.Stored row) {
    for (SigningKey.State state : SigningKey.State.values()) {
      if (state.wire().equals(row.state())) {
        return state;
      }
    }
    throw unusable(row.kid());
  }

  private static StartupException unusable(String kid) {
    return new StartupException(
        "The signing key "
            + kid
            + " in the database cannot be used: it was changed, or sealed by another installation.");
  }

  private static String context(String kid, String algorithm) {
    return kid + " " + algorithm;
  }
}
