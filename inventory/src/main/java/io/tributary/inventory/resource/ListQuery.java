package io.tributary.inventory.resource;

import io.tributary.inventory.page.Fields;
import io.tributary.inventory.page.Refusal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a list was asked for: search, filters, order and page. Everything in it was checked against
 * the declaration.
 *
 * @param search empty for all
 * @param filters values by field name; several mean any of them
 * @param sort field name
 * @param page from 1
 */
public record ListQuery(
    String search,
    Map<String, List<String>> filters,
    String sort,
    boolean descending,
    int page,
    int perPage) {
  public static final List<Integer> SIZES = List.of(25, 50, 100, 250);
  private static final int MAX_SEARCH = 200;
  private static final int MAX_VALUES = 50;

  public static ListQuery read(Resource resource, Fields query) {
    String search = query.one("q").orElse("");
    if (search.length() > MAX_SEARCH) {
      throw Refusal.badRequest("The search text is longer than " + MAX_SEARCH + " characters.");
    }
    Map<String, List<String>> filters = new LinkedHashMap<>();
    for (Field field : resource.filters()) {
      List<String> values = query.all(field.name());
      if (!values.isEmpty()) {
        filters.put(field.name(), checked(field, values));
      }
    }
    String order = query.one("sort").orElse("name");
    boolean descending = order.startsWith("-");
    String sort = descending ? order.substring(1) : order;
    if (!sortable(resource).contains(sort)) {
      throw Refusal.badRequest("The list cannot be ordered by what “sort” names.");
    }
    int perPage = query.number("per_page", 1, 250).orElse(50);
    return new ListQuery(
        search,
        filters,
        sort,
        descending,
        query.number("page", 1, 1_000_000).orElse(1),
        SIZES.contains(perPage) ? perPage : 50);
  }

  /** The name and the list's columns. */
  public static List<String> sortable(Resource resource) {
    List<String> names = new ArrayList<>(List.of("name"));
    names.addAll(resource.columns());
    return names;
  }

  public long offset() {
    return (page - 1L) * perPage;
  }

  /** The same list with another page. */
  public String link(String path, int otherPage) {
    return link(path, (descending ? "-" : "") + sort, otherPage);
  }

  /** The same list in another order, from its start. */
  public String link(String path, String order, int otherPage) {
    StringBuilder link = new StringBuilder(path).append("?sort=").append(encoded(order));
    if (!search.isEmpty()) {
      link.append("&q=").append(encoded(search));
    }
    filters.forEach(
        (name, values) ->
            values.forEach(
                value -> link.append('&').append(name).append('=').append(encoded(value))));
    if (perPage != 50) {
      link.append("&per_page=").append(perPage);
    }
    if (otherPage != 1) {
      link.append("&page=").append(otherPage);
    }
    return link.toString();
  }

  private static List<String> checked(Field field, List<String> values) {
    if (values.size() > MAX_VALUES) {
      throw Refusal.badRequest("Too many values for the filter " + field.label() + ".");
    }
    try {
      return values.stream().map(value -> field.type().parse(value).toString()).toList();
    } catch (InvalidValue invalid) {
      throw Refusal.badRequest("The filter " + field.label() + " has no such value.");
    }
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
