package io.tributary.broker.script.starlark;

import io.tributary.broker.script.LetterCase;
import java.util.HashMap;
import java.util.Map;

/** The methods of texts that spec.md has. */
final class StringMethods {
  static final Map<String, Native> ALL = all();

  private StringMethods() {}

  private static Map<String, Native> all() {
    Map<String, Native> all = new HashMap<>(searching());
    all.putAll(asking());
    all.putAll(changing());
    all.putAll(StringParts.ALL);
    return Map.copyOf(all);
  }

  private static Map<String, Native> searching() {
    return Native.table(
        Native.of("count", "sub start? end?", StringMethods::count),
        Native.of("find", "sub start? end?", (run, self, a) -> (long) find(run, self, a, false)),
        Native.of("rfind", "sub start? end?", (run, self, a) -> (long) find(run, self, a, true)),
        Native.of("index", "sub start? end?", (run, self, a) -> index(run, self, a, false)),
        Native.of("rindex", "sub start? end?", (run, self, a) -> index(run, self, a, true)),
        Native.of(
            "startswith", "prefix start? end?", (run, self, a) -> ends(run, self, a, "startswith")),
        Native.of(
            "endswith", "suffix start? end?", (run, self, a) -> ends(run, self, a, "endswith")));
  }

  private static Map<String, Native> asking() {
    return Native.table(
        Native.of(
            "isalnum",
            "",
            (run, self, a) -> Chars.all(run, (String) self, Character::isLetterOrDigit)),
        Native.of(
            "isalpha", "", (run, self, a) -> Chars.all(run, (String) self, Character::isLetter)),
        Native.of(
            "isdigit", "", (run, self, a) -> Chars.all(run, (String) self, Character::isDigit)),
        Native.of("isspace", "", (run, self, a) -> Chars.all(run, (String) self, Chars::isSpace)),
        Native.of(
            "islower",
            "",
            (run, self, a) ->
                Chars.isCase(
                    run,
                    (String) self,
                    point -> Character.isUpperCase(point) || Character.isTitleCase(point))),
        Native.of(
            "isupper",
            "",
            (run, self, a) ->
                Chars.isCase(
                    run,
                    (String) self,
                    point -> Character.isLowerCase(point) || Character.isTitleCase(point))),
        Native.of("istitle", "", (run, self, a) -> Chars.isTitle(run, (String) self)));
  }

  private static Map<String, Native> changing() {
    return Native.table(
        Native.of("capitalize", "", (run, self, a) -> Chars.capitalized(run, (String) self)),
        Native.of("title", "", (run, self, a) -> Chars.title(run, (String) self)),
        Native.of(
            "lower",
            "",
            (run, self, a) -> {
              run.meter().text(((String) self).length());
              String lower = LetterCase.lower((String) self);
              run.meter().text(lower.length());
              return lower;
            }),
        Native.of(
            "upper",
            "",
            (run, self, a) -> {
              run.meter().text(((String) self).length());
              String upper = LetterCase.upper((String) self);
              run.meter().text(upper.length());
              return upper;
            }),
        Native.of("removeprefix", "prefix", StringMethods::removePrefix),
        Native.of("removesuffix", "suffix", StringMethods::removeSuffix),
        Native.of("replace", "old new count?=", StringMethods::replace),
        Native.of("join", "iterable", StringMethods::join),
        Native.open(
            "format",
            (run, self, arguments) -> new BraceFormat(run, (String) self, arguments).text()));
  }

  private static Object count(Run run, Object self, Object[] a) {
    String text = (String) self;
    String part = Take.text(a[0], "count", "sub");
    int[] range = Slice.range(a[1], a[2], text.length());
    return (long) Search.count(run, text, part, range[0], range[1]);
  }

  private static int find(Run run, Object self, Object[] a, boolean last) {
    String text = (String) self;
    String part = Take.text(a[0], last ? "rfind" : "find", "sub");
    int[] range = Slice.range(a[1], a[2], text.length());
    return last
        ? Search.last(run, text, part, range[0], range[1])
        : Search.first(run, text, part, range[0], range[1]);
  }

  private static Object index(Run run, Object self, Object[] a, boolean last) {
    int found = find(run, self, a, last);
    if (found < 0) {
      throw StarError.value("substring not found: " + Printer.repr(run, a[0]));
    }
    return (long) found;
  }

  private static Object ends(Run run, Object self, Object[] a, String function) {
    String text = (String) self;
    int[] range = Slice.range(a[1], a[2], text.length());
    boolean start = function.equals("startswith");
    if (a[0] instanceof StarTuple several) {
      for (Object each : several.elements()) {
        if (!(each instanceof String part)) {
          throw StarError.type(
              function + ": want string, got " + Type.name(each) + ", for element of tuple");
        }
        if (hasEnd(run, text, part, range, start)) {
          return true;
        }
      }
      return false;
    }
    if (!(a[0] instanceof String part)) {
      throw Take.wrong(a[0], function, start ? "prefix" : "suffix", "string or tuple of strings");
    }
    return hasEnd(run, text, part, range, start);
  }

  private static boolean hasEnd(Run run, String text, String part, int[] range, boolean start) {
    run.meter().step();
    run.meter().read(part.length());
    int place = start ? range[0] : range[1] - part.length();
    return range[1] - range[0] >= part.length() && text.startsWith(part, place);
  }

  private static Object removePrefix(Run run, Object self, Object[] a) {
    String text = (String) self;
    String part = Take.text(a[0], "removeprefix", "prefix");
    run.meter().text(text.length());
    return text.startsWith(part) ? text.substring(part.length()) : text;
  }

  private static Object removeSuffix(Run run, Object self, Object[] a) {
    String text = (String) self;
    String part = Take.text(a[0], "removesuffix", "suffix");
    run.meter().text(text.length());
    return text.endsWith(part) ? text.substring(0, text.length() - part.length()) : text;
  }

  private static Object replace(Run run, Object self, Object[] a) {
    String text = (String) self;
    String old = Take.text(a[0], "replace", "old");
    String put = Take.text(a[1], "replace", "new");
    int most = a[2] == null ? -1 : Take.number(a[2], "replace", "count");
    long found = Search.count(run, text, old, 0, text.length());
    long times = most < 0 ? found : Math.min(found, most);
    run.meter().text(text.length() + times * (put.length() - (long) old.length()));
    StringBuilder out = new StringBuilder();
    int at = 0;
    for (long done = 0; done < times; done++) {
      if (old.isEmpty()) {
        out.append(put);
        if (at < text.length()) {
          out.append(text.charAt(at++));
        }
      } else {
        int next = Search.first(run, text, old, at, text.length());
        out.append(text, at, next).append(put);
        at = next + old.length();
      }
    }
    return out.append(text, at, text.length()).toString();
  }

  private static Object join(Run run, Object self, Object[] a) {
    Printer out = new Printer(run);
    Walk walk = Iterables.walk(run, a[0]);
    try {
      int index = 0;
      for (Object next = walk.next(); next != null; next = walk.next()) {
        run.meter().step();
        if (!(next instanceof String part)) {
          throw StarError.type(
              "join: in list, want string, got "
                  + Type.name(next)
                  + " (at index "
                  + index
                  + ": expected string for sequence element "
                  + index
                  + ", got "
                  + Type.name(next)
                  + ")");
        }
        if (index++ > 0) {
          out.put((String) self);
        }
        out.put(part);
      }
    } finally {
      walk.close();
    }
    return out.text();
  }
}
