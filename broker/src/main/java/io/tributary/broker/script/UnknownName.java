package io.tributary.broker.script;

import io.tributary.platform.config.Suggestions;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A name in a script that nothing defines: the script fails where it comes to it.
 *
 * @param line from 1
 * @param column from 1
 * @param declaredElsewhere whether the script declares it, where this place cannot see it
 * @param known the names that can be seen from there
 */
public record UnknownName(
    String name, int line, int column, boolean declaredElsewhere, Set<String> known) {

  /** What was probably meant, in words; empty where no name is near. */
  public String meant() {
    if (declaredElsewhere) {
      return "it is declared in another block or function only";
    }
    // A single letter is near to every other.
    Set<String> longer =
        known.stream().filter(each -> each.length() > 1).collect(Collectors.toSet());
    String suffix = name.length() < 2 ? "" : Suggestions.suffix(name, longer);
    return suffix.isEmpty() ? "" : suffix.substring("; ".length());
  }
}
