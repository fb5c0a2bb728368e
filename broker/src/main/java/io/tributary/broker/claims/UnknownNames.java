package io.tributary.broker.claims;

import io.tributary.broker.mapping.LintFinding;
import io.tributary.broker.mapping.Mapping;
import io.tributary.broker.script.ScriptRooms;
import io.tributary.broker.script.UnknownName;
import java.util.List;

/** What lint says of names that nothing defines: the script fails for whoever leads it there. */
final class UnknownNames {
  private UnknownNames() {}

  static List<LintFinding> of(ScriptRooms rooms, Mapping mapping) {
    return mapping.hasRules()
        ? List.of()
        : rooms.of(mapping.language()).unknownNames(mapping.script()).stream()
            .map(unknown -> finding(mapping, unknown))
            .toList();
  }

  private static LintFinding finding(Mapping mapping, UnknownName unknown) {
    String meant = unknown.meant();
    return new LintFinding(
        mapping.source().scriptFile(),
        unknown.line(),
        unknown.column(),
        LintFinding.Kind.UNKNOWN_NAME,
        "nothing is named " + unknown.name() + " here" + (meant.isEmpty() ? "" : "; " + meant));
  }
}
