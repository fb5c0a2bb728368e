package io.tributary.broker.token;

import static io.tributary.broker.kit.BrokerDatabase.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tributary.broker.identity.Trace;
import io.tributary.broker.keys.KeysFixture;
import io.tributary.broker.keys.SealingKeys;
import io.tributary.platform.db.Statement;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TraceRepositoryIT extends TokenTables {
  private static final Trace TRACE = new Trace().add("mapping:roles", "groups", "replaced");
  private static TraceRepository traces;

  @BeforeAll
  static void open() {
    SealingKeys sealing = await(KeysFixture.sealing(database, KeysFixture.master(1)));
    traces = new TraceRepository(database.relaxed(), sealing.atRest("https://id.example", "trace"));
  }

  @Test
  void isReadAsItWasKept() {
    await(traces.keep("one", "alice", TRACE));
    JsonObject line =
        new JsonObject()
            .put("step", "mapping:roles")
            .put("claim", "groups")
            .put("note", "replaced");
    assertEquals(Optional.of(new JsonArray().add(line)), await(traces.find("one")));
    assertEquals(Optional.empty(), await(traces.find("none")));
  }

  @Test
  void opensForNobodyElse() {
    await(traces.keep("two", "alice", TRACE));
    run("UPDATE claim_trace SET subject = 'bob' WHERE id = 'two'");
    Future<Boolean> refused =
        traces.find("two").transform(read -> Future.succeededFuture(read.failed()));
    assertEquals(true, await(refused));
  }

  @Test
  void oldOnesGoAFewAtATimeAndYoungOnesStay() {
    Instant before = Instant.parse("2020-01-01T00:00:00Z");
    for (int i = 0; i < 3; i++) {
      await(traces.keep("old-" + i, "alice", TRACE));
    }
    await(traces.keep("young", "alice", TRACE));
    run("UPDATE claim_trace SET at = '2019-12-31' WHERE id LIKE 'old-%'");
    assertEquals(2, await(traces.sweep(before, 2)));
    assertEquals(1, await(traces.sweep(before, 2)));
    assertEquals(0, await(traces.sweep(before, 2)));
    assertEquals(1, await(traces.find("young")).orElseThrow().size());
  }

  private static void run(String sql) {
    await(database.durable().run(new Statement("test", sql)));
  }
}
