package io.tributary.broker.keys;

import io.tributary.platform.db.Durable;
import io.tributary.platform.db.Statement;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/** Table {@code sealing_key}. Durable: what a lost key sealed is lost with it. */
public final class SealingKeyRepository {
  private static final Statement LOAD =
      new Statement(
          "sealing_key.load",
          "SELECT id, purpose, period, sealed_key, usable_from,"
              + " floor(extract(epoch FROM now()) / 86400)::bigint AS today"
              + " FROM sealing_key");

  /**
   * The first node's rows count; a second one inserts nothing and reads the first's. All first keys
   * go in one statement: two nodes with different master keys must not make some each.
   */
  private static final Statement ADD =
      new Statement(
          "sealing_key.add",
          "INSERT INTO sealing_key (id, purpose, sealed_key, period, usable_from)"
              + " SELECT made.id, made.purpose, made.sealed_key, $4::bigint,"
              + " greatest(now() + $5::bigint * interval '1 second',"
              + " to_timestamp(($4::bigint * 86400)::double precision))"
              + " FROM unnest($1::text[], $2::text[], $3::bytea[]) AS made(id, purpose, sealed_key)"
              + " ON CONFLICT (purpose, period) DO NOTHING");

  private static final Statement FORGET =
      new Statement(
          "sealing_key.forget",
          "DELETE FROM sealing_key k WHERE k.purpose = 'cookie' AND EXISTS ("
              + "SELECT 1 FROM sealing_key n WHERE n.purpose = 'cookie'"
              + " AND n.usable_from > k.usable_from"
              + " AND n.usable_from < now() - $1::bigint * interval '1 second')");

  private final Durable database;

  public SealingKeyRepository(Durable database) {
    this.database = database;
  }

  /**
   * A row.
   *
   * @param period 0 for the first key of a purpose, else the day (since 1970, UTC) it is made for
   * @param today the database's day
   */
  record Stored(
      String id, String purpose, long period, Buffer sealed, Instant usableFrom, long today) {
    boolean isFor(SealingKey.Purpose other) {
      return purpose.equals(other.wire());
    }
  }

  Future<List<Stored>> load() {
    return database
        .run(LOAD)
        .map(
            rows -> {
              List<Stored> found = new ArrayList<>();
              for (Row row : rows) {
                found.add(stored(row));
              }
              return found;
            });
  }

  /** A key to add, sealed. */
  record Made(String id, String purpose, Buffer sealed) {}

  /**
   * Adds keys, each unless there is one for its purpose and period.
   *
   * @param lead time until they may be used
   */
  Future<Void> add(List<Made> made, long period, Duration lead) {
    Tuple parameters =
        Tuple.tuple()
            .addArrayOfString(made.stream().map(Made::id).toArray(String[]::new))
            .addArrayOfString(made.stream().map(Made::purpose).toArray(String[]::new))
            .addArrayOfBuffer(made.stream().map(Made::sealed).toArray(Buffer[]::new))
            .addLong(period)
            .addLong(lead.toSeconds());
    return database.run(ADD, parameters).mapEmpty();
  }

  /** Drops cookie keys whose successor has been usable for longer than {@code keep}. */
  Future<Void> forget(Duration keep) {
    return database.run(FORGET, Tuple.of(keep.toSeconds())).mapEmpty();
  }

  private static Stored stored(Row row) {
    OffsetDateTime usableFrom = row.getOffsetDateTime("usable_from");
    return new Stored(
        row.getString("id"),
        row.getString("purpose"),
        row.getLong("period"),
        row.getBuffer("sealed_key"),
        usableFrom.toInstant(),
        row.getLong("today"));
  }
}
