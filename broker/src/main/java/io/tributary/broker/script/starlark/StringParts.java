package io.tributary.broker.script.starlark;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;

/** Methods that take texts apart. */
final class StringParts {
  static final Map<String, Native> ALL =
      Native.table(
          Native.of("strip", "chars?", (run, self, a) -> strip(run, self, a, true, true, "strip")),
          Native.of(
              "lstrip", "chars?", (run, self, a) -> strip(run, self, a, true, false, "lstrip")),
          Native.of(
              "rstrip", "chars?", (run, self, a) -> strip(run, self, a, false, true, "rstrip")),
          Native.of("partition", "sep", (run, self, a) -> partition(run, self, a, false)),
          Native.of("rpartition", "sep", (run, self, a) -> partition(run, self, a, true)),
          Native.of("split", "sep? maxsplit?", (run, self, a) -> split(run, self, a, false)),
          Native.of("rsplit", "sep? maxsplit?", (run, self, a) -> split(run, self, a, true)),
          Native.of("splitlines", "keepends?", StringParts::lines),
          Native.of("elems", "", (run, self, a) -> new Elements(self)));

  private StringParts() {}

  private static Object strip(
      Run run, Object self, Object[] a, boolean left, boolean right, String function) {
    String text = (String) self;
    String cut = Take.text(a[0], function, "chars", null);
    run.meter().text(text.length());
    IntPredicate removed = Chars::isSpace;
    if (cut != null) {
      run.meter().reserve(64L * cut.length());
      run.meter().read(cut.length() * 4L);
      Set<Integer> points = cut.codePoints().boxed().collect(Collectors.toSet());
      removed = points::contains;
    }
    int start = 0;
    int end = text.length();
    while (left && start < end && removed.test(text.codePointAt(start))) {
      start += Character.charCount(text.codePointAt(start));
    }
    while (right && end > start && removed.test(text.codePointBefore(end))) {
      end -= Character.charCount(text.codePointBefore(end));
    }
    return text.substring(start, end);
  }

  private static Object partition(Run run, Object self, Object[] a, boolean last) {
    String text = (String) self;
    String function = last ? "rpartition" : "partition";
    String mark = Take.text(a[0], function, "sep");
    if (mark.isEmpty()) {
      throw StarError.value(function + ": empty separator");
    }
    int found =
        last
            ? Search.last(run, text, mark, 0, text.length())
            : Search.first(run, text, mark, 0, text.length());
    run.meter().text(text.length());
    if (found < 0) {
      return last ? StarTuple.of("", "", text) : StarTuple.of(text, "", "");
    }
    return StarTuple.of(text.substring(0, found), mark, text.substring(found + mark.length()));
  }

  private static Object split(Run run, Object self, Object[] a, boolean last) {
    String text = (String) self;
    String function = last ? "rsplit" : "split";
    String mark = Take.text(a[0], function, "sep", null);
    int most = Take.number(a[1], function, "maxsplit", -1);
    int splits = most < 0 ? Integer.MAX_VALUE : most;
    if (mark != null && mark.isEmpty()) {
      throw StarError.value(function + ": empty separator");
    }
    run.meter().text(text.length());
    List<Object> parts = mark == null ? new ArrayList<>() : null;
    if (mark == null) {
      if (last) {
        wordsFromEnd(run, text, splits, parts);
      } else {
        words(run, text, splits, parts);
      }
    } else {
      parts = last ? fromEnd(run, text, mark, splits) : fromStart(run, text, mark, splits);
    }
    return new StarList(parts.toArray());
  }

  private static void part(Run run, List<Object> parts, String text, int start, int end) {
    run.meter().step();
    run.meter().reserve(48L + end - start);
    parts.add(text.substring(start, end));
  }

  private static List<Object> fromStart(Run run, String text, String mark, int splits) {
    List<Object> parts = new ArrayList<>();
    int at = 0;
    while (parts.size() < splits) {
      int found = Search.first(run, text, mark, at, text.length());
      if (found < 0) {
        break;
      }
      part(run, parts, text, at, found);
      at = found + mark.length();
    }
    part(run, parts, text, at, text.length());
    return parts;
  }

  private static List<Object> fromEnd(Run run, String text, String mark, int splits) {
    List<Object> parts = new ArrayList<>();
    int end = text.length();
    while (parts.size() < splits) {
      int found = Search.last(run, text, mark, 0, end);
      if (found < 0) {
        break;
      }
      part(run, parts, text, found + mark.length(), end);
      end = found;
    }
    part(run, parts, text, 0, end);
    Collections.reverse(parts);
    return parts;
  }

  private static void words(Run run, String text, int splits, List<Object> parts) {
    int at = skip(text, 0, true);
    while (at < text.length()) {
      if (parts.size() == splits) {
        // What is left keeps its white space at the end, as Python's does.
        part(run, parts, text, at, text.length());
        return;
      }
      int end = skip(text, at, false);
      part(run, parts, text, at, end);
      at = skip(text, end, true);
    }
  }

  private static int skip(String text, int from, boolean space) {
    int at = from;
    while (at < text.length() && Chars.isSpace(text.charAt(at)) == space) {
      at++;
    }
    return at;
  }

  private static void wordsFromEnd(Run run, String text, int splits, List<Object> parts) {
    int end = skipBack(text, text.length(), true);
    while (end > 0) {
      if (parts.size() == splits) {
        part(run, parts, text, 0, end);
        break;
      }
      int start = skipBack(text, end, false);
      part(run, parts, text, start, end);
      end = skipBack(text, start, true);
    }
    Collections.reverse(parts);
  }

  private static int skipBack(String text, int from, boolean space) {
    int at = from;
    while (at > 0 && Chars.isSpace(text.charAt(at - 1)) == space) {
      at--;
    }
    return at;
  }

  private static Object lines(Run run, Object self, Object[] a) {
    String text = (String) self;
    boolean keep = Take.flag(run, a[0], "splitlines", "keepends");
    run.meter().text(text.length());
    List<Object> lines = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      int end = at;
      while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
        end++;
      }
      int next = end;
      if (next < text.length()) {
        next += text.startsWith("\r\n", next) ? 2 : 1;
      }
      part(run, lines, text, at, keep ? next : end);
      at = next;
    }
    return new StarList(lines.toArray());
  }
}
