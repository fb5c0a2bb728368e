package io.tributary.broker.mapping;

import io.tributary.platform.config.Suggestions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What can be said of a mapping by reading it. What needs a run stands in {@code claims}. */
public final class MappingLint {
  private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} _.:/@-]{2,62}");
  private static final Pattern IN_PROSE = Pattern.compile("[\\w:-]++");
  private static final Pattern JOINED = Pattern.compile("[_:-]");

  /** More than this nobody reads; each is compared with every name that is known. */
  static final int MOST = 100;

  /** A mapping is run for each of them. */
  static final int MOST_NAMED = 16;

  /** Of one comment, and of the code: each is compared with each. */
  private static final int MOST_WORDS = 200;

  /** Before a text that is compared with a group: {@code ===}, {@code in}, {@code has(} … */
  private static final Pattern COMPARED_BEFORE =
      Pattern.compile(
          ".*(===?|!==?|\\bcase|\\bincludes\\(|\\bhas\\(|\\bindexOf\\(|name=|_member\\([^,()]*,)$");

  private static final Pattern COMPARED_AFTER = Pattern.compile("(===?|!==?|(not )?in\\b).*");

  private final Mapping mapping;
  private final Set<String> seen;
  private final List<LintFinding> findings = new ArrayList<>();

  private MappingLint(Mapping mapping, Set<String> seen) {
    this.mapping = mapping;
    this.seen = seen;
  }

  /**
   * Reads a mapping that compiles.
   *
   * @param seen names of groups that people have had; none: nothing is said of unseen ones
   */
  public static List<LintFinding> of(Mapping mapping, Set<String> seen) {
    MappingLint lint = new MappingLint(mapping, seen);
    if (mapping.hasRules()) {
      lint.rules();
    } else {
      lint.script();
    }
    return lint.findings;
  }

  /** The groups that a script names, as far as reading it tells; at most {@link #MOST_NAMED}. */
  public static List<String> namedGroups(Mapping mapping) {
    MappingSource source = mapping.source();
    ScriptWords words = new ScriptWords(source.script(), source.language().equals("py"));
    GroupTables tables = GroupTables.of(words);
    return Stream.concat(
            words.literals().stream().filter(word -> isCompared(word) || tables.isName(word)),
            tables.names().stream())
        .map(ScriptWords.Word::text)
        .filter(name -> !name.isBlank() && !mapping.declares().containsKey(name))
        .distinct()
        .limit(MOST_NAMED)
        .toList();
  }

  private void script() {
    MappingSource source = mapping.source();
    ScriptWords words = new ScriptWords(source.script(), source.language().equals("py"));
    GroupTables tables = GroupTables.of(words);
    Set<String> literals = new HashSet<>();
    Set<String> made = new HashSet<>();
    for (ScriptWords.Word word : words.literals()) {
      literals.add(word.text());
      boolean compared = isCompared(word) || tables.isName(word);
      if (!compared || mapping.declares().containsKey(word.text())) {
        made.add(word.text());
      }
    }
    for (ScriptWords.Word word : words.literals()) {
      if (isPrefix(word)) {
        unseenPrefix(source.scriptFile(), word.line(), word.column(), word.text());
      } else if (NAME.matcher(word.text()).matches() && !made.contains(word.text())) {
        // A name that the mapping makes itself may be compared with later.
        unseen(source.scriptFile(), word.line(), word.column(), word.text());
      }
    }
    tables.names().stream()
        .filter(name -> !made.contains(name.text()))
        .forEach(name -> unseen(source.scriptFile(), name.line(), name.column(), name.text()));
    tables.names().forEach(name -> literals.add(name.text()));
    literals.removeIf(text -> !NAME.matcher(text).matches());
    if (literals.size() <= MOST_WORDS) {
      words.comments().stream().limit(MOST_WORDS).forEach(comment -> prose(comment, literals));
    }
  }

  private static boolean isPrefix(ScriptWords.Word word) {
    return word.before().endsWith("startsWith(") || word.before().endsWith("startswith(");
  }

  private static boolean isCompared(ScriptWords.Word word) {
    boolean key = word.after().startsWith(":") && !word.before().endsWith("?");
    return isPrefix(word)
        || (!word.before().contains("typeof")
            && (key
                || COMPARED_BEFORE.matcher(word.before()).matches()
                || COMPARED_AFTER.matcher(word.after()).matches()));
  }

  /** The words of the author's own explanation beside the names in the code. */
  private void prose(ScriptWords.Word comment, Set<String> literals) {
    IN_PROSE
        .matcher(comment.text())
        .results()
        .map(found -> found.group())
        .filter(word -> JOINED.matcher(word.substring(0, word.length() - 1)).find())
        .filter(word -> !literals.contains(word))
        .distinct()
        .limit(MOST_WORDS)
        .forEach(
            word ->
                near(word, literals)
                    .ifPresent(
                        name ->
                            add(
                                mapping.source().scriptFile(),
                                comment.line(),
                                comment.column(),
                                LintFinding.Kind.NEAR_MISS,
                                "the comment says " + word + " and the code '" + name + "'")));
  }

  private void unseen(String file, int line, int column, String name) {
    if (findings.size() < MOST && !seen.isEmpty() && !seen.contains(name)) {
      String why =
          near(name, seen)
              .map(near -> "; did you mean '" + near + "'?")
              .orElse(", so this never matches");
      add(
          file,
          line,
          column,
          LintFinding.Kind.UNSEEN_GROUP,
          "no group ever seen is named '" + name + "'" + why);
    }
  }

  private void unseenPrefix(String file, int line, int column, String prefix) {
    if (findings.size() < MOST
        && !seen.isEmpty()
        && seen.stream().noneMatch(name -> name.startsWith(prefix))) {
      add(
          file,
          line,
          column,
          LintFinding.Kind.UNSEEN_GROUP,
          "no group ever seen begins with '" + prefix + "', so this never matches");
    }
  }

  private static Optional<String> near(String word, Set<String> known) {
    // The words of our own messages are not looked at, only whether there was one.
    String suffix = Suggestions.suffix(word, known);
    return suffix.isEmpty()
        ? Optional.empty()
        : Optional.of(suffix.substring(suffix.indexOf('\'') + 1, suffix.lastIndexOf('\'')));
  }

  private void rules() {
    List<Rule> rules = mapping.settings().rules();
    for (int index = 0; index < rules.size(); index++) {
      Rule rule = rules.get(index);
      RuleUse.madeBefore(rules, index).ifPresent(made -> names(rule, made));
      RuleUse.overwritten(rules, index)
          .or(() -> RuleUse.neverReached(rules, rule))
          .ifPresent(
              why ->
                  add(
                      mapping.source().settingsFile(),
                      rule.line(),
                      1,
                      LintFinding.Kind.UNUSED_RULE,
                      "this rule changes nothing: " + why));
      if (rule.verb() instanceof RuleVerb.Table table
          && !table.keepOthers()
          && mapping.mergeOf(rule.claim()) == Merge.REPLACE) {
        add(
            mapping.source().settingsFile(),
            rule.line(),
            1,
            LintFinding.Kind.POSSIBLE_LOSS,
            "every name that is not in the table is lost from "
                + rule.claim()
                + "; write others: keep where that is not meant");
      }
    }
  }

  /**
   * Says which names of a rule nobody has.
   *
   * @param made names that an earlier rule gives: the rule finds them although no group is so named
   */
  private void names(Rule rule, Set<String> made) {
    if (!rule.from().equals("groups")) {
      return;
    }
    String file = mapping.source().settingsFile();
    if (rule.verb() instanceof RuleVerb.Table table) {
      table.names().keySet().stream()
          .filter(name -> !made.contains(name))
          .forEach(name -> unseen(file, rule.line(), 1, name));
    } else if (rule.verb() instanceof RuleVerb.Filter filter) {
      for (String pattern : filter.patterns()) {
        if (RuleVerb.Filter.isPrefix(pattern)) {
          String prefix = RuleVerb.Filter.prefix(pattern);
          if (made.stream().noneMatch(name -> name.startsWith(prefix))) {
            unseenPrefix(file, rule.line(), 1, prefix);
          }
        } else if (!made.contains(pattern)) {
          unseen(file, rule.line(), 1, pattern);
        }
      }
    }
  }

  private void add(String file, int line, int column, LintFinding.Kind kind, String message) {
    findings.add(new LintFinding(file, line, column, kind, message));
  }
}
