package io.tributary.broker.laboratory;

import io.tributary.broker.mapping.MappingSource;
import io.tributary.platform.db.Durable;
import io.tributary.platform.db.Statement;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads what mappings are, were and shall become. */
public final class MappingRepository {
  private static final Statement REVISION =
      new Statement("mapping.revision", "SELECT revision FROM mapping_revision");

  /** One statement, so that the number and the texts are of one moment. */
  private static final Statement STATE =
      new Statement(
          "mapping.state",
          """
          SELECT r.revision, s.* FROM mapping_revision r LEFT JOIN (
            SELECT l.name, v.version, v.language, v.script, v.settings, v.tests,
              NULL::bigint AS draft, NULL::integer AS share, NULL::text[] AS subjects,
              NULL::timestamptz AS ends_at
            FROM mapping_live l JOIN mapping_version v ON v.name = l.name AND v.version = l.version
            UNION ALL
            SELECT d.name, d.version, d.language, d.script, d.settings, d.tests,
              c.draft, c.share, c.subjects, c.ends_at
            FROM mapping_canary c JOIN mapping_draft d ON d.name = c.name AND d.id = c.draft
          ) s ON true ORDER BY s.name
          """);

  private static final Statement LIST =
      new Statement(
          "mapping.list",
          """
          SELECT name, l.version AS live, l.author, l.message, l.since,
            (SELECT v.settings FROM mapping_version v WHERE v.name = l.name AND v.version = l.version) AS settings,
            d.id AS draft, d.version AS draft_version, d.author AS draft_author,
            d.message AS draft_message, d.created_at AS draft_at,
            d.base IS DISTINCT FROM l.version AS stale, c.name IS NOT NULL AS canary
          FROM mapping_live l FULL JOIN mapping_draft d USING (name)
          LEFT JOIN mapping_canary c USING (name) ORDER BY name
          """);

  private static final Statement VERSION =
      new Statement(
          "mapping.version", "SELECT * FROM mapping_version WHERE name = $1 AND version = $2");

  private static final Statement DRAFT =
      new Statement("mapping.draft", "SELECT * FROM mapping_draft WHERE name = $1");

  private static final Statement HISTORY =
      new Statement(
          "mapping.history", "SELECT * FROM mapping_publication WHERE name = $1 ORDER BY id");

  private final Durable database;

  public MappingRepository(Durable database) {
    this.database = database;
  }

  /** Another number after each change of what runs. */
  Future<Long> revision() {
    return database.run(REVISION).map(rows -> rows.iterator().next().getLong(0));
  }

  Future<LiveState> state() {
    return database
        .run(STATE)
        .map(
            rows -> {
              List<LiveState.Live> live = new ArrayList<>();
              List<LiveState.Beside> canaries = new ArrayList<>();
              long revision = 0;
              for (Row row : rows) {
                revision = row.getLong("revision");
                if (row.getLong("draft") != null) {
                  canaries.add(beside(row));
                } else if (row.getString("name") != null) {
                  live.add(new LiveState.Live(row.getString("version"), source(row)));
                }
              }
              return new LiveState(revision, List.copyOf(live), List.copyOf(canaries));
            });
  }

  private static LiveState.Beside beside(Row row) {
    return new LiveState.Beside(
        row.getString("name"),
        row.getLong("draft"),
        text(row, "version").map(version -> source(row)),
        row.getInteger("share"),
        Set.of(row.getArrayOfStrings("subjects")),
        time(row, "ends_at"));
  }

  /** Every mapping that there is or was, and every draft, by name. */
  public Future<List<Standing>> list() {
    return database.run(LIST).map(rows -> rows.stream().map(MappingRepository::standing).toList());
  }

  private static Standing standing(Row row) {
    return new Standing(
        row.getString("name"),
        text(row, "live"),
        text(row, "settings").map(MappingSource::isSwitchedOff).orElse(false),
        maybeTime(row, "since"),
        text(row, "author").map(author -> change(row)),
        Optional.ofNullable(row.getLong("draft"))
            .map(
                there ->
                    new Standing.DraftLine(
                        text(row, "draft_version"),
                        new Change(row.getString("draft_author"), row.getString("draft_message")),
                        time(row, "draft_at"),
                        row.getBoolean("stale"),
                        row.getBoolean("canary"))));
  }

  /** A version that is or was live. */
  public Future<Optional<KeptVersion>> version(String name, String version) {
    return database
        .run(VERSION, Tuple.of(name, version))
        .map(
            rows ->
                rows.stream()
                    .findFirst()
                    .map(
                        row -> new KeptVersion(source(row), change(row), time(row, "created_at"))));
  }

  public Future<Optional<Draft>> draft(String name) {
    return database
        .run(DRAFT, Tuple.of(name))
        .map(rows -> rows.stream().findFirst().map(MappingRepository::draft));
  }

  private static Draft draft(Row row) {
    return new Draft(
        row.getLong("id"),
        row.getString("name"),
        text(row, "version").map(version -> source(row)),
        text(row, "base"),
        change(row),
        time(row, "created_at"));
  }

  /** Oldest first; empty when the mapping was never live. */
  public Future<History> history(String name) {
    return database
        .run(HISTORY, Tuple.of(name))
        .map(rows -> new History(name, rows.stream().map(MappingRepository::publication).toList()));
  }

  private static Publication publication(Row row) {
    return new Publication(
        text(row, "version"),
        text(row, "replaced"),
        Publication.Kind.of(row.getString("kind")),
        change(row),
        Optional.ofNullable(row.getInteger("tests")),
        time(row, "at"));
  }

  static MappingSource source(Row row) {
    return new MappingSource(
            row.getString("name"),
            row.getString("language"),
            row.getString("script"),
            row.getString("settings"),
            text(row, "tests"))
        .keptAs(row.getString("version"));
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
