package io.tributary.broker.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Rows made of one that the broker wrote: every column is that of the model, but for those that are
 * named. So the rows stay right when a table gets another column.
 */
final class StockSql {
  /** As {@link StoredIds}, in this connection only; {@code ${salt}} is hexadecimal. */
  static final String FUNCTIONS =
      """
      CREATE FUNCTION pg_temp.word(bytes bytea) RETURNS text LANGUAGE sql IMMUTABLE AS $f$
        SELECT translate(rtrim(encode(bytes, 'base64'), '='), '+/', '-_') $f$;
      CREATE FUNCTION pg_temp.hash(text text) RETURNS bytea LANGUAGE sql IMMUTABLE AS $f$
        SELECT sha256(convert_to(text, 'UTF8')) $f$;
      CREATE FUNCTION pg_temp.id(kind text, n bigint) RETURNS text LANGUAGE sql IMMUTABLE AS $f$
        SELECT pg_temp.word(substr(pg_temp.hash('${salt}' || kind || n), 1, 16)) $f$;
      CREATE FUNCTION pg_temp.session(n bigint) RETURNS bytea LANGUAGE sql IMMUTABLE AS $f$
        SELECT pg_temp.hash(pg_temp.word(pg_temp.hash('${salt}' || 'session' || n))) $f$;
      """;

  private StockSql() {}

  /**
   * {@code INSERT … SELECT}.
   *
   * @param model condition that finds the one row {@code t}
   * @param from what is joined to it; its first column is {@code n}
   * @param own column to expression
   */
  static String copies(
      Connection connection, String table, String model, String from, Map<String, String> own)
      throws SQLException {
    List<String> columns = columns(connection, table);
    if (!columns.containsAll(own.keySet())) {
      throw new IllegalStateException(table + " lacks one of " + own.keySet());
    }
    String values =
        columns.stream()
            .map(column -> own.getOrDefault(column, "t." + column))
            .collect(Collectors.joining(", "));
    return "INSERT INTO %s (%s) SELECT %s FROM %s t CROSS JOIN %s WHERE %s"
        .formatted(table, String.join(", ", columns), values, table, from, model);
  }

  private static List<String> columns(Connection connection, String table) throws SQLException {
    return texts(
        connection,
        "SELECT column_name FROM information_schema.columns WHERE table_name = ?"
            + " AND is_generated = 'NEVER' ORDER BY ordinal_position",
        table);
  }

  /**
   * Takes the indexes of a table away, and gives the statements that make them again: filled row by
   * row they take as long as a year of logins.
   */
  static List<String> dropIndexes(Connection connection, String table) throws SQLException {
    List<String> again = new ArrayList<>();
    again.addAll(
        texts(
            connection,
            "SELECT format('ALTER TABLE %s ADD CONSTRAINT %s %s', conrelid::regclass, conname,"
                + " pg_get_constraintdef(oid)) FROM pg_constraint"
                + " WHERE contype = 'p' AND conrelid = ?::regclass",
            table));
    again.addAll(
        texts(
            connection,
            "SELECT pg_get_indexdef(indexrelid) FROM pg_index"
                + " WHERE NOT indisprimary AND indrelid = ?::regclass",
            table));
    List<String> drops =
        texts(
            connection,
            "SELECT CASE WHEN indisprimary THEN format('ALTER TABLE %s DROP CONSTRAINT %s',"
                + " indrelid::regclass, indexrelid::regclass)"
                + " ELSE format('DROP INDEX %s', indexrelid::regclass) END"
                + " FROM pg_index WHERE indrelid = ?::regclass",
            table);
    for (String drop : drops) {
      run(connection, drop);
    }
    return again;
  }

  static void run(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The first column. */
  static List<String> texts(Connection connection, String sql, String parameter)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, parameter);
      List<String> found = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          found.add(rows.getString(1));
        }
      }
      return found;
    }
  }
}
