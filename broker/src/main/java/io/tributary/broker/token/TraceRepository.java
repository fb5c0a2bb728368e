package io.tributary.broker.token;

import io.tributary.broker.identity.Trace;
import io.tributary.broker.keys.Sealer;
import io.tributary.platform.db.Relaxed;
import io.tributary.platform.db.Statement;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * How the claims of a grant came about, sealed: {@code [{"step":…,"claim":…,"note":…}]}. Relaxed:
 * what a crash forgets can be explained no more, and gives nobody anything.
 */
public final class TraceRepository {
  private static final Statement KEEP =
      new Statement(
          "claim_trace.keep", "INSERT INTO claim_trace (id, subject, sealed) VALUES ($1, $2, $3)");
  private static final Statement SWEEP =
      new Statement(
          "claim_trace.sweep",
          "DELETE FROM claim_trace WHERE (id, at) IN"
              + " (SELECT id, at FROM claim_trace WHERE at < $1 LIMIT $2)");
  private static final Statement FIND =
      new Statement("claim_trace.find", "SELECT subject, sealed FROM claim_trace WHERE id = $1");

  private final Relaxed database;
  private final Sealer sealer;

  public TraceRepository(Relaxed database, Sealer sealer) {
    this.database = database;
    this.sealer = sealer;
  }

  public Future<Void> keep(String id, String subject, Trace trace) {
    JsonArray lines = new JsonArray();
    for (Trace.Line line : trace.lines()) {
      lines.add(
          new JsonObject()
              .put("step", line.step())
              .put("claim", line.claim())
              .put("note", line.note()));
    }
    byte[] closed = sealer.seal(lines.toBuffer().getBytes(), context(id, subject));
    return database.run(KEEP, Tuple.of(id, subject, Buffer.buffer(closed))).mapEmpty();
  }

  /** Deletes traces from before a time, a bounded number at a time; tells how many. */
  public Future<Integer> sweep(Instant before, int batch) {
    return database
        .run(SWEEP, Tuple.of(before.atOffset(ZoneOffset.UTC), batch))
        .map(rows -> rows.rowCount());
  }

  /** The lines of a trace. */
  public Future<Optional<JsonArray>> find(String id) {
    return database
        .run(FIND, Tuple.of(id))
        .map(
            rows -> {
              for (Row row : rows) {
                byte[] closed = row.getBuffer("sealed").getBytes();
                byte[] lines = sealer.open(closed, context(id, row.getString("subject")));
                return Optional.of(new JsonArray(Buffer.buffer(lines)));
              }
              return Optional.empty();
            });
  }

  private static String context(String id, String subject) {
    return "claim_trace " + id + " " + subject;
  }
}
