package io.tributary.broker.client;

import static io.tributary.broker.kit.BrokerDatabase.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.broker.kit.BrokerDatabase;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The list of used assertions on a real database (RFC 7523 §3.7). */
class SpentAssertionIT {
  private static BrokerDatabase database;
  private static SpentAssertionRepository spent;

  private final Instant now = Instant.now().plusSeconds(1);
  private final Instant soon = now.plusSeconds(60);

  @BeforeAll
  static void start() {
    database = new BrokerDatabase();
    spent = new SpentAssertionRepository(database.durable());
  }

  @AfterAll
  static void stop() {
    database.close();
  }

  @BeforeEach
  void empty() {
    database.query("DELETE FROM spent_assertion");
    await(spent.begin());
  }

  private boolean spend(String client, String jti, Instant issued) {
    return await(spent.spend(client, jti, issued, soon));
  }

  @Test
  void eachWorksOnceForItsClient() {
    assertTrue(spend("a", "1", now));
    assertFalse(spend("a", "1", now));
    assertFalse(spend("a", "1", now.plusSeconds(5)));
    assertTrue(spend("a", "2", now));
    assertTrue(spend("b", "1", now));
  }

  @Test
  void fiftyOnSeveralConnectionsFindOneWinner() {
    List<Future<Boolean>> all = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      all.add(database.onAnotherLoop(() -> spent.spend("a", "race", now, soon)));
    }
    assertEquals(1, all.stream().filter(one -> await(one)).count());
  }

  /** After a loss nobody knows what was used: only what is younger than the list is accepted. */
  @Test
  void whatIsOlderThanTheListIsRefused() {
    assertFalse(spend("a", "old", now.minus(Duration.ofMinutes(5))));
    assertTrue(spend("a", "old", now));
    database.query("DELETE FROM spent_assertion");
    assertFalse(spend("a", "none", now), "there is no list");
    await(spent.begin());
    Object began = database.value("SELECT spent_at FROM spent_assertion WHERE id = ''");
    await(spent.begin());
    assertEquals(began, database.value("SELECT spent_at FROM spent_assertion WHERE id = ''"));
    assertTrue(spend("a", "none", now));
  }

  @Test
  void whatNobodyCanUseAnyMoreIsSweptAndTheBeginningStays() {
    for (int i = 0; i < 30; i++) {
      assertTrue(await(spent.spend("a", "old-" + i, now, now.minus(Duration.ofHours(2)))));
    }
    assertTrue(await(spent.spend("a", "recent", now, now.minus(Duration.ofMinutes(30)))));
    assertTrue(spend("a", "live", now));
    assertEquals(20, await(spent.sweep(now, 20)));
    assertEquals(10, await(spent.sweep(now, 20)));
    assertEquals(0, await(spent.sweep(now, 20)));
    assertEquals(3, database.count("spent_assertion"));
    assertFalse(spend("a", "recent", now));
    assertFalse(spend("a", "live", now));
    assertEquals(1, database.count("pg_indexes WHERE indexname = 'spent_assertion_expires_at'"));
  }
}
