package io.tributary.broker.script.starlark;

import io.tributary.broker.script.LetterCase;

/** One condition of a query set: {@code name="staff"}, {@code name__startswith="net"}. */
final class Lookup {
  private Lookup() {}

  static boolean holds(Run run, StarThing row, String condition, Object wanted) {
    int mark = condition.lastIndexOf("__");
    String how = mark < 0 ? "" : condition.substring(mark + 2);
    return switch (StarRows.hasField(row, condition) ? "" : how) {
      case "exact",
          "in",
          "startswith",
          "endswith",
          "contains",
          "iexact",
          "istartswith",
          "iendswith",
          "icontains",
          "regex",
          "iregex",
          "isnull" ->
          asked(run, StarRows.field(run, row, condition.substring(0, mark)), how, wanted);
      default -> Compare.equal(run, StarRows.field(run, row, condition), wanted);
    };
  }

  private static boolean asked(Run run, Object value, String how, Object wanted) {
    return switch (how) {
      case "exact" -> Compare.equal(run, value, wanted);
      case "isnull" -> (value == None.NONE) == Compare.truth(wanted);
      case "in" -> Comparison.Sign.IN.holds(run, value, wanted);
      default ->
          value instanceof String text && text(run, text, how, Take.text(wanted, how, "value"));
    };
  }

  private static boolean text(Run run, String value, String how, String wanted) {
    run.meter().text(value.length());
    run.meter().text(wanted.length());
    boolean folded = how.startsWith("i") && !how.equals("iregex");
    String text = folded ? LetterCase.folded(value) : value;
    String part = folded ? LetterCase.folded(wanted) : wanted;
    return switch (how) {
      case "startswith", "istartswith" -> text.startsWith(part);
      case "endswith", "iendswith" -> text.endsWith(part);
      case "contains", "icontains" -> Search.first(run, text, part, 0, text.length()) >= 0;
      case "iexact" -> text.equals(part);
      case "regex" -> run.patterns().of(run, wanted, false).matcher(run, value).find();
      default -> run.patterns().of(run, wanted, true).matcher(run, value).find();
    };
  }
}
