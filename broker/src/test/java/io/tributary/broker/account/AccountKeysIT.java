package io.tributary.broker.account;

import static io.tributary.broker.kit.BrokerDatabase.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tributary.broker.keys.DataKey;
import io.tributary.broker.keys.Sealer;
import io.tributary.broker.kit.BrokerDatabase;
import io.tributary.broker.kit.OffLoop;
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
  private final OffLoop atRest = new OffLoop(DataKey.make(new SecureRandom()));
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

  private Map<String, DataKey> toSeal(List<String> subjects) {
    return await(database.onAnotherLoop(() -> keys.toSeal(database.vertx(), subjects))).open();
  }

  private Map<String, DataKey> toOpen(List<String> subjects) {
    return await(database.onAnotherLoop(() -> keys.toOpen(subjects))).open();
  }

  @Test
  void eachAccountHasOneKeyAndKeepsIt() {
    Map<String, DataKey> first = toSeal(List.of("alice", "bob", "alice"));
    assertEquals(Set.of("alice", "bob"), first.keySet());
    byte[] sealed = first.get("alice").seal(new byte[] {1}, "a");
    assertArrayEquals(new byte[] {1}, toSeal(List.of("alice")).get("alice").open(sealed, "a"));
    assertThrows(Sealer.SealBroken.class, () -> first.get("bob").open(sealed, "a"));
  }

  @Test
  void openingMakesNoKey() {
    assertEquals(Map.of(), toOpen(List.of("alice")));
    assertEquals(0, database.count("account_data_key"));
  }

  @Test
  void fiftyAtOnceGetTheSameKey() {
    List<Future<SealedKeys>> all = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      all.add(database.onAnotherLoop(() -> keys.toSeal(database.vertx(), List.of("alice"))));
    }
    byte[] first = await(all.get(0)).open().get("alice").bytes();
    for (Future<SealedKeys> one : all) {
      assertArrayEquals(first, await(one).open().get("alice").bytes());
    }
    atRest.assertHeldNoLoop();
  }

  @Test
  void aDeletedOrUnknownPersonHasNone() {
    toSeal(List.of("alice", "bob"));
    await(
        new AccountEndingRepository(database.durable(), Clock.systemUTC()).delete("alice", "test"));
    assertEquals(0, database.count("account_data_key WHERE subject = 'alice'"));
    assertEquals(Set.of("bob"), toSeal(List.of("alice", "bob", "carol")).keySet());
    assertEquals(1, database.count("account_data_key"));
  }

  @Test
  void aKeyThatADeletionHasMissedOpensNothingAndIsSwept() {
    toSeal(List.of("alice", "bob"));
    database.query("UPDATE account SET deleted_at = now() WHERE subject = 'alice'");
    assertEquals(Set.of("bob"), toOpen(List.of("alice", "bob")).keySet());
    assertEquals(1, await(keys.sweep()));
    assertEquals(1, database.count("account_data_key"));
  }

  @Test
  void aRowMovedToAnotherAccountDoesNotOpen() {
    toSeal(List.of("alice"));
    database.query("UPDATE account_data_key SET subject = 'bob'");
    assertEquals(Map.of(), toOpen(List.of("bob")));
  }
}
