package io.tributary.broker.mapping;

import java.util.List;
import java.util.Set;

/**
 * Rules as a script, so that one engine runs everything under one set of limits. Each rule stands
 * on the line that it has in the settings, so that a failure names the author's line.
 */
final class RuleScript {
  /** The ending of the language that rules become. */
  static final String LANGUAGE = "js";

  /** Claims that are read as the normaliser made them, not as the provider wrote them. */
  static final Set<String> OF_THE_VOCABULARY =
      Set.of("sub", "preferred_username", "email", "email_verified", "name", "groups");

  private static final String BEFORE =
      String.join(
          " ",
          "const out = new Map();",
          "const none = value => value === undefined || value === null;",
          "const names = value =>",
          "none(value) || Array.isArray(value) && value.every(each => typeof each === 'string');",
          "const rename = (claim, value) => { if (value !== undefined) out.set(claim, value); };",
          "const table = (claim, value, by, keep) => { if (none(value)) return rename(claim, value);",
          "const made = [];",
          "for (const each of value) {",
          "if (by.has(each)) { for (const name of by.get(each)) made.push(name); }",
          "else if (keep) made.push(each); }",
          "out.set(claim, made); };",
          "const filter = (claim, value, whole, starts, keep) => {",
          "if (none(value)) return rename(claim, value);",
          "const fits = each => whole.includes(each) || starts.some(start => each.startsWith(start));",
          "out.set(claim, value.filter(each => fits(each) === keep)); };",
          "const found = (text, pattern, replace) => { const hit = regex(pattern, text);",
          "if (hit === null) return null;",
          "if (replace !== null) return regexReplace(pattern, text, replace);",
          "return hit.length > 1 ? hit[1] ?? '' : hit[0]; };",
          "const match = (claim, value, pattern, replace, keep) => {",
          "if (none(value)) return rename(claim, value);",
          "if (typeof value === 'string') {",
          "const hit = found(value, pattern, replace);",
          "if (hit !== null) out.set(claim, hit);",
          "else if (keep) out.set(claim, value); return; }",
          "const made = [];",
          "for (const each of value) {",
          "const hit = found(each, pattern, replace);",
          "if (hit !== null) made.push(hit); else if (keep) made.push(each); }",
          "out.set(claim, made); };");

  private RuleScript() {}

  static String of(List<Rule> rules) {
    StringBuilder script = new StringBuilder(BEFORE);
    int line = 1;
    int place = 1;
    for (Rule rule : rules) {
      for (; line < rule.line(); line++) {
        script.append('\n');
      }
      script.append(' ').append(rule.javascript(place++));
    }
    return script
        .append("\nconst result = {}; for (const [claim, value] of out) result[claim] = value;")
        .append(" return result;")
        .toString();
  }
}
