package io.tributary.inventory.resource;

import io.tributary.platform.db.Database;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The objects of one resource at rest. Every write and its change log entry are one statement. */
public final class ResourceRepository {
  /** Class 23 of PostgreSQL's error codes (Appendix A): a constraint holds against the change. */
  private static final String CONSTRAINT_CLASS = "23";

  private final Resource resource;
  private final ResourceSql sql;
  private final Database database;

  public ResourceRepository(Resource resource, Registry registry, Database database) {
    this.resource = resource;
    this.sql = ResourceSql.of(resource, registry);
    this.database = database;
  }

  /**
   * One page of a list.
   *
   * @param total of all pages; 0 beyond the last one
   */
  public record ObjectPage(List<StoredObject> objects, long total) {}

  public Future<ObjectPage> list(ListQuery query) {
    Tuple parameters =
        Tuple.of(
            query.search().isEmpty()
                ? ""
                : "%" + query.search().replaceAll("([\\\\%_])", "\\\\$1") + "%");
    for (Field field : resource.filters()) {
      List<String> values = query.filters().get(field.name());
      parameters.addValue(values == null ? null : values.toArray(String[]::new));
    }
    parameters.addLong((long) query.perPage()).addLong(query.offset());
    String order = (query.descending() ? "-" : "") + query.sort();
    return database
        .relaxed()
        .run(sql.lists().get(order), parameters)
        .map(
            rows -> {
              List<StoredObject> objects = new ArrayList<>();
              long total = 0;
              for (Row row : rows) {
                objects.add(object(row));
                total = row.getLong("total");
              }
              return new ObjectPage(objects, total);
            });
  }

  public Future<Optional<StoredObject>> find(long id) {
    return database
        .relaxed()
        .run(sql.find(), Tuple.of(id))
        .map(rows -> first(rows).map(ResourceRepository::object));
  }

  public Future<Saved> create(JsonObject columns, Author author) {
    return written(
        database
            .durable()
            .run(
                sql.create(),
                Tuple.of(
                    columns, author.userId().orElse(null), author.username(), author.requestId())),
        this::meaning);
  }

  /** Changes the object if it still has the version that the form was made from. */
  public Future<Saved> change(long id, int version, JsonObject columns, Author author) {
    return written(
        database
            .durable()
            .run(
                sql.change(),
                Tuple.of(
                    columns,
                    author.userId().orElse(null),
                    author.username(),
                    author.requestId(),
                    id,
                    version)),
        this::meaning);
  }

  public Future<Saved> delete(long id, int version, Author author) {
    return written(
        database
            .durable()
            .run(
                sql.delete(),
                Tuple.of(
                    author.userId().orElse(null),
                    author.username(),
                    author.requestId(),
                    id,
                    version)),
        refused -> new Saved.InUse());
  }

  /** Ids and names to choose from, at most {@code limit}. */
  public Future<Map<Long, String>> options(int limit) {
    return database
        .relaxed()
        .run(sql.options(), Tuple.of(limit))
        .map(
            rows -> {
              Map<Long, String> options = new LinkedHashMap<>();
              rows.forEach(row -> options.put(row.getLong("id"), row.getString("display")));
              return options;
            });
  }

  /** The last changes of an object, newest first. */
  public Future<List<ObjectChange>> changes(long id) {
    return database
        .relaxed()
        .run(sql.changes(), Tuple.of(id))
        .map(
            rows -> {
              List<ObjectChange> changes = new ArrayList<>();
              for (Row row : rows) {
                changes.add(
                    new ObjectChange(
                        row.getOffsetDateTime("at").toInstant(),
                        row.getString("username"),
                        row.getString("request_id"),
                        row.getString("action"),
                        orEmpty(row.getJsonObject("before")),
                        orEmpty(row.getJsonObject("after"))));
              }
              return changes;
            });
  }

  public Future<Long> count() {
    return database.relaxed().run(sql.count()).map(rows -> rows.iterator().next().getLong("n"));
  }

  private static Future<Saved> written(
      Future<RowSet<Row>> running, Function<PgException, Saved> meaning) {
    return running
        .<Saved>map(
            rows ->
                first(rows)
                    .<Saved>map(row -> new Saved.Done(row.getLong("id")))
                    .orElseGet(Saved.Stale::new))
        .recover(
            failure ->
                failure instanceof PgException refused
                        && refused.getSqlState().startsWith(CONSTRAINT_CLASS)
                    ? Future.succeededFuture(meaning.apply(refused))
                    : Future.failedFuture(failure));
  }

  /** Told by the constraint's name, never by PostgreSQL's text, which quotes values. */
  private Saved meaning(PgException refused) {
    Problem declared = resource.constraints().get(String.valueOf(refused.getConstraint()));
    if (declared != null) {
      return new Saved.Refused(declared);
    }
    return new Saved.Refused(
        new Problem("", "These values do not go together; the database refuses them."));
  }

  private static StoredObject object(Row row) {
    return new StoredObject(row.getJsonObject("columns"), row.getJsonObject("related"));
  }

  private static JsonObject orEmpty(JsonObject value) {
    return value == null ? new JsonObject() : value;
  }

  private static Optional<Row> first(RowSet<Row> rows) {
    var all = rows.iterator();
    return all.hasNext() ? Optional.of(all.next()) : Optional.empty();
  }
}
