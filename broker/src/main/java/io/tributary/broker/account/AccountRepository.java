package io.tributary.broker.account;

import io.tributary.broker.audit.AuditSql;
import io.tributary.platform.db.Durable;
import io.tributary.platform.db.Relaxed;
import io.tributary.platform.db.Statement;
import io.tributary.platform.protocol.RandomToken;
import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Accounts and federated identities in the database. Each change is one statement that also writes
 * its audit events; a lost race makes nothing.
 */
public final class AccountRepository {
  /** Somebody else was quicker: with the user name, the address, or the identity itself. */
  private static final String UNIQUE_VIOLATION = "23505";

  private final Durable durable;
  private final Relaxed relaxed;

  public AccountRepository(Durable durable, Relaxed relaxed) {
    this.durable = durable;
    this.relaxed = relaxed;
  }

  private static final Statement NOTE_PRIVILEGED =
      new Statement(
          "account.note_privileged",
          "UPDATE account SET privileged_at = now() WHERE subject = $1 AND privileged_at IS NULL");

  Future<Void> notePrivileged(String subject) {
    return durable.run(NOTE_PRIVILEGED, Tuple.of(subject)).mapEmpty();
  }

  private static final Statement FIND =
      new Statement(
          "account.find",
          """
          SELECT subject, username, email, email_verified, name, disabled_at IS NOT NULL AS disabled
          FROM account WHERE subject = $1 AND deleted_at IS NULL
          """);

  Future<Optional<Account>> find(String subject) {
    return relaxed.run(FIND, Tuple.of(subject)).map(AccountRepository::first);
  }

  /**
   * $4 name, $5 e-mail, $6 its key, $7 verified, $8 the upstream spoke of an address. The old
   * values come from the statement's snapshot.
   */
  private static final Statement RECOGNISE =
      new Statement(
          "account.recognise",
          """
          WITH known AS (
            UPDATE federated_identity SET last_login_at = now()
            WHERE upstream = $1 AND issuer = $2 AND sub = $3 RETURNING subject),
          old AS (
            SELECT a.*, a.disabled_at IS NOT NULL OR a.deleted_at IS NOT NULL AS barred,
              $8::boolean AND (a.email_from = $1 OR ($5::text IS NOT NULL AND NOT a.email_verified))
                AS may_change,
              $7::boolean AND NOT EXISTS (
                SELECT FROM account o WHERE o.email_key = $6 AND o.email_verified
                  AND o.deleted_at IS NULL AND o.subject <> a.subject) AS now_verified
            FROM known JOIN account a USING (subject)),
          new AS (
            UPDATE account a SET last_login_at = now(), name = coalesce($4, a.name),
              email = CASE WHEN old.may_change THEN $5 ELSE a.email END,
              email_key = CASE WHEN old.may_change THEN $6 ELSE a.email_key END,
              email_verified = CASE WHEN old.may_change THEN old.now_verified ELSE a.email_verified END,
              email_from = CASE WHEN NOT old.may_change THEN a.email_from WHEN $5 IS NULL THEN NULL ELSE $1 END
            FROM old WHERE a.subject = old.subject AND NOT old.barred
              AND a.disabled_at IS NULL AND a.deleted_at IS NULL
            RETURNING a.*),
          event AS (
          """
              + AuditSql.INSERT
              + """
            SELECT now(), 'account.email_changed', $9, subject, $1, NULL,
              jsonb_build_object('from', old.email, 'from_verified', old.email_verified,
                'to', new.email, 'to_verified', new.email_verified)
            FROM new JOIN old USING (subject)
            WHERE (new.email_key, new.email_verified) IS DISTINCT FROM (old.email_key, old.email_verified))
          SELECT old.subject, old.username, new.email, coalesce(new.email_verified, false) AS email_verified,
            new.name, new.subject IS NULL AS disabled
          FROM old LEFT JOIN new USING (subject)
          """);

  /** The account of an identity, updated; {@code disabled} when it may not log in. */
  Future<Optional<Account>> recognise(Sighting seen, String requestId) {
    Tuple parameters = key(seen);
    addProfile(parameters, seen).addBoolean(seen.emailStated()).addString(requestId);
    // The address may have become another account's in this very moment: look again.
    return retryOnce(() -> durable.run(RECOGNISE, parameters)).map(AccountRepository::first);
  }

  private static final Statement HOLDER =
      new Statement(
          "account.holder",
          """
          SELECT a.subject, a.disabled_at IS NOT NULL AS disabled,
            EXISTS (SELECT FROM local_credential c WHERE c.subject = a.subject) AS password,
            a.privileged_at IS NOT NULL OR EXISTS (
              SELECT FROM local_group g WHERE g.subject = a.subject AND g.name = ANY ($2))
              AS privileged,
            EXISTS (SELECT FROM federated_identity f WHERE f.subject = a.subject
              AND f.upstream = $3 AND f.issuer = $4) AS same_provider,
            ARRAY(SELECT DISTINCT f.upstream FROM federated_identity f
              WHERE f.subject = a.subject ORDER BY 1) AS upstreams
          FROM account a
          WHERE a.email_key = $1 AND a.email_verified AND a.deleted_at IS NULL
          """);

  /** The account that holds the address of this login as verified. */
  Future<Optional<LinkCandidate>> holder(Sighting seen, Set<String> privilegedNames) {
    Tuple parameters =
        Tuple.of(
            seen.email().map(EmailAddress::key).orElseThrow(),
            privilegedNames.toArray(String[]::new),
            seen.upstream(),
            seen.issuer());
    return durable
        .run(HOLDER, parameters)
        .map(rows -> rows.stream().findFirst().map(AccountRepository::candidate));
  }

  private static LinkCandidate candidate(Row row) {
    return new LinkCandidate(
        row.getString("subject"),
        row.getBoolean("disabled"),
        row.getBoolean("password"),
        row.getBoolean("privileged"),
        row.getBoolean("same_provider"),
        List.of(row.getArrayOfStrings("upstreams")));
  }

  private static final String JOIN_TO_TARGET =
      """
      linked AS (
        INSERT INTO federated_identity (upstream, issuer, sub, subject)
        SELECT $1, $2, $3, subject FROM target ON CONFLICT DO NOTHING RETURNING subject),
      person AS (
        UPDATE account a SET last_login_at = now() FROM linked WHERE a.subject = linked.subject
        RETURNING a.*),
      event AS (
      """
          + AuditSql.INSERT
          + """
        SELECT now(), 'account.linked', $5, subject, $1, NULL,
          jsonb_build_object('issuer', $2::text, 'sub', $3::text, 'by', BY) FROM person)
      SELECT subject, username, email, email_verified, name, false AS disabled FROM person
      """;

  /** States the rules of {@link LinkCandidate#decide()} once more: they may have changed since. */
  private static final Statement LINK =
      new Statement(
          "account.link",
          """
          WITH target AS (
            SELECT a.subject FROM account a
            WHERE a.subject = $4 AND a.email_key = $6 AND a.email_verified
              AND a.disabled_at IS NULL AND a.deleted_at IS NULL AND a.privileged_at IS NULL
              AND NOT EXISTS (SELECT FROM local_credential c WHERE c.subject = a.subject)
              AND NOT EXISTS (
                SELECT FROM local_group g WHERE g.subject = a.subject AND g.name = ANY ($7))
              AND NOT EXISTS (SELECT FROM federated_identity f
                WHERE f.subject = a.subject AND f.upstream = $1 AND f.issuer = $2)
            FOR NO KEY UPDATE),
          """
              + JOIN_TO_TARGET.replace("BY", "'email'::text"));

  Future<Optional<Account>> link(
      Sighting seen, String subject, Set<String> privilegedNames, String requestId) {
    Tuple parameters =
        key(seen)
            .addString(subject)
            .addString(requestId)
            .addString(seen.email().map(EmailAddress::key).orElseThrow())
            .addArrayOfString(privilegedNames.toArray(String[]::new));
    return durable.run(LINK, parameters).map(AccountRepository::first);
  }

  private static final Statement LINK_PROVEN =
      new Statement(
          "account.link_proven",
          """
          WITH target AS (
            SELECT subject FROM account
            WHERE subject = $4 AND disabled_at IS NULL AND deleted_at IS NULL),
          """
              + JOIN_TO_TARGET.replace("BY", "'proof'::text"));

  Future<Optional<Account>> linkProven(Sighting seen, String subject, String requestId) {
    return durable
        .run(LINK_PROVEN, key(seen).addString(subject).addString(requestId))
        .map(AccountRepository::first);
  }

  /**
   * $8 subject, $9 and $10 names to try and their keys, $11 the name that was wanted, $13 whether
   * the account is to be made although another holds the address.
   */
  private static final Statement CREATE =
      new Statement(
          "account.create",
          """
          WITH holder AS (
            SELECT FROM account o
            WHERE o.email_key = $6 AND o.email_verified AND o.deleted_at IS NULL),
          chosen AS (
            SELECT c.name, c.key FROM unnest($9::text[], $10::text[]) WITH ORDINALITY c (name, key, place)
            WHERE NOT EXISTS (SELECT FROM username u WHERE u.name_key = c.key)
              AND ($13::boolean OR NOT ($7::boolean AND EXISTS (SELECT FROM holder)))
            ORDER BY place LIMIT 1),
          identity AS (
            INSERT INTO federated_identity (upstream, issuer, sub, subject)
            SELECT $1, $2, $3, $8 FROM chosen ON CONFLICT DO NOTHING RETURNING subject),
          person AS (
            INSERT INTO account
              (subject, username, name, email, email_key, email_verified, email_from, last_login_at)
            SELECT i.subject, c.name, $4, $5, $6,
              $7::boolean AND NOT EXISTS (SELECT FROM holder),
              CASE WHEN $5::text IS NOT NULL THEN $1 END, now()
            FROM identity i, chosen c RETURNING *),
          reserved AS (
            INSERT INTO username (name_key, subject) SELECT c.key, i.subject FROM identity i, chosen c),
          event AS (
          """
              + AuditSql.INSERT
              + """
            SELECT now(), type, $12, subject, $1, NULL, details
            FROM (
              SELECT 'account.created' AS type, subject, jsonb_build_object('username', username,
                'issuer', $2::text, 'sub', $3::text, 'email_verified', email_verified) AS details
              FROM person
              UNION ALL
              SELECT 'account.name_clash', subject,
                jsonb_build_object('wanted', $11::text, 'given', username)
              FROM person WHERE username <> $11::text) happened)
          SELECT subject, username, email, email_verified, name, false AS disabled FROM person
          """);

  /**
   * Nothing when the name, the address or the identity was taken in the meantime.
   *
   * @param apart beside the account that holds the address, which was judged to be another person's
   */
  Future<Optional<Account>> create(
      Sighting seen, List<UserName> names, boolean apart, String requestId) {
    Tuple parameters =
        addProfile(key(seen), seen)
            .addString(RandomToken.bits128())
            .addArrayOfString(names.stream().map(UserName::text).toArray(String[]::new))
            .addArrayOfString(names.stream().map(UserName::key).toArray(String[]::new))
            .addString(seen.wanted().text())
            .addString(requestId)
            .addBoolean(apart);
    return durable
        .run(CREATE, parameters)
        .map(AccountRepository::first)
        .recover(
            failure ->
                lostRace(failure)
                    ? Future.succeededFuture(Optional.empty())
                    : Future.failedFuture(failure));
  }

  private static Tuple key(Sighting seen) {
    return Tuple.tuple().addString(seen.upstream()).addString(seen.issuer()).addString(seen.sub());
  }

  private static Tuple addProfile(Tuple parameters, Sighting seen) {
    return parameters
        .addString(seen.name().orElse(null))
        .addString(seen.email().map(EmailAddress::text).orElse(null))
        .addString(seen.email().map(EmailAddress::key).orElse(null))
        .addBoolean(seen.emailVerified());
  }

  private static Future<RowSet<Row>> retryOnce(Supplier<Future<RowSet<Row>>> statement) {
    return statement
        .get()
        .recover(failure -> lostRace(failure) ? statement.get() : Future.failedFuture(failure));
  }

  static boolean lostRace(Throwable failure) {
    return failure instanceof PgException database
        && UNIQUE_VIOLATION.equals(database.getSqlState());
  }

  private static Optional<Account> first(RowSet<Row> rows) {
    return rows.stream().findFirst().map(AccountRepository::account);
  }

  static Account account(Row row) {
    return new Account(
        row.getString("subject"),
        row.getString("username"),
        Optional.ofNullable(row.getString("email")),
        row.getBoolean("email_verified"),
        Optional.ofNullable(row.getString("name")),
        row.getBoolean("disabled"));
  }
}
