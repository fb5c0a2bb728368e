package io.tributary.broker.account;

import io.tributary.platform.db.Durable;
import io.tributary.platform.db.Statement;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Table {@code account_data_key}. */
public final class AccountKeyRepository {
  private final Durable durable;

  public AccountKeyRepository(Durable durable) {
    this.durable = durable;
  }

  private static final Statement FIND =
      new Statement(
          "account_key.find",
          """
          SELECT k.subject, k.sealed FROM account_data_key k JOIN account a USING (subject)
          WHERE k.subject = ANY ($1) AND a.deleted_at IS NULL
          """);

  Future<Map<String, Buffer>> find(List<String> subjects) {
    return durable
        .run(FIND, Tuple.tuple().addArrayOfString(subjects.toArray(String[]::new)))
        .map(
            rows -> {
              Map<String, Buffer> found = new HashMap<>();
              rows.forEach(row -> found.put(row.getString("subject"), row.getBuffer("sealed")));
              return found;
            });
  }

  private static final Statement OWNERS =
      new Statement(
          "account_key.owners",
          """
          SELECT a.subject, a.username, a.disabled_at IS NOT NULL AS disabled, k.sealed
          FROM account a LEFT JOIN account_data_key k USING (subject)
          WHERE a.subject = ANY ($1) AND a.deleted_at IS NULL
          """);

  private static final Statement NAMED =
      new Statement(
          "account_key.named",
          """
          SELECT a.subject, a.username, a.disabled_at IS NOT NULL AS disabled, k.sealed
          FROM username u JOIN account a USING (subject) LEFT JOIN account_data_key k USING (subject)
          WHERE u.name_key = $1 AND a.deleted_at IS NULL
          """);

  Future<Optional<KeyOwner>> named(String nameKey) {
    return durable
        .run(NAMED, Tuple.of(nameKey))
        .map(rows -> rows.stream().findFirst().map(AccountKeyRepository::owner));
  }

  private static KeyOwner owner(Row row) {
    return new KeyOwner(
        row.getString("subject"),
        row.getString("username"),
        row.getBoolean("disabled"),
        Optional.ofNullable(row.getBuffer("sealed")));
  }

  Future<Map<String, KeyOwner>> owners(List<String> subjects) {
    return durable
        .run(OWNERS, Tuple.tuple().addArrayOfString(subjects.toArray(String[]::new)))
        .map(
            rows -> {
              Map<String, KeyOwner> found = new HashMap<>();
              rows.forEach(row -> found.put(row.getString("subject"), owner(row)));
              return found;
            });
  }

  /**
   * The account's row is locked: a deletion that has begun ends first, and nothing is made. One
   * that begins now may miss what is made here; {@link #sweep} does not.
   */
  private static final Statement ADD =
      new Statement(
          "account_key.add",
          """
          WITH living AS (
            SELECT subject FROM account WHERE subject = ANY ($1) AND deleted_at IS NULL
            ORDER BY subject FOR SHARE)
          INSERT INTO account_data_key (subject, sealed)
          SELECT subject, sealed FROM unnest($1::text[], $2::bytea[]) wanted (subject, sealed)
            JOIN living USING (subject)
          ON CONFLICT DO NOTHING
          """);

  /** Of two who add one at once, the first one's stays. */
  Future<Void> add(Map<String, Buffer> sealed) {
    return durable
        .run(
            ADD,
            Tuple.tuple()
                .addArrayOfString(sealed.keySet().toArray(String[]::new))
                .addArrayOfBuffer(sealed.values().toArray(Buffer[]::new)))
        .mapEmpty();
  }

  private static final Statement SWEEP =
      new Statement(
          "account_key.sweep",
          """
          DELETE FROM account_data_key k USING account a
          WHERE a.subject = k.subject AND a.deleted_at IS NOT NULL
          """);

  Future<Integer> sweep() {
    return durable.run(SWEEP).map(rows -> rows.rowCount());
  }
}
