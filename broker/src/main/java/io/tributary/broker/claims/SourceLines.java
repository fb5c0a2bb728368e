package io.tributary.broker.claims;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Lines of a script on which a name stands. A rough reading, good enough to lead an author there:
 * it takes what follows {@code //} or {@code #} for a comment.
 */
final class SourceLines {
  private static final Pattern RETURN = Pattern.compile("\\breturn\\b");

  private final List<String> lines;

  SourceLines(String source, boolean python) {
    String comment = python ? "#" : "//";
    this.lines =
        source.lines().map(line -> line.contains(comment) ? cut(line, comment) : line).toList();
  }

  private static String cut(String line, String comment) {
    return line.substring(0, line.indexOf(comment));
  }

  /** The first line that reads the name, of an object or by destructuring; 0 when there is none. */
  int ofName(String name) {
    String quoted = Pattern.quote(name) + "(?![\\w$])";
    List<Integer> found = with(Pattern.compile("[.'\"{,]\\s*" + quoted));
    return found.isEmpty() ? 0 : found.get(0);
  }

  /** The only line that gives a member of the result, else the only one that returns; or 0. */
  int ofMember(String name) {
    List<Integer> found =
        name.isEmpty()
            ? List.of()
            : with(Pattern.compile("(?<![\\w$.])[\"']?" + Pattern.quote(name) + "[\"']?\\s*:"));
    List<Integer> lines = found.isEmpty() ? with(RETURN) : found;
    return lines.size() == 1 ? lines.get(0) : 0;
  }

  private List<Integer> with(Pattern pattern) {
    return IntStream.range(0, lines.size())
        .filter(at -> pattern.matcher(lines.get(at)).find())
        .mapToObj(at -> at + 1)
        .toList();
  }
}
