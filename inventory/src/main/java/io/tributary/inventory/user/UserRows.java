package io.tributary.inventory.user;

import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/** How an account is read from a row; the columns are those of the alias {@code u}. */
public final class UserRows {
  public static final String COLUMNS =
      "u.id AS user_id, u.username, u.first_name, u.last_name, u.email, u.is_active,"
          + " u.is_superuser, u.is_staff, u.password IS NOT NULL AS has_password,"
          + " u.date_joined, u.last_login";

  private UserRows() {}

  public static User read(Row row) {
    return new User(
        row.getLong("user_id"),
        row.getString("username"),
        row.getString("first_name"),
        row.getString("last_name"),
        row.getString("email"),
        row.getBoolean("is_active"),
        row.getBoolean("is_superuser"),
        row.getBoolean("is_staff"),
        row.getBoolean("has_password"),
        instant(row, "date_joined").orElseThrow(),
        instant(row, "last_login"));
  }

  private static Optional<Instant> instant(Row row, String column) {
    return Optional.ofNullable(row.getOffsetDateTime(column)).map(OffsetDateTime::toInstant);
  }
}
