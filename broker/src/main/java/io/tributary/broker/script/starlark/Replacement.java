package io.tributary.broker.script.starlark;

import java.util.regex.Matcher;

/** Puts a text in place of what a regular expression finds, as Python's {@code re.sub} does. */
final class Replacement {
  private final Run run;
  private final Patterns.Regex regex;
  private final String put;

  /**
   * @param put with {@code \1}, {@code \g<1>} and {@code \g<name>} for what groups found
   */
  Replacement(Run run, Patterns.Regex regex, String put) {
    this.run = run;
    this.regex = regex;
    this.put = put;
  }

  String in(String text) {
    Matcher matcher = regex.matcher(run, text);
    Printer out = new Printer(run);
    int at = 0;
    while (matcher.find()) {
      run.meter().step();
      out.put(text.substring(at, matcher.start()));
      append(out, text, matcher);
      at = matcher.end();
    }
    return out.put(text.substring(at)).text();
  }

  private void append(Printer out, String text, Matcher matcher) {
    int at = 0;
    while (at < put.length()) {
      char c = put.charAt(at++);
      if (c != '\\' || at == put.length()) {
        out.put(c);
        continue;
      }
      char escape = put.charAt(at++);
      if (escape >= '0' && escape <= '9') {
        int number = escape - '0';
        if (at < put.length() && put.charAt(at) >= '0' && put.charAt(at) <= '9') {
          number = number * 10 + put.charAt(at++) - '0';
        }
        group(out, text, matcher, number);
      } else if (escape == 'g' && at < put.length() && put.charAt(at) == '<') {
        int close = put.indexOf('>', at);
        if (close < 0) {
          throw StarError.value("regex_replace: missing > in repl");
        }
        group(out, text, matcher, number(put.substring(at + 1, close)));
        at = close + 1;
      } else {
        other(out, escape);
      }
    }
  }

  private static void other(Printer out, char escape) {
    switch (escape) {
      case 'n' -> out.put('\n');
      case 'r' -> out.put('\r');
      case 't' -> out.put('\t');
      case '\\' -> out.put('\\');
      default -> {
        if (escape < 128 && Character.isLetter(escape)) {
          throw StarError.value("regex_replace: bad escape \\" + escape + " in repl");
        }
        out.put('\\').put(escape);
      }
    }
  }

  private int number(String name) {
    Integer named = regex.names().get(name);
    if (named != null) {
      return named;
    }
    if (name.isEmpty() || name.length() > 3 || !name.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw StarError.index("regex_replace: unknown group name in repl");
    }
    return Integer.parseInt(name);
  }

  private void group(Printer out, String text, Matcher matcher, int number) {
    if (number > matcher.groupCount()) {
      throw StarError.value("regex_replace: invalid group reference " + number);
    }
    if (matcher.start(number) >= 0) {
      out.put(text.substring(matcher.start(number), matcher.end(number)));
    }
  }
}
