package io.tributary.broker.account;

import static io.tributary.broker.kit.BrokerDatabase.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tributary.broker.keys.DataKey;
import io.tributary.broker.keys.Sealer;
import io.tributary.broker.kit.BrokerDatabase;
import io.tributary.broker.session.AccountEndingRepository;
import io.vertx.core.Future;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The keys that what is kept of a person is sealed under. */
class AccountKeysIT {
  static BrokerDatabase database;
  private final Sealer atRest = DataKey.make(new SecureRandom());
  AccountKeys keys;

  @BeforeAll
  static void open() {
    database = new BrokerDatabase();
  }

  @AfterAll
  static void close() {
    database.close();
  }

  @BeforeEach
  void people() {
    database.query("TRUNCATE account CASCADE");
    for (String name : List.of("alice", "bob")) {
      database.query("INSERT INTO account (subject, username) VALUES ($1, $1)", name);
      database.query("INSERT INTO username (name_key, subject) VALUES ($1, $1)", name);
    }
    keys = new AccountKeys(new AccountKeyRepository(database.durable()), atRest);
  }

  @Test
  void eachAccountHasOneKeyAndKeepsIt() {
    Map<String, DataKey> first = await(keys.toSeal(List.of("alice", "bob", "alice")));
    assertEquals(Set.of("alice", "bob"), first.keySet());
    byte[] sealed = first.get("alice").seal(new byte[] {1}, "a");
    assertArrayEquals(
        new byte[] {1}, await(keys.toSeal(List.of("alice"))).get("alice").open(sealed, "a"));
    assertThrows(Sealer.SealBroken.class, () -> first.get("bob").open(sealed, "a"));
  }

  @Test
  void openingMakesNoKey() {
    assertEquals(Map.of(), await(keys.toOpen(List.of("alice"))));
    assertEquals(0, database.count("account_data_key"));
  }

  @Test
  void fiftyAtOnceGetTheSameKey() {
    List<Future<Map<String, DataKey>>> all = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      all.add(database.onAnotherLoop(() -> keys.toSeal(List.of("alice"))));
    }
    byte[] first = await(all.get(0)).get("alice").bytes();
    for (Future<Map<String, DataKey>> one : all) {
      assertArrayEquals(first, await(one).get("alice").bytes());
    }
  }

  @Test
  void aDeletedOrUnknownPersonHasNone() {
    await(keys.toSeal(List.of("alice", "bob")));
    await(
        new AccountEndingRepository(database.durable(), Clock.systemUTC()).delete("alice", "test"));
    assertEquals(0, database.count("account_data_key WHERE subject = 'alice'"));
    assertEquals(Set.of("bob"), await(keys.toSeal(List.of("alice", "bob", "carol"))).keySet());
    assertEquals(1, database.count("account_data_key"));
  }

  @Test
  void aKeyThatADeletionHasMissedOpensNothingAndIsSwept() {
    await(keys.toSeal(List.of("alice", "bob")));
    database.query("UPDATE account SET deleted_at = now() WHERE subject = 'alice'");
    assertEquals(Set.of("bob"), await(keys.toOpen(List.of("alice", "bob"))).keySet());
    assertEquals(1, await(keys.sweep()));
    assertEquals(1, database.count("account_data_key"));
  }

  @Test
  void aRowMovedToAnotherAccountDoesNotOpen() {
    await(keys.toSeal(List.of("alice")));
    database.query("UPDATE account_data_key SET subject = 'bob'");
    assertEquals(Map.of(), await(keys.toOpen(List.of("bob"))));
  }
}
