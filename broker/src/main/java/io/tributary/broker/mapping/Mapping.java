package io.tributary.broker.mapping;

import io.tributary.broker.script.ScriptLanguage;
import io.tributary.broker.script.ScriptText;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One scope mapping.
 *
 * @param name of its file, without the ending
 * @param scopes any of them turns it on
 * @param order runs by order, then by name
 * @param declares every claim that it may return
 * @param merge mode of each declared claim; {@code REPLACE} where none is named
 * @param script what it runs
 * @param version of script and settings: changes with any byte of either
 */
public record Mapping(
    String name,
    List<String> scopes,
    int order,
    Map<String, Shape> declares,
    Map<String, Merge> merge,
    OnFailure onFailure,
    ScriptText script,
    ScriptLanguage language,
    String version) {
  /** The names by which every script knows what it is given, in whichever language. */
  public static final List<String> PARAMETERS = List.of("claims", "request", "client", "scopes");

  public static final Comparator<Mapping> SHOWN_ORDER =
      Comparator.comparingInt(Mapping::order).thenComparing(Mapping::name);

  public Mapping {
    scopes = List.copyOf(scopes);
    declares = Collections.unmodifiableMap(new LinkedHashMap<>(declares));
    merge = Map.copyOf(merge);
  }

  public Merge mergeOf(String claim) {
    return merge.getOrDefault(claim, Merge.REPLACE);
  }
}
