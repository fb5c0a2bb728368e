package io.tributary.inventory.resource;

import io.tributary.platform.db.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The statements of one resource, made once from its declaration. Only declared names, checked when
 * they were declared, become SQL; every value is a parameter. The filters are always in the
 * statement and switched off by a null, so that there is one statement for each order.
 *
 * @param lists by order ({@code name}, {@code -name}); parameters: search pattern or '', one text
 *     array or null for each filter, limit, offset
 * @param find parameters: id
 * @param create parameters: columns as JSON, user id, user name, request id
 * @param change parameters: the same, then id and version
 * @param delete parameters: user id, user name, request id, id, version
 * @param options id and display of each object by name; parameters: limit
 * @param changes parameters: id
 */
record ResourceSql(
    Map<String, Statement> lists,
    Statement find,
    Statement create,
    Statement change,
    Statement delete,
    Statement options,
    Statement changes,
    Statement count) {

  static ResourceSql of(Resource resource, Registry registry) {
    Maker maker = new Maker(resource, registry);
    Map<String, Statement> lists = new LinkedHashMap<>();
    for (String field : ListQuery.sortable(resource)) {
      lists.put(field, maker.list(field, ""));
      lists.put("-" + field, maker.list(field, " DESC"));
    }
    return new ResourceSql(
        lists,
        maker.named("find", maker.select("") + " WHERE t.id = $1"),
        maker.create(),
        maker.change(),
        maker.delete(),
        maker.options(),
        maker.changes(),
        maker.named("count", "SELECT count(*) AS n FROM " + maker.table));
  }

  private static final class Maker {
    private static final String LOG =
        "INSERT INTO object_change (user_id, username, request_id, action, model, object_id,"
            + " display, before, after) ";
    private final Resource resource;
    private final Registry registry;
    private final String table;

    Maker(Resource resource, Registry registry) {
      this.resource = resource;
      this.registry = registry;
      this.table = quoted(resource.table());
    }

    Statement named(String intent, String sql) {
      return new Statement(resource.table() + "." + intent, sql);
    }

    String select(String more) {
      String related =
          resource.references().stream()
              .map(field -> "'" + field.name() + "', " + alias(field) + ".name")
              .collect(Collectors.joining(", "));
      return "SELECT to_jsonb(t) AS columns, jsonb_build_object("
          + related
          + ") AS related"
          + more
          + " FROM "
          + table
          + " t"
          + joins(resource.references());
    }

    Statement list(String sort, String direction) {
      List<Field> filters = resource.filters();
      StringBuilder where = new StringBuilder(" WHERE ($1::text = ''");
      for (String name : resource.searched()) {
        where.append(" OR ").append(column(resource.field(name))).append(" ILIKE $1");
      }
      where.append(")");
      for (int i = 0; i < filters.size(); i++) {
        String parameter = "$" + (i + 2) + "::text[]";
        where
            .append(" AND (" + parameter + " IS NULL OR ")
            .append(column(filters.get(i)) + "::text = ANY(" + parameter + "))");
      }
      Field by = resource.field(sort);
      String order = by.type().target().isPresent() ? alias(by) + ".name" : column(by);
      int next = filters.size() + 2;
      return named(
          "list",
          select(", count(*) OVER () AS total")
              + where
              + " ORDER BY %s%s NULLS LAST, t.id LIMIT $%d OFFSET $%d"
                  .formatted(order, direction, next, next + 1));
    }

    Statement create() {
      return named(
          "create",
          "WITH made AS (INSERT INTO %s (%s) SELECT %s FROM jsonb_populate_record(NULL::%s, $1) r RETURNING *), logged AS (%s SELECT $2, $3, $4, 'create', '%s', made.id, made.name, NULL, to_jsonb(made) FROM made) SELECT id FROM made"
              .formatted(
                  table,
                  columns(Maker::quotedColumn),
                  columns(field -> "r." + quotedColumn(field)),
                  table,
                  LOG,
                  resource.model()));
    }

    Statement change() {
      return named(
          "change",
          "WITH old AS (SELECT * FROM %s WHERE id = $5 AND version = $6 FOR UPDATE), made AS (UPDATE %s t SET %s, version = t.version + 1, last_updated = now() FROM old, jsonb_populate_record(NULL::%s, $1) r WHERE t.id = old.id RETURNING t.*), logged AS (%s SELECT $2, $3, $4, 'update', '%s', made.id, made.name, to_jsonb(old), to_jsonb(made) FROM old, made) SELECT id FROM made"
              .formatted(
                  table,
                  table,
                  columns(field -> quotedColumn(field) + " = r." + quotedColumn(field)),
                  table,
                  LOG,
                  resource.model()));
    }

    Statement delete() {
      return named(
          "delete",
          "WITH gone AS (DELETE FROM %s WHERE id = $4 AND version = $5 RETURNING *), logged AS (%s SELECT $1, $2, $3, 'delete', '%s', gone.id, gone.name, to_jsonb(gone), NULL FROM gone) SELECT id FROM gone"
              .formatted(table, LOG, resource.model()));
    }

    Statement options() {
      List<Field> parent = resource.qualifier().map(resource::field).stream().toList();
      String behind =
          parent.stream()
              .map(field -> " || ' · ' || coalesce(" + alias(field) + ".name, '')")
              .collect(Collectors.joining());
      return named(
          "options",
          "SELECT t.id, t.name%s AS display FROM %s t%s ORDER BY t.name, t.id LIMIT $1"
              .formatted(behind, table, joins(parent)));
    }

    Statement changes() {
      return named(
          "changes",
          "SELECT at, username, request_id, action, before, after FROM object_change WHERE model = '%s' AND object_id = $1 ORDER BY id DESC LIMIT 20"
              .formatted(resource.model()));
    }

    private String joins(List<Field> references) {
      return references.stream()
          .map(
              field ->
                  " LEFT JOIN %s %s ON %s.id = t.%s"
                      .formatted(
                          quoted(registry.target(field).table()),
                          alias(field),
                          alias(field),
                          quotedColumn(field)))
          .collect(Collectors.joining());
    }

    private String columns(Function<Field, String> shape) {
      return resource.fields().stream().map(shape).collect(Collectors.joining(", "));
    }

    private static String alias(Field reference) {
      return quoted("r_" + reference.name());
    }

    private static String column(Field field) {
      return "t." + quotedColumn(field);
    }

    private static String quotedColumn(Field field) {
      return quoted(field.column());
    }

    private static String quoted(String name) {
      return '"' + name + '"';
    }
  }
}
