package io.tributary.broker.replay;

import io.tributary.broker.identity.Claim;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;

/**
 * One claim before and after, bounded, as somebody reads it.
 *
 * @param before as JSON, cut; empty: it was not there
 * @param after likewise
 * @param gained of a list, what is in it after and not before
 * @param lost the other way round
 */
public record ClaimDifference(
    String claim,
    Optional<String> before,
    Optional<String> after,
    List<String> gained,
    List<String> lost) {
  /** Characters of a value, names of a list, claims of a login. */
  private static final int LONGEST = 400;

  private static final int MOST_NAMES = 20;
  private static final int MOST_CLAIMS = 20;

  /** Everything that differs, by name; none: they are the same. */
  static List<ClaimDifference> between(Map<String, Object> before, Map<String, Object> after) {
    if (before.equals(after)) {
      return List.of();
    }
    TreeSet<String> names = new TreeSet<>(before.keySet());
    names.addAll(after.keySet());
    return names.stream()
        .filter(name -> !Objects.equals(before.get(name), after.get(name)))
        .limit(MOST_CLAIMS)
        .map(name -> of(name, before.get(name), after.get(name)))
        .toList();
  }

  private static ClaimDifference of(String name, Object before, Object after) {
    boolean lists =
        (before == null || before instanceof Collection<?>)
            && (after == null || after instanceof Collection<?>);
    return new ClaimDifference(
        name,
        shown(before),
        shown(after),
        lists ? without(after, before) : List.of(),
        lists ? without(before, after) : List.of());
  }

  private static List<String> without(Object all, Object these) {
    List<String> left = new ArrayList<>(Claim.texts(all));
    left.removeAll(Claim.texts(these));
    return left.stream().distinct().limit(MOST_NAMES).map(ClaimDifference::cut).toList();
  }

  static Optional<String> shown(Object value) {
    return Optional.ofNullable(value).map(there -> cut(Json.encode(there)));
  }

  private static String cut(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }

  JsonObject json() {
    return new JsonObject()
        .put("claim", claim)
        .put("before", before.orElse(null))
        .put("after", after.orElse(null))
        .put("gained", new JsonArray(gained))
        .put("lost", new JsonArray(lost));
  }
}
