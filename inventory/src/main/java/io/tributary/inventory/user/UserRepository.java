package io.tributary.inventory.user;

import io.tributary.platform.db.Database;
import io.tributary.platform.db.Statement;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Accounts and groups at rest. */
public final class UserRepository {
  private static final String GROUPS =
      "(SELECT coalesce(jsonb_agg(jsonb_build_object('id', g.id, 'name', g.name) ORDER BY g.name),"
          + " '[]') FROM membership m JOIN user_group g ON g.id = m.group_id"
          + " WHERE m.user_id = u.id) AS groups";
  private static final Statement CREATE_LOCAL =
      new Statement(
          "app_user.create_local",
          "INSERT INTO app_user (username, username_key, email, email_verified, password,"
              + " is_superuser, is_staff) VALUES ($1, $2, $3, $3 <> '', $4, $5, $6)"
              + " ON CONFLICT (username_key) DO NOTHING RETURNING id");
  private static final Statement CREDENTIALS =
      new Statement(
          "app_user.credentials",
          "SELECT id, password FROM app_user"
              + " WHERE username_key = $1 AND password IS NOT NULL AND is_active");
  private static final Statement BY_NAME =
      new Statement(
          "app_user.by_name",
          "SELECT " + UserRows.COLUMNS + " FROM app_user u WHERE u.username_key = $1");
  private static final Statement WITH_GROUPS =
      new Statement(
          "app_user.with_groups",
          "SELECT " + UserRows.COLUMNS + ", " + GROUPS + " FROM app_user u WHERE u.id = $1");
  private static final Statement PAGE =
      new Statement(
          "app_user.page",
          "SELECT "
              + UserRows.COLUMNS
              + ", "
              + GROUPS
              + ", count(*) OVER () AS total FROM app_user u"
              + " WHERE $1 = '' OR u.username ILIKE $1 OR u.email ILIKE $1"
              + " ORDER BY u.username_key LIMIT $2 OFFSET $3");
  private static final Statement LOGGED_IN =
      new Statement(
          "app_user.logged_in",
          "UPDATE app_user SET last_login = now(), password ="
              + " CASE WHEN password = $2 THEN coalesce($3, password) ELSE password END"
              + " WHERE id = $1");

  private final Database database;

  public UserRepository(Database database) {
    this.database = database;
  }

  /**
   * What an account with a password is made of.
   *
   * @param email vouched for by the operator; empty for none
   * @param passwordHash PHC form
   */
  public record NewLocalUser(
      String username, String email, String passwordHash, boolean superuser, boolean staff) {
    @Override
    public String toString() {
      return "NewLocalUser[" + username + "]";
    }
  }

  /** The stored password of an active account. */
  public record Credentials(long userId, String passwordHash) {
    @Override
    public String toString() {
      return "Credentials[" + userId + "]";
    }
  }

  /** An account and its groups, by name. */
  public record UserWithGroups(User user, List<Group> groups) {}

  /** One page of accounts. */
  public record UserPage(List<UserWithGroups> users, long total) {}

  /** The new id; nothing when the name is taken, and then nothing was changed. */
  public Future<Optional<Long>> createLocal(NewLocalUser user) {
    return database
        .durable()
        .run(
            CREATE_LOCAL,
            Tuple.of(
                user.username(),
                Username.key(user.username()),
                user.email(),
                user.passwordHash(),
                user.superuser(),
                user.staff()))
        .map(rows -> first(rows).map(row -> row.getLong("id")));
  }

  /** Of an active account that has a local password. */
  public Future<Optional<Credentials>> credentials(String username) {
    return database
        .relaxed()
        .run(CREDENTIALS, Tuple.of(Username.key(username)))
        .map(
            rows ->
                first(rows)
                    .map(row -> new Credentials(row.getLong("id"), row.getString("password"))));
  }

  public Future<Optional<User>> byName(String username) {
    return database
        .relaxed()
        .run(BY_NAME, Tuple.of(Username.key(username)))
        .map(rows -> first(rows).map(UserRows::read));
  }

  public Future<Optional<UserWithGroups>> withGroups(long userId) {
    return database
        .relaxed()
        .run(WITH_GROUPS, Tuple.of(userId))
        .map(rows -> first(rows).map(UserRepository::readWithGroups));
  }

  /**
   * @param search part of a user name or e-mail address; empty for all
   */
  public Future<UserPage> page(String search, int limit, long offset) {
    String pattern = search.isEmpty() ? "" : "%" + search.replaceAll("([\\\\%_])", "\\\\$1") + "%";
    return database
        .relaxed()
        .run(PAGE, Tuple.of(pattern, limit, offset))
        .map(
            rows -> {
              List<UserWithGroups> users = new ArrayList<>();
              long total = 0;
              for (Row row : rows) {
                users.add(readWithGroups(row));
                total = row.getLong("total");
              }
              return new UserPage(users, total);
            });
  }

  /**
   * Notes the time of a login with a local password.
   *
   * @param upgradedHash takes the place of the stored hash, unless that was changed meanwhile
   */
  public Future<Void> loggedIn(Credentials who, Optional<String> upgradedHash) {
    return database
        .relaxed()
        .run(LOGGED_IN, Tuple.of(who.userId(), who.passwordHash(), upgradedHash.orElse(null)))
        .mapEmpty();
  }

  private static UserWithGroups readWithGroups(Row row) {
    JsonArray groups = row.getJsonArray("groups");
    return new UserWithGroups(
        UserRows.read(row),
        groups.stream()
            .map(JsonObject.class::cast)
            .map(group -> new Group(group.getLong("id"), group.getString("name")))
            .toList());
  }

  private static Optional<Row> first(Iterable<Row> rows) {
    var all = rows.iterator();
    return all.hasNext() ? Optional.of(all.next()) : Optional.empty();
  }
}
