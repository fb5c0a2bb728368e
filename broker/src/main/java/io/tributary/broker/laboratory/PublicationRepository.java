package io.tributary.broker.laboratory;

import io.tributary.broker.audit.AuditSql;
import io.tributary.broker.mapping.MappingSource;
import io.tributary.platform.db.Durable;
import io.tributary.platform.db.Statement;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.util.Optional;

/**
 * Makes versions live. Each is one durable statement with its audit event, and does nothing unless
 * everything is still as it was judged: the revision is locked and compared first, so that of any
 * number at once one succeeds.
 */
public final class PublicationRepository {
  private static final String TOLD =
      """
      told AS (%s
        SELECT now(), 'mapping.' || CASE kind WHEN 'import' THEN 'imported'
            WHEN 'publish' THEN 'published' ELSE 'rolled_back' END,
          author, NULL, NULL, NULL,
          jsonb_build_object('mapping', name, 'version', version, 'replaced', replaced,
            'message', message) FROM entered)
      SELECT name FROM entered
      """
          .formatted(AuditSql.INSERT);

  private static final String ENTERED =
      """
      entered AS (
        INSERT INTO mapping_publication (name, version, replaced, kind, author, message, tests)
      """;

  private static final Statement IMPORT =
      new Statement(
          "mapping.import",
          """
          WITH held AS (SELECT revision FROM mapping_revision FOR UPDATE),
          live AS (
            INSERT INTO mapping_live (name, version, author, message) SELECT $1, $2, $7, $8 FROM held
            ON CONFLICT (name) DO NOTHING RETURNING name),
          kept AS (
            INSERT INTO mapping_version
              (name, version, language, script, settings, tests, author, message)
            SELECT name, $2, $3, $4, $5, $6, $7, $8 FROM live ON CONFLICT DO NOTHING),
          seen AS (
            INSERT INTO mapping_file (name, fingerprint) SELECT name, $9 FROM live
            ON CONFLICT DO NOTHING),
          """
              + ENTERED
              + """
              SELECT name, $2, NULL, 'import', $7, $8, $10::integer FROM live RETURNING *),
              """
              + TOLD);

  /** Versions of twelve characters are of before, and say nothing of their tests. */
  private static final Statement PUBLISH =
      new Statement(
          "mapping.publish",
          """
          WITH held AS (SELECT revision FROM mapping_revision WHERE revision = $2 FOR UPDATE),
          draft AS (DELETE FROM mapping_draft d USING held WHERE d.name = $1 AND d.id = $3
            AND d.base IS NOT DISTINCT FROM (SELECT version FROM mapping_live WHERE name = $1)
            RETURNING d.*),
          kept AS (
            INSERT INTO mapping_version
              (name, version, language, script, settings, tests, author, message, created_at)
            SELECT name, version, language, script, settings, tests, author, message, created_at
            FROM draft WHERE version IS NOT NULL
            ON CONFLICT (name, version) DO UPDATE SET tests = EXCLUDED.tests
              WHERE length(EXCLUDED.version) = 12),
          live AS (
            INSERT INTO mapping_live (name, version, author, message)
            SELECT name, version, $4, message FROM draft
            ON CONFLICT (name) DO UPDATE SET version = EXCLUDED.version, author = EXCLUDED.author,
              message = EXCLUDED.message, since = now()),
          """
              + ENTERED
              + """
              SELECT name, version, base, 'publish', $4, message, $5::integer FROM draft RETURNING *),
              """
              + TOLD);

  private static final Statement BACK =
      new Statement(
          "mapping.roll_back",
          """
          WITH held AS (SELECT revision FROM mapping_revision WHERE revision = $2 FOR UPDATE),
          live AS (
            UPDATE mapping_live l SET version = $4, author = $5, message = $6, since = now()
            FROM held WHERE l.name = $1 AND l.version IS NOT DISTINCT FROM $3 RETURNING l.name),
          """
              + ENTERED
              + """
              SELECT name, $4, $3, 'rollback', $5, $6, NULL FROM live RETURNING *),
              """
              + TOLD);

  private final Durable database;

  PublicationRepository(Durable database) {
    this.database = database;
  }

  /**
   * The first version of a mapping, from its file.
   *
   * @param tests how many passed
   * @return false: there is or was one of this name already
   */
  Future<Boolean> importFirst(
      MappingSource source, String fingerprint, Change change, Optional<Integer> tests) {
    Tuple columns =
        Tuple.tuple()
            .addString(source.name())
            .addString(source.version())
            .addString(source.language())
            .addString(source.script())
            .addString(source.settings())
            .addString(source.tests().orElse(null))
            .addString(change.author())
            .addString(change.message())
            .addString(fingerprint)
            .addInteger(tests.orElse(null));
    return one(IMPORT, columns);
  }

  /**
   * A draft becomes live and is a draft no more.
   *
   * @param revision at which it was judged
   * @param author of the publication; the version keeps that of the draft
   * @param tests how many passed
   * @return false: something has changed since; nothing was done
   */
  Future<Boolean> publish(Draft draft, long revision, String author, Optional<Integer> tests) {
    return one(
        PUBLISH,
        Tuple.of(draft.name(), revision, draft.id(), author).addInteger(tests.orElse(null)));
  }

  /**
   * @param from what is live; empty: it is taken out
   * @param to a kept version; empty: take it out
   * @return false: something has changed since; nothing was done
   */
  Future<Boolean> rollBack(
      String name, long revision, Optional<String> from, Optional<String> to, Change change) {
    return one(
        BACK,
        Tuple.of(name, revision)
            .addString(from.orElse(null))
            .addString(to.orElse(null))
            .addString(change.author())
            .addString(change.message()));
  }

  private Future<Boolean> one(Statement statement, Tuple columns) {
    return database.run(statement, columns).map(rows -> rows.size() == 1);
  }
}
