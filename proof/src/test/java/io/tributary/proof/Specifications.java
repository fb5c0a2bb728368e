package io.tributary.proof;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The specifications and their sections that tests may name, in the order of the list. */
record Specifications(List<Specification> all) {
  /**
   * @param sections what each section asks, by its number
   */
  record Specification(String name, String title, String address, Map<String, String> sections) {}

  static Specifications read(List<String> lines) {
    Map<String, Specification> found = new LinkedHashMap<>();
    Specification current = null;
    for (String line : lines) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      String[] cells = line.strip().split("\\s*\\|\\s*", -1);
      if (line.startsWith(" ")) {
        if (current == null || cells.length != 2) {
          throw new IllegalArgumentException("not a section: " + line);
        }
        if (current.sections().put(cells[0], cells[1]) != null) {
          throw new IllegalArgumentException("twice: " + current.name() + "-" + cells[0]);
        }
      } else {
        current = new Specification(cells[0], cells[1], cells[2], new LinkedHashMap<>());
        if (found.put(cells[0], current) != null) {
          throw new IllegalArgumentException("twice: " + cells[0]);
        }
      }
    }
    return new Specifications(List.copyOf(found.values()));
  }

  /** Whether {@code OIDCC-3.1.2.1} is in the list. */
  boolean knows(String reference) {
    int hyphen = reference.lastIndexOf('-');
    return hyphen > 0
        && all.stream()
            .filter(each -> each.name().equals(reference.substring(0, hyphen)))
            .anyMatch(each -> each.sections().containsKey(reference.substring(hyphen + 1)));
  }
}
