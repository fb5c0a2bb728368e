package io.tributary.platform.password;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What comparing costs, and that it is bounded. */
class PasswordWorkersIT {
  private static final String CHEAP =
      "$argon2id$v=19$m=16,t=2,p=1$c29tZXNhbHQ$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

  private final Vertx vertx = Vertx.vertx();
  private final PasswordWorkers workers = new PasswordWorkers(vertx, "test");

  @AfterEach
  void close() throws Exception {
    workers.close();
    await(vertx.close());
  }

  @Test
  void aPasswordMatchesItsOwnHashOnly() throws Exception {
    String hash = await(workers.hash("correct horse"));
    assertTrue(await(workers.verify("correct horse", Optional.of(hash))).matches());
    assertFalse(await(workers.verify("correct horse ", Optional.of(hash))).matches());
    assertFalse(await(workers.verify("", Optional.of(hash))).matches());
    assertEquals(
        Optional.empty(), await(workers.verify("correct horse", Optional.of(hash))).upgraded());
  }

  @Test
  void nothingStoredAndNothingReadableCostOneHashToo() throws Exception {
    for (Optional<String> stored :
        List.of(Optional.<String>empty(), Optional.of(""), Optional.of("$2y$12$abc"))) {
      long before = workers.computed();
      assertFalse(await(workers.verify("demo", stored)).matches());
      assertEquals(1, workers.computed() - before);
    }
  }

  @Test
  void aWrongPasswordNeverUpgrades() throws Exception {
    PasswordWorkers.Verdict verdict = await(workers.verify("demo", Optional.of(CHEAP)));
    assertFalse(verdict.matches());
    assertEquals(Optional.empty(), verdict.upgraded());
  }

  @Test
  void whatIsOldIsHashedAnewWithTodaysParameters() throws Exception {
    String reference =
        "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";
    String upgraded =
        await(workers.verify("password", Optional.of(reference))).upgraded().orElseThrow();
    assertTrue(upgraded.startsWith("$argon2id$v=19$m=19456,t=2,p=1$"), upgraded);
    assertTrue(await(workers.verify("password", Optional.of(upgraded))).matches());
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 1", "4, 1", "7, 1", "8, 2", "64, 2"})
  void mostProcessorsAreLeftToOthers(int processors, int atOnce) {
    assertEquals(atOnce, PasswordWorkers.atOnce(processors));
  }

  /** 20 MB for each hash would be a full collection for every few. */
  @Test
  void aThreadKeepsItsMemoryFromOneHashToTheNext() throws Exception {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    for (int i = 0; i < 8; i++) {
      await(workers.verify("x", Optional.empty()));
    }
    long[] ids =
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> thread.getName().startsWith("test-password-"))
            .mapToLong(Thread::getId)
            .toArray();
    assertTrue(ids.length > 0);
    long before = LongStream.of(threads.getThreadAllocatedBytes(ids)).sum();
    for (int i = 0; i < 8; i++) {
      await(workers.verify("x", Optional.empty()));
    }
    long allocated = LongStream.of(threads.getThreadAllocatedBytes(ids)).sum() - before;
    assertTrue(allocated < 20_000_000, allocated + " bytes for eight hashes");
  }

  @Test
  void beyondTheQueueNobodyWaits() throws Exception {
    List<Future<PasswordWorkers.Verdict>> all = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      all.add(workers.verify("x", Optional.empty()));
    }
    assertTrue(workers.full() || all.stream().anyMatch(Future::failed));
    Future.join(all).toCompletionStage().exceptionally(some -> null).toCompletableFuture().get();
    List<Throwable> refused = all.stream().filter(Future::failed).map(Future::cause).toList();
    assertFalse(refused.isEmpty());
    refused.forEach(failure -> assertInstanceOf(PasswordWorkers.Busy.class, failure));
    assertFalse(workers.full());
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }
}
