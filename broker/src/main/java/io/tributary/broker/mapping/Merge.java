package io.tributary.broker.mapping;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** How the claim that a mapping returns meets the claim as it stood before. */
public enum Merge {
  /** The mapping's value stands alone. */
  REPLACE,
  /** Lists: every value once, older first. Objects: the mapping's members win. */
  UNION,
  /**
   * As authentik merges scope mappings: lists one after the other, objects member by member and
   * downwards, anything else replaced.
   */
  APPEND;

  public static Optional<Merge> of(String wire) {
    return Arrays.stream(values()).filter(mode -> mode.wire().equals(wire)).findFirst();
  }

  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  static List<String> wires() {
    return Arrays.stream(values()).map(Merge::wire).toList();
  }

  /** The merged value; a value that is absent before counts as not there. */
  public Object apply(Object before, Object added) {
    if (before instanceof Collection<?> older && added instanceof Collection<?> newer) {
      return lists(older, newer);
    }
    if (before instanceof Map<?, ?> older && added instanceof Map<?, ?> newer) {
      return objects(older, newer);
    }
    // Where nothing stood before, the mapping's own list may still have a value twice.
    return this == UNION && added instanceof Collection<?> list ? once(list) : added;
  }

  private static List<Object> once(Collection<?> list) {
    return List.copyOf(new LinkedHashSet<>(list));
  }

  private Object lists(Collection<?> before, Collection<?> added) {
    List<Object> both = new ArrayList<>(before);
    both.addAll(added);
    return switch (this) {
      case REPLACE -> added;
      case UNION -> once(both);
      case APPEND -> both;
    };
  }

  private Object objects(Map<?, ?> before, Map<?, ?> added) {
    if (this == REPLACE) {
      return added;
    }
    Map<Object, Object> both = new LinkedHashMap<>(before);
    added.forEach(
        (name, value) ->
            both.put(name, this == APPEND ? APPEND.apply(both.get(name), value) : value));
    return both;
  }
}
