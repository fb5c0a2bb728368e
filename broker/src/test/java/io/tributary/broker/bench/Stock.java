package io.tributary.broker.bench;

import io.tributary.broker.keys.Sealer;
import io.tributary.platform.protocol.Digests;
import io.vertx.core.buffer.Buffer;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Fills the database of a measured broker with sessions and refresh tokens, set by set, after the
 * model of one login that the broker itself has written. Indexes are made afterwards, and the
 * tables vacuumed and analysed, as a server does that has grown to that size.
 */
final class Stock {
  /** Sessions that are used, about; the others only lie there. */
  private static final int USED = 20_000;

  private static final int CHUNK = 100_000;
  private static final List<String> LARGE = List.of("session", "client_grant", "refresh_family");
  private static final List<String> SMALL = List.of("account", "username", "federated_identity");
  private static final String NUMBERS = "generate_series(?::bigint, ?::bigint - 1) AS n";

  private final Connection connection;
  private final StoredIds ids;
  private final Sealer sealer;
  private final Consumer<String> progress;
  private final Model model;

  /**
   * How much is stored.
   *
   * @param refreshTokens each the newest of its family
   */
  record Size(int sessions, int refreshTokens) {
    /** What the goal was set for. */
    static final Size FULL = new Size(1_000_000, 5_000_000);

    /** Every so many sessions one is used. */
    int step() {
      return Math.max(1, sessions / USED);
    }

    /** How many sessions are used: numbers 0, {@link #step}, … */
    int used() {
      return (sessions - 1) / step() + 1;
    }
  }

  /**
   * The rows that are multiplied.
   *
   * @param offline name of the offline grant
   * @param session as it is stored
   */
  private record Model(
      String offline, Buffer session, String subject, Buffer identity, Optional<Buffer> idToken) {}

  Stock(
      Connection connection,
      StoredIds ids,
      Sealer sealer,
      String refreshToken,
      Consumer<String> progress)
      throws SQLException {
    this.connection = connection;
    this.ids = ids;
    this.sealer = sealer;
    this.progress = progress;
    this.model = model(connection, refreshToken.substring(0, refreshToken.indexOf('.')));
  }

  private static Model model(Connection connection, String grant) throws SQLException {
    try (PreparedStatement find =
        connection.prepareStatement(
            "SELECT s.id_hash, s.subject, s.sealed_identity, s.sealed_id_token FROM client_grant g"
                + " JOIN session s ON s.id_hash = g.origin_hash WHERE g.id = ?")) {
      find.setString(1, grant);
      try (ResultSet row = find.executeQuery()) {
        if (!row.next()) {
          throw new SQLException("The login that was to be the model is not there");
        }
        return new Model(
            grant,
            Buffer.buffer(row.getBytes(1)),
            row.getString(2),
            Buffer.buffer(row.getBytes(3)),
            Optional.ofNullable(row.getBytes(4)).map(Buffer::buffer));
      }
    }
  }

  /** Hash of the model's session: whose cookie it is, the driver finds out by that. */
  byte[] modelSession() {
    return model.session().getBytes();
  }

  void fill(Size size) throws SQLException {
    StockSql.run(connection, "SET synchronous_commit = off");
    StockSql.run(connection, "SET maintenance_work_mem = '512MB'");
    // Every account that a row names is made before it.
    StockSql.run(connection, "SET session_replication_role = replica");
    StockSql.run(connection, StockSql.FUNCTIONS.replace("${salt}", ids.salt()));
    String subject = "t.subject = '" + model.subject() + "'";
    String inSession = "t.session_hash = '\\x" + hex(modelSession()) + "'";
    String offline = "t.id = '" + model.offline() + "'";
    int people = StockRows.ACCOUNTS;
    rows("account", people, subject, StockRows.accounts());
    rows("username", people, subject, StockRows.usernames());
    rows("federated_identity", people, subject, StockRows.identities());
    List<String> indexes = new ArrayList<>();
    for (String table : LARGE) {
      indexes.addAll(StockSql.dropIndexes(connection, table));
    }
    sessions(size);
    rows("client_grant", size.sessions(), inSession, StockRows.sessionGrants());
    rows("client_grant", size.refreshTokens(), offline, StockRows.offlineGrants(size.sessions()));
    rows(
        "refresh_family",
        size.refreshTokens(),
        "t.grant_id = '" + model.offline() + "'",
        StockRows.families());
    for (String index : indexes) {
      progress.accept("  " + index.replaceAll(" USING.*", "").replaceAll(" PRIMARY KEY.*", ""));
      StockSql.run(connection, index);
    }
    List<String> all = new ArrayList<>(LARGE);
    all.addAll(SMALL);
    for (String table : all) {
      progress.accept("  VACUUM ANALYZE " + table);
      StockSql.run(connection, "VACUUM (ANALYZE) " + table);
    }
    StockSql.run(connection, "CHECKPOINT");
  }

  private void rows(String table, long count, String where, Map<String, String> own)
      throws SQLException {
    String sql = StockSql.copies(connection, table, where, NUMBERS, own);
    try (PreparedStatement insert = connection.prepareStatement(sql)) {
      for (long from = 0; from < count; from += CHUNK) {
        insert.setLong(1, from);
        insert.setLong(2, Math.min(count, from + CHUNK));
        insert.executeUpdate();
        progress.accept(
            Tables.text("  %,d of %,d: %s", Math.min(count, from + CHUNK), count, table));
      }
    }
  }

  /** Sessions that are used get what the broker can open. */
  private void sessions(Size size) throws SQLException {
    String sql =
        StockSql.copies(
            connection,
            "session",
            "t.id_hash = '\\x" + hex(modelSession()) + "'",
            NUMBERS
                + " LEFT JOIN unnest(?::bigint[], ?::bytea[], ?::bytea[])"
                + " AS r (n, identity, id_token) USING (n)",
            StockRows.sessions());
    try (PreparedStatement insert = connection.prepareStatement(sql)) {
      for (long from = 0; from < size.sessions(); from += CHUNK) {
        long to = Math.min(size.sessions(), from + CHUNK);
        insert.setLong(1, from);
        insert.setLong(2, to);
        seal(insert, from, to, size.step());
        insert.executeUpdate();
        progress.accept(Tables.text("  %,d of %,d: session", to, size.sessions()));
      }
    }
  }

  private void seal(PreparedStatement insert, long from, long to, int step) throws SQLException {
    List<Long> used = new ArrayList<>();
    List<byte[]> identities = new ArrayList<>();
    List<byte[]> tokens = new ArrayList<>();
    for (long n = (from + step - 1) / step * step; n < to; n += step) {
      byte[] hash = ids.sessionHash(n);
      used.add(n);
      identities.add(moved(model.identity(), "identity", hash));
      tokens.add(model.idToken().map(token -> moved(token, "id_token", hash)).orElse(null));
    }
    Array numbers = connection.createArrayOf("bigint", used.toArray());
    insert.setArray(3, numbers);
    insert.setArray(4, connection.createArrayOf("bytea", identities.toArray(byte[][]::new)));
    insert.setArray(5, connection.createArrayOf("bytea", tokens.toArray(byte[][]::new)));
  }

  /** What was sealed for the model's row, sealed for another one. */
  private byte[] moved(Buffer sealed, String column, byte[] hash) {
    byte[] plain = sealer.open(sealed.getBytes(), context(column, modelSession()));
    return sealer.seal(plain, context(column, hash));
  }

  private static String context(String column, byte[] hash) {
    return "session:" + column + ":" + Digests.base64Url(hash);
  }

  private static String hex(byte[] bytes) {
    StringBuilder text = new StringBuilder();
    for (byte one : bytes) {
      text.append(Character.forDigit(one >> 4 & 15, 16)).append(Character.forDigit(one & 15, 16));
    }
    return text.toString();
  }
}
