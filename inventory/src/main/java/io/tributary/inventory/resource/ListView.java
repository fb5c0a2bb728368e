package io.tributary.inventory.resource;

import io.tributary.inventory.page.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A list of objects.
 *
 * @param from number of the first row shown, from 1; 0 when there is none
 */
public record ListView(
    String title,
    String path,
    Optional<String> add,
    String search,
    String sort,
    List<Filter> filters,
    List<Header> headers,
    List<List<Cell>> rows,
    long total,
    long from,
    Optional<String> previous,
    Optional<String> next,
    boolean narrowed)
    implements Page {

  /** A select that narrows the list. */
  public record Filter(String name, String label, List<Option> options) {}

  /**
   * A column's heading.
   *
   * @param sorted {@code ascending}, {@code descending} or {@code none} (aria-sort)
   */
  public record Header(String label, String href, String sorted) {}

  @Override
  public String template() {
    return "list.jte";
  }

  public long to() {
    return from + rows.size() - 1;
  }

  static ListView of(
      Resource resource,
      Registry registry,
      ListQuery query,
      ResourceRepository.ObjectPage found,
      Options options,
      boolean mayAdd) {
    String path = resource.path();
    boolean more = query.offset() + found.objects().size() < found.total();
    return new ListView(
        resource.labels(),
        path,
        mayAdd ? Optional.of(path + "add/") : Optional.empty(),
        query.search(),
        (query.descending() ? "-" : "") + query.sort(),
        filters(resource, query, options),
        headers(resource, query),
        found.objects().stream().map(object -> row(resource, registry, object)).toList(),
        found.total(),
        found.objects().isEmpty() ? 0 : query.offset() + 1,
        query.page() > 1 ? Optional.of(query.link(path, query.page() - 1)) : Optional.empty(),
        more ? Optional.of(query.link(path, query.page() + 1)) : Optional.empty(),
        !query.search().isEmpty() || !query.filters().isEmpty() || query.page() > 1);
  }

  private static List<Filter> filters(Resource resource, ListQuery query, Options options) {
    return resource.filters().stream()
        .filter(field -> !options.tooMany(field))
        .map(
            field ->
                new Filter(
                    field.name(),
                    field.label(),
                    options.of(
                        field, Set.copyOf(query.filters().getOrDefault(field.name(), List.of())))))
        .toList();
  }

  private static List<Header> headers(Resource resource, ListQuery query) {
    return ListQuery.sortable(resource).stream()
        .map(
            name -> {
              boolean here = name.equals(query.sort());
              boolean up = here && !query.descending();
              return new Header(
                  resource.field(name).label(),
                  query.link(resource.path(), up ? "-" + name : name, 1),
                  here ? (up ? "ascending" : "descending") : "none");
            })
        .toList();
  }

  private static List<Cell> row(Resource resource, Registry registry, StoredObject object) {
    List<Cell> cells = new ArrayList<>();
    cells.add(Cell.link(object.name(), resource.path(object.id())));
    for (String name : resource.columns()) {
      cells.add(Cell.of(registry, resource.field(name), object));
    }
    return cells;
  }
}
