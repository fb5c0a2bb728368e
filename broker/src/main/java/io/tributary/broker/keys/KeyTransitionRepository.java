package io.tributary.broker.keys;

import io.tributary.broker.audit.AuditSql;
import io.tributary.platform.db.Durable;
import io.tributary.platform.db.Statement;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The steps in the life of a signing key. Each is one statement with its audit events, of which any
 * number of nodes may run any number at once: rows are locked in the order of their kid, what was
 * locked is looked at again, and unique indexes allow one next and one active key for each issuer
 * and algorithm. Times are the database's. Durable: clients remember what was published.
 */
public final class KeyTransitionRepository {
  private static final String COLUMNS =
      " (kid, issuer, algorithm, state, public_key, sealed_private, proof, activate_at) ";

  /** A row of {@code done(kid, event)} for each change; {@code $1} issuer, {@code $2} algorithm. */
  private static final String TOLD =
      """
      , told AS (%s
        SELECT now(), done.event, $3::text, NULL, NULL, NULL,
          jsonb_build_object('issuer', $1::text, 'algorithm', $2::text, 'kid', done.kid)
        FROM done)
      SELECT kid, event FROM done
      """
          .formatted(AuditSql.INSERT);

  /** What signs no more needs no private part; rows of old versions have no proof without it. */
  private static final String RETIRE =
      """
      UPDATE signing_key k SET state = 'retired', changed_at = now(),
        publish_until = now() + $4::bigint * interval '1 second',
        verify_until = now() + $5::bigint * interval '1 second',
        sealed_private = CASE WHEN k.proof IS NULL THEN k.sealed_private ELSE ''::bytea END
      """;

  /** Of two nodes the slower inserts nothing. */
  private static final Statement ADD_FIRST =
      new Statement(
          "signing_key.add_first",
          "WITH made AS (INSERT INTO signing_key"
              + COLUMNS
              + """
              VALUES ($4::text, $1::text, $2::text, 'active', $5::bytea, $6::bytea, $7::bytea, NULL)
              ON CONFLICT (issuer, algorithm) WHERE state = 'active' DO NOTHING RETURNING kid),
              done AS (SELECT kid, 'key.activated' AS event FROM made)
              """
              + TOLD);

  /** Only while the key that it shall follow still signs, and nothing else is to follow it. */
  private static final Statement PUBLISH =
      new Statement(
          "signing_key.publish",
          """
          WITH held AS (
            SELECT kid FROM signing_key
            WHERE issuer = $1 AND algorithm = $2 AND state = 'active' AND kid = $8 FOR UPDATE),
          made AS (INSERT INTO signing_key
          """
              + COLUMNS
              + """
              SELECT $4::text, $1::text, $2::text, 'next', $5::bytea, $6::bytea, $7::bytea,
                now() + $9::bigint * interval '1 second' FROM held
              ON CONFLICT (issuer, algorithm) WHERE state = 'next' DO NOTHING RETURNING kid),
              done AS (SELECT kid, 'key.published' AS event FROM made)
              """
              + TOLD);

  /**
   * The next key takes over when its time has come, or at once from the one that is named. The
   * count makes sure that the old key has left before the new one enters the unique index.
   */
  private static final Statement ACTIVATE =
      new Statement(
          "signing_key.activate",
          """
          WITH held AS (
            SELECT kid, state, activate_at FROM signing_key
            WHERE issuer = $1 AND algorithm = $2 AND state IN ('next', 'active')
            ORDER BY kid FOR UPDATE),
          due AS (
            SELECT kid FROM held WHERE state = 'next' AND (activate_at <= now()
              OR EXISTS (SELECT 1 FROM held a WHERE a.state = 'active' AND a.kid = $6::text))),
          retired AS (
          """
              + RETIRE
              + """
              FROM held h WHERE k.kid = h.kid AND h.state = 'active' AND EXISTS (SELECT 1 FROM due)
              RETURNING k.kid),
              activated AS (
                UPDATE signing_key k SET state = 'active', changed_at = now(), activate_at = NULL
                FROM due WHERE k.kid = due.kid AND (SELECT count(*) FROM retired) >= 0
                RETURNING k.kid),
              done AS (
                SELECT kid, 'key.retired' AS event FROM retired
                UNION ALL SELECT kid, 'key.activated' FROM activated)
              """
              + TOLD);

  /** A key of an algorithm that is configured no more. */
  private static final Statement RETIRE_ALONE =
      new Statement(
          "signing_key.retire",
          "WITH retired AS ("
              + RETIRE
              + """
              WHERE k.issuer = $1 AND k.algorithm = $2 AND k.kid = $6 AND k.state = 'active'
              RETURNING k.kid),
              done AS (SELECT kid, 'key.retired' AS event FROM retired)
              """
              + TOLD);

  /**
   * The keys are gone at once, a new one signs in place of an active one. A next key that lay
   * beside a stolen active one goes with it.
   */
  private static final Statement REVOKE =
      new Statement(
          "signing_key.revoke",
          """
          WITH held AS (
            SELECT kid, state FROM signing_key
            WHERE issuer = $1 AND algorithm = $2 AND state <> 'revoked' ORDER BY kid FOR UPDATE),
          lost AS (
            SELECT kid, state FROM held WHERE kid = ANY ($8::text[]) OR (state = 'next' AND EXISTS (
              SELECT 1 FROM held a WHERE a.state = 'active' AND a.kid = ANY ($8::text[])))),
          revoked AS (
            UPDATE signing_key k SET state = 'revoked', changed_at = now(), sealed_private = '',
              proof = NULL, activate_at = NULL, publish_until = NULL, verify_until = NULL
            FROM lost WHERE k.kid = lost.kid RETURNING k.kid, lost.state AS was),
          made AS (INSERT INTO signing_key
          """
              + COLUMNS
              + """
              SELECT $4::text, $1::text, $2::text, 'active', $5::bytea, $6::bytea, $7::bytea, NULL
              WHERE (SELECT count(*) FROM revoked WHERE was = 'active') = 1 RETURNING kid),
              done AS (
                SELECT kid, 'key.revoked' AS event FROM revoked
                UNION ALL SELECT kid, 'key.activated' FROM made)
              """
              + TOLD);

  private static final Statement FORGET =
      new Statement(
          "signing_key.forget",
          """
          DELETE FROM signing_key WHERE issuer = $1 AND (
            (state = 'retired' AND verify_until <= now())
            OR (state = 'revoked' AND changed_at <= now() - $2::bigint * interval '1 second'))
          """);

  private final Durable database;

  public KeyTransitionRepository(Durable database) {
    this.database = database;
  }

  /** Whose keys, and who changes them: {@code maintenance}, {@code command-line}. */
  record Whose(String issuer, String algorithm, String by) {
    Tuple parameters() {
      return Tuple.of(issuer, algorithm, by);
    }

    Tuple parameters(SealedSigningKeys.Made made) {
      return parameters()
          .addString(made.kid())
          .addBuffer(made.publicKey())
          .addBuffer(made.sealedPrivate())
          .addBuffer(made.proof());
    }

    Tuple parameters(KeySchedule schedule) {
      return parameters()
          .addLong(schedule.publishedAfter().toSeconds())
          .addLong(schedule.verifiesAfter().toSeconds());
    }
  }

  Future<List<KeyChange>> addFirst(Whose whose, SealedSigningKeys.Made made) {
    return run(ADD_FIRST, whose, whose.parameters(made));
  }

  /**
   * @param follows kid of the key that signs now
   */
  Future<List<KeyChange>> publish(
      Whose whose, SealedSigningKeys.Made made, String follows, KeySchedule schedule) {
    return run(
        PUBLISH,
        whose,
        whose.parameters(made).addString(follows).addLong(schedule.publishBefore().toSeconds()));
  }

  Future<List<KeyChange>> activateDue(Whose whose, KeySchedule schedule) {
    return run(ACTIVATE, whose, whose.parameters(schedule).addString(null));
  }

  /**
   * @param follows kid of the key that signs now; nothing happens when it is another
   */
  Future<List<KeyChange>> activateNow(Whose whose, String follows, KeySchedule schedule) {
    return run(ACTIVATE, whose, whose.parameters(schedule).addString(follows));
  }

  Future<List<KeyChange>> retire(Whose whose, String kid, KeySchedule schedule) {
    return run(RETIRE_ALONE, whose, whose.parameters(schedule).addString(kid));
  }

  /**
   * @param replacement signs when the active key is among them
   */
  Future<List<KeyChange>> revoke(
      Whose whose, Set<String> kids, SealedSigningKeys.Made replacement) {
    return run(
        REVOKE, whose, whose.parameters(replacement).addArrayOfString(kids.toArray(String[]::new)));
  }

  /** Deletes retired keys that verify nothing any more, and revoked ones that nobody asks for. */
  Future<Void> forget(String issuer) {
    return database.run(FORGET, Tuple.of(issuer, KeySchedule.HINTS.toSeconds())).mapEmpty();
  }

  private Future<List<KeyChange>> run(Statement statement, Whose whose, Tuple parameters) {
    return database.run(statement, parameters).map(rows -> changes(whose, rows));
  }

  private static List<KeyChange> changes(Whose whose, RowSet<Row> rows) {
    List<KeyChange> changes = new ArrayList<>();
    for (Row row : rows) {
      changes.add(
          new KeyChange(
              row.getString("event"), whose.issuer(), whose.algorithm(), row.getString("kid")));
    }
    return changes;
  }
}
