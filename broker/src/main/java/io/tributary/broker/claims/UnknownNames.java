package io.tributary.broker.claims;

import io.tributary.broker.mapping.LintFinding;
import io.tributary.broker.mapping.Mapping;
import io.tributary.broker.script.ScriptRooms;
import io.tributary.broker.script.UnknownName;
import io.tributary.platform.config.Suggestions;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What lint says of names that nothing defines: the script fails for whoever leads it there. */
final class UnknownNames {
  private UnknownNames() {}

  static List<LintFinding> of(ScriptRooms rooms, Mapping mapping) {
    return mapping.settings().rules().isEmpty()
        ? rooms.of(mapping.language()).unknownNames(mapping.script()).stream()
            .map(unknown -> finding(mapping, unknown))
            .toList()
        : List.of();
  }

  private static LintFinding finding(Mapping mapping, UnknownName unknown) {
    String why =
        unknown.declaredElsewhere()
            ? "; it is declared in another block or function only"
            : near(unknown.name(), unknown.known());
    return new LintFinding(
        mapping.source().scriptFile(),
        unknown.line(),
        unknown.column(),
        "unknown_name",
        "nothing is named " + unknown.name() + " here" + why);
  }

  /** A single letter is near to every other. */
  static String near(String name, Set<String> known) {
    return name.length() < 2
        ? ""
        : Suggestions.suffix(
            name, known.stream().filter(each -> each.length() > 1).collect(Collectors.toSet()));
  }
}
