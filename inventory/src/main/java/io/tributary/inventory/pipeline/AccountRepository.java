package io.tributary.inventory.pipeline;

import io.tributary.inventory.pipeline.AccountChoice.EmailMatch;
import io.tributary.inventory.user.User;
import io.tributary.inventory.user.UserRows;
import io.tributary.inventory.user.Username;
import io.tributary.platform.db.Database;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Carries out the pipeline's decisions, one login in one durable transaction. */
public final class AccountRepository {
  private static final String LOCK = "SELECT pg_advisory_xact_lock(hashtextextended($1, 0))";
  private static final String KNOWN =
      "SELECT "
          + UserRows.COLUMNS
          + " FROM federated_identity f JOIN app_user u ON u.id = f.user_id"
          + " WHERE f.issuer = $1 AND f.subject = $2";
  private static final String SAME_EMAIL =
      "SELECT "
          + UserRows.COLUMNS
          + ", u.email_verified, EXISTS (SELECT FROM federated_identity f"
          + " WHERE f.user_id = u.id AND f.issuer = $2) AS same_issuer"
          + " FROM app_user u WHERE lower(u.email) = lower($1) AND u.email <> '' LIMIT 2";
  private static final String CREATE =
      "INSERT INTO app_user AS u (username, username_key, first_name, last_name, email,"
          + " email_verified) VALUES ($1, $2, $3, $4, $5, $6)"
          + " ON CONFLICT (username_key) DO NOTHING RETURNING "
          + UserRows.COLUMNS;
  private static final String LINK =
      "INSERT INTO federated_identity (issuer, subject, user_id) VALUES ($1, $2, $3)";
  private static final String GROUPS =
      "SELECT g.name FROM membership m JOIN user_group g ON g.id = m.group_id"
          + " WHERE m.user_id = $1";
  private static final String MAKE_GROUPS =
      "INSERT INTO user_group (name) SELECT unnest($1::text[]) AS name ORDER BY name"
          + " ON CONFLICT (name) DO NOTHING";
  private static final String SET_RIGHTS =
      """
      WITH gone AS (
        DELETE FROM membership m USING user_group g
        WHERE m.user_id = $1 AND g.id = m.group_id AND g.name = ANY($3::text[])
      ), added AS (
        INSERT INTO membership (user_id, group_id)
        SELECT $1, id FROM user_group WHERE name = ANY($2::text[]) ON CONFLICT DO NOTHING
      ), logged AS (
        INSERT INTO object_change (user_id, username, request_id, action, model, object_id,
          display, before, after)
        SELECT id, username, $6, 'update', 'user', id, username, $7, $8
        FROM app_user WHERE id = $1
      )
      UPDATE app_user SET is_superuser = $4, is_staff = $5 WHERE id = $1
      """;
  private static final String LOGGED_IN =
      """
      UPDATE app_user u SET last_login = now(),
        first_name = CASE WHEN u.password IS NULL AND $2 <> '' THEN $2 ELSE u.first_name END,
        last_name = CASE WHEN u.password IS NULL AND $3 <> '' THEN $3 ELSE u.last_name END
      WHERE u.id = $1 RETURNING %s
      """
          .formatted(UserRows.COLUMNS);

  private final Database database;

  public AccountRepository(Database database) {
    this.database = database;
  }

  /** Runs the work for one person; a second login of the same person waits. */
  public <T> Future<T> change(SsoDetails login, Function<Change, Future<T>> work) {
    return database.transaction(
        connection ->
            connection
                .preparedQuery(LOCK)
                .execute(Tuple.of(login.issuer() + "\n" + login.subject()))
                .compose(locked -> work.apply(new Change(connection))));
  }

  /** The steps that touch the database, within the transaction. */
  public static final class Change {
    private final SqlConnection connection;

    private Change(SqlConnection connection) {
      this.connection = connection;
    }

    Future<Optional<User>> known(SsoDetails login) {
      return run(KNOWN, Tuple.of(login.issuer(), login.subject())).map(Change::user);
    }

    /** At most two: more than one is as many as any. */
    Future<List<EmailMatch>> sameEmail(SsoDetails login) {
      if (login.email().isEmpty()) {
        return Future.succeededFuture(List.of());
      }
      return run(SAME_EMAIL, Tuple.of(login.email().get(), login.issuer()))
          .map(
              rows -> {
                List<EmailMatch> matches = new ArrayList<>();
                for (Row row : rows) {
                  matches.add(
                      new EmailMatch(
                          UserRows.read(row),
                          row.getBoolean("email_verified"),
                          row.getBoolean("same_issuer")));
                }
                return matches;
              });
    }

    /** Nothing when the name is taken. */
    Future<Optional<User>> create(SsoDetails login, String username) {
      return run(
              CREATE,
              Tuple.of(
                  username,
                  Username.key(username),
                  login.firstName(),
                  login.lastName(),
                  login.email().orElse(""),
                  login.emailVerified() && login.email().isPresent()))
          .map(Change::user);
    }

    Future<Void> link(SsoDetails login, long userId) {
      return run(LINK, Tuple.of(login.issuer(), login.subject(), userId)).mapEmpty();
    }

    Future<Set<String>> groups(User user) {
      return run(GROUPS, Tuple.of(user.id()))
          .map(
              rows -> {
                Set<String> names = new HashSet<>();
                rows.forEach(row -> names.add(row.getString("name")));
                return names;
              });
    }

    Future<Void> setRights(User user, Set<String> current, Rights rights, String requestId) {
      Set<String> after = new TreeSet<>(current);
      after.removeAll(rights.remove());
      after.addAll(rights.add());
      return run(MAKE_GROUPS, Tuple.of((Object) rights.add().toArray(String[]::new)))
          .compose(
              made ->
                  run(
                      SET_RIGHTS,
                      Tuple.of(
                          user.id(),
                          rights.add().toArray(String[]::new),
                          rights.remove().toArray(String[]::new),
                          rights.superuser(),
                          rights.staff(),
                          requestId,
                          state(user.superuser(), user.staff(), new TreeSet<>(current)),
                          state(rights.superuser(), rights.staff(), after))))
          .mapEmpty();
    }

    Future<User> loggedIn(User user, SsoDetails login) {
      return run(LOGGED_IN, Tuple.of(user.id(), login.firstName(), login.lastName()))
          .map(rows -> user(rows).orElseThrow());
    }

    private Future<RowSet<Row>> run(String sql, Tuple parameters) {
      return connection.preparedQuery(sql).execute(parameters);
    }

    private static Optional<User> user(RowSet<Row> rows) {
      var all = rows.iterator();
      return all.hasNext() ? Optional.of(UserRows.read(all.next())) : Optional.empty();
    }

    private static JsonObject state(boolean superuser, boolean staff, Set<String> groups) {
      return new JsonObject()
          .put("is_superuser", superuser)
          .put("is_staff", staff)
          .put("groups", new JsonArray(List.copyOf(groups)));
    }
  }
}
