package io.tributary.broker.laboratory;

import io.tributary.platform.db.Durable;
import io.tributary.platform.db.Statement;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is known of the files of the mappings folder. */
public final class FileRepository {
  /** Every mapping that there is or was, with what its files were. */
  private static final Statement KNOWN =
      new Statement(
          "mapping_file.known",
          """
          SELECT l.name, l.version, v.tests, d.author AS drafted_by, d.version AS draft,
            ARRAY(SELECT fingerprint FROM mapping_file f WHERE f.name = l.name) AS seen
          FROM mapping_live l
          LEFT JOIN mapping_version v ON v.name = l.name AND v.version = l.version
          LEFT JOIN mapping_draft d ON d.name = l.name
          """);

  private static final Statement SEEN =
      new Statement(
          "mapping_file.seen",
          """
          INSERT INTO mapping_file (name, fingerprint)
          SELECT * FROM unnest($1::text[], $2::text[]) ON CONFLICT DO NOTHING
          """);

  private final Durable database;

  FileRepository(Durable database) {
    this.database = database;
  }

  /**
   * A mapping that the database has.
   *
   * @param live empty: taken out
   * @param tests of what is live
   * @param draftedBy author of its draft
   * @param seen fingerprints of its files
   */
  record Known(
      Optional<String> live,
      Optional<String> tests,
      Optional<String> draftedBy,
      Optional<String> draft,
      Set<String> seen) {}

  Future<Map<String, Known>> known() {
    return database
        .run(KNOWN)
        .map(
            rows -> {
              Map<String, Known> known = new LinkedHashMap<>();
              for (Row row : rows) {
                known.put(
                    row.getString("name"),
                    new Known(
                        MappingRepository.text(row, "version"),
                        MappingRepository.text(row, "tests"),
                        MappingRepository.text(row, "drafted_by"),
                        MappingRepository.text(row, "draft"),
                        Set.copyOf(Arrays.asList(row.getArrayOfStrings("seen")))));
              }
              return known;
            });
  }

  /** Remembers files whose content is what is live. */
  Future<Void> seen(List<String> names, List<String> fingerprints) {
    return names.isEmpty()
        ? Future.succeededFuture()
        : database
            .run(
                SEEN,
                Tuple.tuple()
                    .addArrayOfString(names.toArray(String[]::new))
                    .addArrayOfString(fingerprints.toArray(String[]::new)))
            .mapEmpty();
  }
}
