package io.tributary.broker.keys;

import io.tributary.platform.db.Database;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** Real keys on a test database, as one node has them. */
public final class KeysFixture {
  public static final Duration KEEP = Duration.ofDays(1);

  public static final KeySchedule SCHEDULE =
      new KeySchedule(Duration.ofDays(90), Duration.ofDays(1), Duration.ofMinutes(10));

  private KeysFixture() {}

  public static MasterKey master(int seed) {
    byte[] key = new byte[MasterKey.BYTES];
    Arrays.fill(key, (byte) seed);
    return new MasterKey(key);
  }

  /** Without a database. */
  public static StableIds stableIds() {
    return new StableIds(
        new SealingKey(SealingKey.Purpose.SECTOR, new byte[8], new byte[32], Instant.EPOCH),
        "issuer",
        "test");
  }

  public static Future<SealingKeys> sealing(Database database, MasterKey master) {
    return SealingKeys.open(
        new SealingKeyRepository(database.durable()), master, KEEP, Clock.systemUTC());
  }

  public static Future<SigningKeys> signing(
      Vertx vertx, Database database, SealingKeys sealing, String issuer) {
    return signing(
        vertx,
        database,
        sealing,
        issuer,
        EnumSet.of(SigningAlgorithm.RS256, SigningAlgorithm.ES256));
  }

  public static Future<SigningKeys> signing(
      Vertx vertx,
      Database database,
      SealingKeys sealing,
      String issuer,
      Set<SigningAlgorithm> algorithms) {
    return SigningKeys.open(
        vertx,
        new SigningKeyRepository(database.durable()),
        rotation(vertx, database, sealing, issuer, algorithms),
        sealing,
        SigningProvider.choose(),
        issuer,
        algorithms,
        SCHEDULE);
  }

  public static KeyRotation rotation(
      Vertx vertx,
      Database database,
      SealingKeys sealing,
      String issuer,
      Set<SigningAlgorithm> algorithms) {
    return new KeyRotation(
        vertx,
        new SigningKeyRepository(database.durable()),
        new KeyTransitionRepository(database.durable()),
        sealing,
        SigningProvider.choose(),
        issuer,
        algorithms,
        SCHEDULE);
  }

  /** Waits on the thread of a test. */
  public static <T> T await(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    } catch (ExecutionException failed) {
      throw new AssertionError("failed", failed.getCause());
    } catch (Exception late) {
      throw new AssertionError("no answer", late);
    }
  }

  /** The failure of a future that must fail. */
  public static Throwable failure(Future<?> future) {
    return await(future.transform(result -> Future.succeededFuture(result.cause())));
  }
}
