package io.tributary.broker.keys;

import io.tributary.platform.ops.StartupException;
import io.tributary.platform.protocol.Digests;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The sealing keys that all nodes share: one for cookies, rotated daily, one for data at rest, and
 * one for stable ids. They are in the database, sealed under the master key.
 */
public final class SealingKeys {
  /** How long before its first use a new cookie key is made: nodes refresh more often than this. */
  private static final Duration LEAD = Duration.ofHours(1);

  private static final byte[] ROOT_SALT = "tributary sealing key".getBytes(StandardCharsets.UTF_8);
  private static final long FIRST = 0;

  private final SealingKeyRepository repository;
  private final MasterKey master;
  private final Duration keep;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();
  private final AtomicReference<KeyRing> ring = new AtomicReference<>(new KeyRing(List.of()));

  private SealingKeys(
      SealingKeyRepository repository, MasterKey master, Duration keep, Clock clock) {
    this.repository = repository;
    this.master = master;
    this.keep = keep;
    this.clock = clock;
  }

  /**
   * Loads the keys, and makes them at the first start; of two nodes that start first, one makes
   * them for both.
   *
   * @param keep the longest life of anything sealed for a browser or a client
   * @return fails with {@link StartupException} when the master key does not open them
   */
  public static Future<SealingKeys> open(
      SealingKeyRepository repository, MasterKey master, Duration keep, Clock clock) {
    SealingKeys keys = new SealingKeys(repository, master, keep, clock);
    return keys.refresh().map(keys);
  }

  /**
   * Reads the keys again, makes tomorrow's cookie key when there is none, and forgets the ones that
   * are too old. Call it every ten minutes.
   */
  public Future<Void> refresh() {
    return repository
        .load()
        .map(this::requireOurs)
        .compose(this::makeMissing)
        .compose(
            stored -> {
              ring.set(new KeyRing(stored.stream().map(this::opened).toList()));
              return repository.forget(keep);
            });
  }

  /** Before anything is added: a key sealed by a wrong master key would lock the right one out. */
  private List<SealingKeyRepository.Stored> requireOurs(List<SealingKeyRepository.Stored> stored) {
    stored.forEach(this::opened);
    return stored;
  }

  /** Seals what a browser keeps: for at most the time given at {@link #open}. */
  public Sealer forCookies(String issuer, String purpose) {
    return sealer(SealingKey.Purpose.COOKIE, issuer, purpose);
  }

  /** Seals what clients keep, such as opaque tokens: for at most the same time. */
  public Sealer forClients(String issuer, String purpose) {
    return sealer(SealingKey.Purpose.COOKIE, issuer, purpose);
  }

  /** Seals what the database keeps. */
  public Sealer atRest(String issuer, String purpose) {
    return sealer(SealingKey.Purpose.REST, issuer, purpose);
  }

  /** Tags for forms. */
  public TokenMac mac(String issuer, String purpose) {
    return new TokenMac(ring::get, clock, issuer, purpose);
  }

  public StableIds stableIds(String issuer, String purpose) {
    SealingKey sector = ring.get().current(SealingKey.Purpose.SECTOR, clock.instant());
    return new StableIds(sector, issuer, purpose);
  }

  private Sealer sealer(SealingKey.Purpose keys, String issuer, String purpose) {
    return new RingSealer(ring::get, clock, random, keys, issuer, purpose);
  }

  private Future<List<SealingKeyRepository.Stored>> makeMissing(
      List<SealingKeyRepository.Stored> stored) {
    List<SealingKey.Purpose> missing =
        Arrays.stream(SealingKey.Purpose.values())
            .filter(purpose -> stored.stream().noneMatch(row -> row.isFor(purpose)))
            .toList();
    if (!missing.isEmpty()) {
      return repository
          .add(missing.stream().map(this::make).toList(), FIRST, Duration.ZERO)
          .compose(done -> repository.load());
    }
    long tomorrow = stored.get(0).today() + 1;
    boolean made =
        stored.stream()
            .anyMatch(row -> row.isFor(SealingKey.Purpose.COOKIE) && row.period() >= tomorrow);
    if (made) {
      return Future.succeededFuture(stored);
    }
    return repository
        .add(List.of(make(SealingKey.Purpose.COOKIE)), tomorrow, LEAD)
        .compose(done -> repository.load());
  }

  private SealingKeyRepository.Made make(SealingKey.Purpose purpose) {
    byte[] id = new byte[SealedForm.KEY_ID_BYTES];
    byte[] key = new byte[SealedForm.KEY_BYTES];
    random.nextBytes(id);
    random.nextBytes(key);
    String name = Digests.base64Url(id);
    byte[] sealed = master.seal(key, context(purpose.wire(), name));
    return new SealingKeyRepository.Made(name, purpose.wire(), Buffer.buffer(sealed));
  }

  private SealingKey opened(SealingKeyRepository.Stored row) {
    try {
      byte[] key = master.open(row.sealed().getBytes(), context(row.purpose(), row.id()));
      return new SealingKey(
          purpose(row.purpose()),
          Base64.getUrlDecoder().decode(row.id()),
          Hkdf.extract(ROOT_SALT, key),
          row.usableFrom());
    } catch (Sealer.SealBroken wrongMaster) {
      throw new StartupException(
          "The master key does not open the keys in the database: start with the master key that"
              + " was used before, or with a new database.");
    }
  }

  private static SealingKey.Purpose purpose(String wire) {
    for (SealingKey.Purpose purpose : SealingKey.Purpose.values()) {
      if (purpose.wire().equals(wire)) {
        return purpose;
      }
    }
    throw new StartupException("The database has sealing keys of a newer version.");
  }

  private static String context(String purpose, String id) {
    return "sealing_key " + purpose + " " + id;
  }
}
