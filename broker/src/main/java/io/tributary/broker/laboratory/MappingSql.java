package io.tributary.broker.laboratory;

import io.tributary.broker.mapping.MappingSource;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/** Columns that several statements about mappings share. */
final class MappingSql {
  private MappingSql() {}

  static MappingSource source(Row row) {
    return new MappingSource(
        row.getString("name"),
        row.getString("language"),
        row.getString("script"),
        row.getString("settings"),
        text(row, "tests"));
  }

  static Change change(Row row) {
    return new Change(row.getString("author"), row.getString("message"));
  }

  static Optional<String> text(Row row, String column) {
    return Optional.ofNullable(row.getString(column));
  }

  static Instant time(Row row, String column) {
    return row.getOffsetDateTime(column).toInstant();
  }

  static Optional<Instant> maybeTime(Row row, String column) {
    return Optional.ofNullable(row.getOffsetDateTime(column)).map(OffsetDateTime::toInstant);
  }
}
