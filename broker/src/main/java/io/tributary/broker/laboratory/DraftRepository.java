package io.tributary.broker.laboratory;

import io.tributary.broker.audit.AuditSql;
import io.tributary.broker.mapping.MappingSource;
import io.tributary.platform.db.Durable;
import io.tributary.platform.db.Statement;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.util.Optional;

/** Makes and deletes drafts. Durable: a draft is somebody's work. */
public final class DraftRepository {
  /**
   * Takes the place of a draft of the same author, and of one that came from a file; of somebody
   * else's only when told so. A canary ends with the draft that it runs.
   *
   * <p>What was seen is compared here and not before, or somebody's work of a moment ago is lost: a
   * draft under its own lock, what is live by the revision, which is another one when somebody
   * published while this statement waited.
   */
  private static final Statement SAVE =
      new Statement(
          "mapping_draft.save",
          """
          WITH held AS (SELECT revision FROM mapping_revision FOR UPDATE),
          there AS (
            SELECT d.id FROM mapping_draft d, held WHERE d.name = $1 FOR UPDATE OF d),
          made AS (
            INSERT INTO mapping_draft AS d
              (name, base, version, language, script, settings, tests, author, message)
            SELECT $1, (SELECT version FROM mapping_live WHERE name = $1), $2, $3, $4, $5, $6, $7, $8
            FROM held
            WHERE held.revision = (SELECT revision FROM mapping_revision)
              AND ($10::text IS NULL OR $10 = coalesce(
                (SELECT version FROM mapping_live WHERE name = $1), 'none'))
              AND ($11::bigint IS NULL OR $11 = 0 OR EXISTS (SELECT FROM there WHERE id = $11))
            ON CONFLICT (name) DO UPDATE SET id = DEFAULT, base = EXCLUDED.base,
              version = EXCLUDED.version, language = EXCLUDED.language, script = EXCLUDED.script,
              settings = EXCLUDED.settings, tests = EXCLUDED.tests, author = EXCLUDED.author,
              message = EXCLUDED.message, created_at = now()
            WHERE ($9 OR d.author IN (EXCLUDED.author, 'files'))
              AND ($11::bigint IS NULL OR d.id = $11)
            RETURNING name, version, base),
          ended AS (DELETE FROM mapping_canary c USING made WHERE c.name = made.name),
          told AS (%s
            SELECT now(), 'mapping.drafted', $7::text, NULL, NULL, NULL,
              jsonb_build_object('mapping', name, 'version', version, 'base', base) FROM made)
          SELECT name FROM made
          """
              .formatted(AuditSql.INSERT));

  /** Of a file whose content nobody has seen before; of many nodes at once one makes it. */
  private static final Statement SAVE_FILE =
      new Statement(
          "mapping_draft.save_file",
          """
          WITH held AS (SELECT revision FROM mapping_revision FOR UPDATE),
          made AS (
            INSERT INTO mapping_draft AS d
              (name, base, version, language, script, settings, tests, author, message)
            SELECT $1, (SELECT version FROM mapping_live WHERE name = $1), $2, $3, $4, $5, $6, $7, $8
            FROM held WHERE NOT EXISTS (
              SELECT 1 FROM mapping_file WHERE name = $1 AND fingerprint = $9)
            ON CONFLICT (name) DO UPDATE SET id = DEFAULT, base = EXCLUDED.base,
              version = EXCLUDED.version, language = EXCLUDED.language, script = EXCLUDED.script,
              settings = EXCLUDED.settings, tests = EXCLUDED.tests, message = EXCLUDED.message,
              created_at = now()
            WHERE d.author = 'files'
              AND (d.version, d.tests) IS DISTINCT FROM (EXCLUDED.version, EXCLUDED.tests)
            RETURNING name, version, base),
          ended AS (DELETE FROM mapping_canary c USING made WHERE c.name = made.name),
          seen AS (
            INSERT INTO mapping_file (name, fingerprint) SELECT name, $9 FROM made
            ON CONFLICT DO NOTHING),
          told AS (%s
            SELECT now(), 'mapping.drafted', $7::text, NULL, NULL, NULL,
              jsonb_build_object('mapping', name, 'version', version, 'base', base) FROM made)
          SELECT name FROM made
          """
              .formatted(AuditSql.INSERT));

  private static final Statement DELETE =
      new Statement(
          "mapping_draft.delete",
          """
          WITH held AS (SELECT revision FROM mapping_revision FOR UPDATE),
          gone AS (
            DELETE FROM mapping_draft d USING held WHERE d.name = $1 AND d.id = $2
            RETURNING d.name, d.version),
          told AS (%s
            SELECT now(), 'mapping.draft_deleted', $3::text, NULL, NULL, NULL,
              jsonb_build_object('mapping', name, 'version', version) FROM gone)
          SELECT name FROM gone
          """
              .formatted(AuditSql.INSERT));

  private final Durable database;

  DraftRepository(Durable database) {
    this.database = database;
  }

  /**
   * @param source empty: the mapping shall be taken out
   * @param replace somebody else's draft too
   * @return false: there is a draft of somebody else, or something is not as it was seen, or
   *     somebody published meanwhile
   */
  Future<Boolean> save(
      String name, Optional<MappingSource> source, Change change, boolean replace, Seen seen) {
    return database
        .run(
            SAVE,
            columns(name, source, change)
                .addBoolean(replace)
                .addString(seen.live().orElse(null))
                .addLong(seen.draft().orElse(null)))
        .map(rows -> rows.size() == 1);
  }

  /**
   * @return false: another node did it, the file was seen before, or somebody has a draft
   */
  Future<Boolean> saveFile(MappingSource source, String fingerprint, Change change) {
    return database
        .run(SAVE_FILE, columns(source.name(), Optional.of(source), change).addString(fingerprint))
        .map(rows -> rows.size() == 1);
  }

  private static Tuple columns(String name, Optional<MappingSource> source, Change change) {
    return Tuple.tuple()
        .addString(name)
        .addString(source.map(MappingSource::version).orElse(null))
        .addString(source.map(MappingSource::language).orElse(""))
        .addString(source.map(MappingSource::script).orElse(""))
        .addString(source.map(MappingSource::settings).orElse(""))
        .addString(source.flatMap(MappingSource::tests).orElse(null))
        .addString(change.author())
        .addString(change.message());
  }

  /**
   * @param id of the draft that was looked at
   * @return false: it is another one by now, or gone
   */
  Future<Boolean> delete(String name, long id, String author) {
    return database.run(DELETE, Tuple.of(name, id, author)).map(rows -> rows.size() == 1);
  }
}
