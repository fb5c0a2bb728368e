package io.tributary.broker.mapping;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names that the tables of {@code groups.map(list, table)} are asked for, where a table is
 * written as an object or a {@code Map}, there or as a constant. A rough reading, good enough for
 * advice. Names in quotes are known already as texts before a colon.
 */
final class GroupTables {
  private static final Pattern MAP = Pattern.compile("(?<![\\w$.])groups\\s*\\.\\s*map\\s*\\(");
  private static final Pattern NAME = Pattern.compile("[A-Za-z_$][\\w$]*");
  private static final Pattern NEW_MAP = Pattern.compile("new\\s+Map\\s*\\(\\s*\\[");

  /** What a provider calls something else than groups. */
  private static final Pattern OTHERS = Pattern.compile("claims\\s*\\.\\s*(?!\\w*groups)\\w+.*");

  /** Calls of a script, and names of its tables: for each the script is read. */
  private static final int MOST = 50;

  private static final int MOST_NAMES = 500;

  private final ScriptWords words;

  /** Without what stands in texts and comments. */
  private final String code;

  private final List<ScriptWords.Word> names = new ArrayList<>();
  private final Set<Integer> texts = new HashSet<>();

  private GroupTables(ScriptWords words) {
    this.words = words;
    this.code = words.code();
  }

  static GroupTables of(ScriptWords words) {
    GroupTables tables = new GroupTables(words);
    MAP.matcher(tables.code).results().limit(MOST).forEach(call -> tables.call(call.end()));
    return tables;
  }

  /** Names that stand without quotes. */
  List<ScriptWords.Word> names() {
    return names;
  }

  /** Whether a text is the first of a pair in a {@code Map}. */
  boolean isName(ScriptWords.Word text) {
    return texts.contains(text.at());
  }

  private void call(int arguments) {
    int comma = next(arguments, ',');
    if (comma < 0 || OTHERS.matcher(code.substring(arguments, comma).strip()).matches()) {
      return;
    }
    int second = skipBlanks(comma + 1);
    Matcher name = NAME.matcher(code).region(second, code.length());
    if (name.lookingAt() && !name.group().equals("new")) {
      Pattern constant =
          Pattern.compile("(?<![\\w$.])" + Pattern.quote(name.group()) + "\\s*=(?!=)\\s*");
      constant.matcher(code).results().limit(1).forEach(found -> table(found.end()));
    } else {
      table(second);
    }
  }

  private void table(int begin) {
    Matcher pairs = NEW_MAP.matcher(code).region(begin, code.length());
    if (pairs.lookingAt()) {
      each(pairs.end(), this::pair);
    } else if (begin < code.length() && code.charAt(begin) == '{') {
      each(begin + 1, this::member);
    }
  }

  /** One part between the commas of a list or object. */
  private interface Part {
    void at(int begin);
  }

  private void each(int begin, Part part) {
    for (int at = begin; at >= 0; ) {
      part.at(skipBlanks(at));
      int comma = next(at, ',');
      at = comma < 0 ? -1 : comma + 1;
    }
  }

  private void member(int at) {
    Matcher name = NAME.matcher(code).region(at, code.length());
    boolean named = name.lookingAt() && code.startsWith(":", skipBlanks(name.end()));
    if (named && names.size() < MOST_NAMES) {
      names.add(words.name(at, name.end()));
    }
  }

  private void pair(int at) {
    if (code.startsWith("[", at)) {
      texts.add(skipBlanks(at + 1));
    }
  }

  /** The next sign outside of the brackets that open from here on; -1 when they close before. */
  private int next(int from, char sign) {
    int depth = 0;
    for (int at = from; at < code.length(); at++) {
      char here = code.charAt(at);
      if (depth == 0 && here == sign) {
        return at;
      }
      depth += "([{".indexOf(here) >= 0 ? 1 : ")]}".indexOf(here) >= 0 ? -1 : 0;
      if (depth < 0) {
        return -1;
      }
    }
    return -1;
  }

  private int skipBlanks(int from) {
    int at = from;
    while (at < code.length() && Character.isWhitespace(code.charAt(at))) {
      at++;
    }
    return at;
  }
}
