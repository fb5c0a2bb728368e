package io.tributary.broker.mapping;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a rule does with a claim. */
public sealed interface RuleVerb {
  /**
   * One statement of the script.
   *
   * @param claim name of the claim that is made, as a literal
   * @param current expression of what it is made of
   */
  String javascript(String claim, String current);

  /** As the author calls it. */
  String word();

  /** Whether all that it makes is its own, whatever stood in the claim that it reads. */
  default boolean isMaker() {
    return false;
  }

  /** Names that stand in the claim because of it; empty: nobody can list them. */
  default Optional<Set<String>> makes() {
    return Optional.empty();
  }

  /** Thrown on the rule's own line, which the failure then names. */
  private static String checked(String current, String check, String wanted) {
    return String.format(
        "{ const value = %s; if (!(%s)) throw new TypeError('it is made of something that is not"
            + " %s');",
        current, check, wanted);
  }

  /** Takes the provider's claim as it is. */
  record Rename() implements RuleVerb {
    @Override
    public String word() {
      return "rename";
    }

    @Override
    public boolean isMaker() {
      return true;
    }

    @Override
    public String javascript(String claim, String current) {
      return "rename(" + claim + ", " + current + ");";
    }
  }

  /** A value that is always the same. */
  record Constant(Object value) implements RuleVerb {
    @Override
    public String word() {
      return "constant";
    }

    @Override
    public Optional<Set<String>> makes() {
      Collection<?> all = value instanceof Collection<?> list ? list : List.of(value);
      return Optional.of(all.stream().map(String::valueOf).collect(Collectors.toSet()));
    }

    @Override
    public boolean isMaker() {
      return true;
    }

    @Override
    public String javascript(String claim, String current) {
      return "out.set(" + claim + ", " + JavaScriptLiteral.of(value) + ");";
    }
  }

  /**
   * What an expression finds.
   *
   * @param replace with {@code $1} and the like; absent: the first group, else the whole match
   * @param keepOthers elements of a list that do not match
   */
  record Regex(String pattern, Optional<String> replace, boolean keepOthers) implements RuleVerb {
    @Override
    public String word() {
      return "regex";
    }

    @Override
    public String javascript(String claim, String current) {
      return String.format(
          "%s match(%s, value, %s, %s, %s); }",
          checked(current, "typeof value === 'string' || names(value)", "text or a list of text"),
          claim,
          JavaScriptLiteral.of(pattern),
          JavaScriptLiteral.of(replace.orElse(null)),
          keepOthers);
    }
  }

  /**
   * Names that stand for other names.
   *
   * @param names each with those that take its place
   * @param keepOthers names that are not in the table
   */
  record Table(Map<String, List<String>> names, boolean keepOthers) implements RuleVerb {
    public Table {
      names = new LinkedHashMap<>(names);
    }

    @Override
    public String word() {
      return "table";
    }

    @Override
    public Optional<Set<String>> makes() {
      return Optional.of(names.values().stream().flatMap(List::stream).collect(Collectors.toSet()));
    }

    @Override
    public String javascript(String claim, String current) {
      List<Object> pairs = new ArrayList<>();
      names.forEach((name, others) -> pairs.add(List.of(name, others)));
      return String.format(
          "%s table(%s, value, new Map(%s), %s); }",
          checked(current, "names(value)", "a list of text"),
          claim,
          JavaScriptLiteral.of(pairs),
          keepOthers);
    }
  }

  /**
   * Keeps or drops the names of a list.
   *
   * @param patterns names, or beginnings of names with {@code *} at their end
   * @param keep whether those that fit are kept, or the others
   */
  record Filter(List<String> patterns, boolean keep) implements RuleVerb {
    public Filter {
      patterns = List.copyOf(patterns);
    }

    @Override
    public String word() {
      return keep ? "allow" : "deny";
    }

    @Override
    public Optional<Set<String>> makes() {
      return Optional.of(Set.of());
    }

    @Override
    public String javascript(String claim, String current) {
      return String.format(
          "%s filter(%s, value, %s, %s, %s); }",
          checked(current, "names(value)", "a list of text"),
          claim,
          JavaScriptLiteral.of(patterns.stream().filter(each -> !isPrefix(each)).toList()),
          JavaScriptLiteral.of(
              patterns.stream().filter(Filter::isPrefix).map(Filter::prefix).toList()),
          keep);
    }

    /** Whether a name is one of them. */
    boolean fits(String name) {
      return patterns.stream()
          .anyMatch(each -> isPrefix(each) ? name.startsWith(prefix(each)) : each.equals(name));
    }

    static boolean isPrefix(String pattern) {
      return pattern.endsWith("*");
    }

    static String prefix(String pattern) {
      return pattern.substring(0, pattern.length() - 1);
    }
  }
}
