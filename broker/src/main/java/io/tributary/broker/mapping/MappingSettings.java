package io.tributary.broker.mapping;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
 * defaults:                 # by the state of the provider's claim: DefaultsReader
 *   groups: {absent: clear}
 * on_failure: deny          # or skip, or keep
 * limits:                   # instead of the broker's
 *   time: 10ms
 * rules: []                 # instead of a script: RulesReader
 * language: py              # where there is a NAME.js too
 * enabled: false            # for no login</pre>
 *
 * @param scopes any of them turns it on
 * @param order runs by order, then by name
 * @param declares every claim that it may return
 * @param merge mode of each declared claim; {@code REPLACE} where none is named
 * @param defaults by declared claim
 * @param rules none: there is a script
 * @param language ending of the script that counts, where there are two of this name
 * @param enabled false: it is kept, checked and tested, and no login runs it
 */
public record MappingSettings(
    List<String> scopes,
    int order,
    Map<String, Shape> declares,
    Map<String, Merge> merge,
    Map<String, ClaimDefault> defaults,
    OnFailure onFailure,
    LimitSettings limits,
    List<Rule> rules,
    Optional<String> language,
    boolean enabled) {
  public MappingSettings {
    scopes = List.copyOf(scopes);
    declares = Collections.unmodifiableMap(new LinkedHashMap<>(declares));
    merge = Map.copyOf(merge);
    defaults = Collections.unmodifiableMap(new LinkedHashMap<>(defaults));
    rules = List.copyOf(rules);
  }

  boolean hasRules() {
    return !rules.isEmpty();
  }

  MappingSettings switchedOn() {
    return new MappingSettings(
        scopes, order, declares, merge, defaults, onFailure, limits, rules, language, true);
  }
}
