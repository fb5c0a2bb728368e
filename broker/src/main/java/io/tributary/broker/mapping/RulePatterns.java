package io.tributary.broker.mapping;

import io.tributary.broker.script.ScriptLanguage;
import io.tributary.broker.script.ScriptSyntax;
import io.tributary.broker.script.ScriptText;
import java.util.List;
import java.util.Optional;

/** Whether the expressions of rules can be read, asked of the engine that they will run in. */
final class RulePatterns {
  private final Optional<ScriptLanguage> engine;

  /** With the engine of rules among them; without it there are no rules either. */
  RulePatterns(List<ScriptLanguage> languages) {
    this.engine =
        languages.stream()
            .filter(known -> known.extension().equals(RuleScript.LANGUAGE))
            .findFirst();
  }

  /**
   * What is wrong with it, as the engine says it. A class without its end is wrong too (ECMAScript
   * 2015 §21.2.1), of which the engine would make something at a login.
   */
  Optional<String> mistake(String pattern) {
    return engine.flatMap(known -> mistake(known, pattern));
  }

  private static Optional<String> mistake(ScriptLanguage engine, String pattern) {
    if (endsInBackslash(pattern)) {
      return Optional.of("Trailing \\ in regular expression.");
    }
    String body = "return /" + literal(pattern) + "/;";
    try {
      engine.check(new ScriptText("regex", ScriptParameters.RULES, body));
      return Optional.empty();
    } catch (ScriptSyntax wrong) {
      return Optional.of(wrong.getMessage());
    }
  }

  /**
   * The literal that means the same (ECMAScript 2015 §21.2.3.2.4, EscapeRegExpPattern): read and
   * compiled with the script, never run, and nothing of the pattern stands outside of it.
   */
  private static String literal(String pattern) {
    if (pattern.isEmpty() || pattern.startsWith("*")) {
      // As it is, it would begin a comment.
      return "(?:" + escaped(pattern) + ")";
    }
    return escaped(pattern);
  }

  private static String escaped(String pattern) {
    StringBuilder out = new StringBuilder();
    boolean escaped = false;
    for (int index = 0; index < pattern.length(); index++) {
      char c = pattern.charAt(index);
      String written = written(c);
      // An escaped line end is one; an escaped slash needs no second backslash.
      out.append(escaped && written.length() > 1 ? written.substring(1) : written);
      escaped = c == '\\' && !escaped;
    }
    return out.toString();
  }

  /** It escapes nothing; in a literal it would take the slash that ends it. */
  private static boolean endsInBackslash(String pattern) {
    int last = pattern.length();
    while (last > 0 && pattern.charAt(last - 1) == '\\') {
      last--;
    }
    return (pattern.length() - last) % 2 == 1;
  }

  private static String written(char c) {
    return switch (c) {
      case '/' -> "\\/";
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\u2028' -> "\\u2028";
      case '\u2029' -> "\\u2029";
      default -> String.valueOf(c);
    };
  }
}
