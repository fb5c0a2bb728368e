package io.tributary.broker.mapping;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The settings of a mapping, {@code NAME.yaml}.
 *
 * <pre>
 * scope: roles              # or a list: any of them turns the mapping on
 * order: 100                # runs by order, then by name
 * declares:                 # every claim that it may return, with its shape
 *   groups: list of text
 * merge:                    # replace (default), union, append
 *   groups: replace
 * on_failure: deny          # or skip</pre>
 *
 * @param scopes any of them turns it on
 * @param order runs by order, then by name
 * @param declares every claim that it may return
 * @param merge mode of each declared claim; {@code REPLACE} where none is named
 */
public record MappingSettings(
    List<String> scopes,
    int order,
    Map<String, Shape> declares,
    Map<String, Merge> merge,
    OnFailure onFailure) {
  public MappingSettings {
    scopes = List.copyOf(scopes);
    declares = Collections.unmodifiableMap(new LinkedHashMap<>(declares));
    merge = Map.copyOf(merge);
  }
}
