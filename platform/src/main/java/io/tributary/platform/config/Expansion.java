package io.tributary.platform.config;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Variables in texts: a name in braces after a dollar sign is the variable; {@code :-} and a text
 * after the name is what stands for it when it is unset or empty; a doubled dollar sign before the
 * brace is a plain one. What a variable holds is not expanded again.
 */
final class Expansion {
  private static final Pattern REFERENCE =
      Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)(:-([^}]*))?}");

  private Expansion() {}

  static String expand(String text, Map<String, String> environment) throws UnreadableValue {
    if (!text.contains("${")) {
      return text;
    }
    StringBuilder expanded = new StringBuilder();
    Matcher reference = REFERENCE.matcher(text);
    int at = 0;
    while (at < text.length()) {
      if (text.startsWith("$${", at)) {
        expanded.append("${");
        at += 3;
      } else if (text.startsWith("${", at)) {
        at = expandOne(reference, at, environment, expanded);
      } else {
        expanded.append(text.charAt(at++));
      }
    }
    return expanded.toString();
  }

  private static int expandOne(
      Matcher reference, int at, Map<String, String> environment, StringBuilder expanded)
      throws UnreadableValue {
    reference.region(at, reference.regionEnd());
    if (!reference.lookingAt()) {
      throw new UnreadableValue(
          "'${' begins no variable; write ${NAME} or ${NAME:-default}, or '$${' for the characters");
    }
    String value = environment.get(reference.group(1));
    String otherwise = reference.group(3);
    if (otherwise != null && otherwise.contains("${")) {
      throw new UnreadableValue("a default cannot name another variable");
    }
    if (value == null && otherwise == null) {
      throw new UnreadableValue(
          "the environment variable " + reference.group(1) + " is not set and has no default");
    }
    expanded.append(value == null || (value.isEmpty() && otherwise != null) ? otherwise : value);
    return reference.end();
  }
}
