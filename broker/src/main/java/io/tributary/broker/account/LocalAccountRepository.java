package io.tributary.broker.account;

import io.tributary.broker.audit.AuditSql;
import io.tributary.platform.db.Durable;
import io.tributary.platform.db.Relaxed;
import io.tributary.platform.db.Statement;
import io.tributary.platform.protocol.RandomToken;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Local accounts, their passwords and groups in the database. */
public final class LocalAccountRepository {
  private final Durable durable;
  private final Relaxed relaxed;

  public LocalAccountRepository(Durable durable, Relaxed relaxed) {
    this.durable = durable;
    this.relaxed = relaxed;
  }

  private static final Statement TAKEN =
      new Statement(
          "local_account.taken", "SELECT name_key FROM username WHERE name_key = ANY ($1)");

  Future<Set<String>> taken(List<String> nameKeys) {
    return relaxed
        .run(TAKEN, Tuple.tuple().addArrayOfString(nameKeys.toArray(String[]::new)))
        .map(rows -> rows.stream().map(row -> row.getString(0)).collect(Collectors.toSet()));
  }

  /** OpenID Connect Core §5.1: a number. */
  private static final String UPDATED = "extract(epoch FROM now())::bigint";

  private static final Statement CREATE =
      new Statement(
          "local_account.create",
          """
          WITH person AS (
            INSERT INTO account (subject, username, email, email_key, email_verified, email_from, name)
            SELECT $1, $2, $4, $5,
              $6::boolean AND NOT EXISTS (SELECT FROM account o
                WHERE o.email_key = $5 AND o.email_verified AND o.deleted_at IS NULL),
              CASE WHEN $4::text IS NOT NULL THEN 'local' END, $7
            WHERE NOT EXISTS (SELECT FROM username WHERE name_key = $3) RETURNING *),
          reserved AS (INSERT INTO username (name_key, subject) SELECT $3, subject FROM person),
          credential AS (
            INSERT INTO local_credential (subject, hash, claims)
            SELECT subject, $8, $11::jsonb || jsonb_build_object('updated_at', UPDATED) FROM person),
          member AS (
            INSERT INTO local_group (subject, name)
            SELECT DISTINCT subject, g FROM person, unnest($9::text[]) g),
          event AS (
          """
                  .replace("UPDATED", UPDATED)
              + AuditSql.INSERT
              + """
            SELECT now(), 'account.created', $10, subject, 'local', NULL, jsonb_build_object(
              'username', username, 'email_verified', email_verified, 'groups', to_jsonb($9::text[]))
            FROM person)
          SELECT subject, username, email, email_verified, name, false AS disabled FROM person
          """);

  /** Nothing when the user name is or was somebody's. */
  Future<Optional<Account>> create(
      UserName name, NewLocalAccount wanted, String hash, String requestId) {
    Optional<EmailAddress> email = wanted.email().flatMap(EmailAddress::parse);
    Tuple parameters =
        Tuple.of(RandomToken.bits128(), name.text(), name.key())
            .addString(email.map(EmailAddress::text).orElse(null))
            .addString(email.map(EmailAddress::key).orElse(null))
            .addBoolean(wanted.emailVerified())
            .addString(Sighting.displayName(wanted.name()).orElse(null))
            .addString(hash)
            .addArrayOfString(wanted.groups().toArray(String[]::new))
            .addString(requestId)
            .addJsonObject(new JsonObject(wanted.claims()));
    return durable
        .run(CREATE, parameters)
        .map(rows -> rows.stream().findFirst().map(AccountRepository::account))
        .recover(
            failure ->
                AccountRepository.lostRace(failure)
                    ? Future.succeededFuture(Optional.empty())
                    : Future.failedFuture(failure));
  }

  /** The live account with a password that has the name $1. */
  private static final String PERSON =
      """
      WITH person AS (
        SELECT a.subject FROM username u JOIN account a USING (subject)
          JOIN local_credential c USING (subject)
        WHERE u.name_key = $1 AND a.deleted_at IS NULL),
      """;

  private static final Statement SET_PASSWORD =
      new Statement(
          "local_account.set_password",
          PERSON
              + """
              changed AS (
                UPDATE local_credential c SET hash = $2, changed_at = now() FROM person p
                WHERE c.subject = p.subject RETURNING c.subject),
              event AS (
              """
              + AuditSql.INSERT
              + """
                SELECT now(), 'account.password_set', $3, subject, 'local', NULL, '{}'::jsonb FROM changed)
              SELECT subject FROM changed
              """);

  Future<Boolean> setPassword(String nameKey, String hash, String requestId) {
    return done(SET_PASSWORD, Tuple.of(nameKey, hash, requestId));
  }

  private static final Statement CHANGE_GROUPS =
      new Statement(
          "local_account.change_groups",
          PERSON
              + """
              removed AS (
                DELETE FROM local_group g USING person p
                WHERE g.subject = p.subject AND g.name = ANY ($3::text[]) RETURNING g.name),
              added AS (
                INSERT INTO local_group (subject, name)
                SELECT p.subject, n FROM person p, unnest($2::text[]) n
                ON CONFLICT DO NOTHING RETURNING name),
              event AS (
              """
              + AuditSql.INSERT
              + """
                SELECT now(), 'account.groups_changed', $4, subject, 'local', NULL,
                  jsonb_build_object('added', coalesce((SELECT jsonb_agg(name) FROM added), '[]'),
                    'removed', coalesce((SELECT jsonb_agg(name) FROM removed), '[]'))
                FROM person WHERE EXISTS (SELECT FROM added) OR EXISTS (SELECT FROM removed))
              SELECT ARRAY(
                SELECT g.name FROM local_group g
                WHERE g.subject = p.subject AND NOT g.name = ANY ($3::text[])
                UNION SELECT unnest($2::text[]) ORDER BY 1) AS groups
              FROM person p
              """);

  Future<Optional<List<String>>> changeGroups(
      String nameKey, Set<String> add, Set<String> remove, String requestId) {
    Tuple parameters =
        Tuple.of(nameKey)
            .addArrayOfString(add.toArray(String[]::new))
            .addArrayOfString(remove.toArray(String[]::new))
            .addString(requestId);
    return durable
        .run(CHANGE_GROUPS, parameters)
        .map(
            rows -> rows.stream().findFirst().map(row -> List.of(row.getArrayOfStrings("groups"))));
  }

  /** The address is merged member by member, and goes with its last one. */
  private static final Statement CHANGE_CLAIMS =
      new Statement(
          "local_account.change_claims",
          PERSON
              + """
              changed AS (
                UPDATE local_credential c SET claims =
                  (c.claims - 'address' - $4::text[]) || $2::jsonb
                  || jsonb_build_object('updated_at', UPDATED)
                  || (SELECT CASE WHEN a = '{}' THEN '{}' ELSE jsonb_build_object('address', a) END
                      FROM (SELECT (coalesce(c.claims -> 'address', '{}') - $5::text[]) || $3::jsonb) m (a))
                FROM person p WHERE c.subject = p.subject RETURNING c.subject, c.claims),
              event AS (
              """
                  .replace("UPDATED", UPDATED)
              + AuditSql.INSERT
              + """
                SELECT now(), 'account.claims_changed', $6, subject, 'local', NULL,
                  jsonb_build_object('names', to_jsonb($7::text[])) FROM changed)
              SELECT claims FROM changed
              """);

  /** The claims as they are then. The audit names what changed, not the values. */
  Future<Optional<Map<String, Object>>> changeClaims(
      String nameKey, ClaimChange change, String requestId) {
    Tuple parameters =
        Tuple.of(nameKey)
            .addJsonObject(new JsonObject(change.claims()))
            .addJsonObject(new JsonObject(change.address()))
            .addArrayOfString(change.removedClaims().toArray(String[]::new))
            .addArrayOfString(change.removedAddress().toArray(String[]::new))
            .addString(requestId)
            .addArrayOfString(change.names().toArray(String[]::new));
    return durable
        .run(CHANGE_CLAIMS, parameters)
        .map(rows -> rows.stream().findFirst().map(LocalAccountRepository::claims));
  }

  static Map<String, Object> claims(Row row) {
    return row.getJsonObject("claims").getMap();
  }

  private static final String LIVING =
      """
      SELECT a.subject, a.username, a.email, a.email_verified, a.name,
        a.disabled_at IS NOT NULL AS disabled,
        ARRAY(SELECT g.name FROM local_group g WHERE g.subject = a.subject ORDER BY 1) AS groups,
        c.claims
      FROM account a JOIN local_credential c USING (subject)
      WHERE a.deleted_at IS NULL
      """;

  private static final Statement LIST =
      new Statement("local_account.list", LIVING + " ORDER BY a.username");

  Future<List<LocalAccount>> list() {
    return relaxed.run(LIST).map(LocalAccountRepository::people);
  }

  private static final Statement PAGE =
      new Statement(
          "local_account.page", LIVING + " AND a.subject > $1 ORDER BY a.subject LIMIT $2");

  /**
   * @param after subject of the last one of the page before, empty for the first page
   */
  Future<List<LocalAccount>> page(String after, int limit) {
    return relaxed.run(PAGE, Tuple.of(after, limit)).map(LocalAccountRepository::people);
  }

  private static final Statement COUNT =
      new Statement(
          "local_account.count",
          """
          SELECT count(*) FROM account a JOIN local_credential c USING (subject)
          WHERE a.deleted_at IS NULL
          """);

  Future<Long> count() {
    return relaxed.run(COUNT).map(rows -> rows.iterator().next().getLong(0));
  }

  private static List<LocalAccount> people(RowSet<Row> rows) {
    return rows.stream()
        .map(
            row ->
                new LocalAccount(
                    AccountRepository.account(row),
                    List.of(row.getArrayOfStrings("groups")),
                    claims(row)))
        .toList();
  }

  private Future<Boolean> done(Statement statement, Tuple parameters) {
    return durable.run(statement, parameters).map(rows -> rows.iterator().hasNext());
  }
}
