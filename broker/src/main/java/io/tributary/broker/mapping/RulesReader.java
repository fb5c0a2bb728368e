package io.tributary.broker.mapping;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Reads {@code rules:}.
 *
 * <pre>
 * rules:
 *   - claim: department       # what the rule makes
 *     rename: dept            # the provider's name of it
 *   - claim: tenant
 *     constant: acme
 *   - claim: groups
 *     table: {netbox_admin: superusers, netbox_staff: [staff, all]}
 *     others: keep            # or drop
 *   - claim: groups
 *     allow: [net-*, superusers]   # or deny; * at the end: any ending
 *   - claim: cost_center
 *     from: department
 *     regex: '^([0-9]+)-'
 *     replace: 'CC$1'
 *     upstream: okta          # only for logins through it; a list: through any of them
 *     client: inventory</pre>
 */
final class RulesReader {
  private static final List<String> VERBS =
      List.of("rename", "constant", "regex", "table", "allow", "deny");
  private static final List<String> KEYS =
      List.of(
          "claim",
          "rename",
          "constant",
          "regex",
          "table",
          "allow",
          "deny",
          "from",
          "replace",
          "others",
          "upstream",
          "client");

  private final YamlPage page;
  private final Map<String, Shape> declares;
  private final RulePatterns patterns;

  RulesReader(YamlPage page, Map<String, Shape> declares, RulePatterns patterns) {
    this.page = page;
    this.declares = declares;
    this.patterns = patterns;
  }

  List<Rule> read(Node node) {
    if (!(node instanceof SequenceNode list)) {
      page.problem(node, "rules", "is not a list of rules");
      return List.of();
    }
    if (list.getValue().isEmpty()) {
      page.problem(node, "rules", "is empty; write a rule, or a script beside the settings");
    }
    List<Rule> rules = new ArrayList<>();
    int index = 0;
    for (Node each : list.getValue()) {
      rule(each, "rules[" + index++ + "]").ifPresent(rules::add);
    }
    return rules;
  }

  private Optional<Rule> rule(Node node, String path) {
    Map<String, Node> entries = page.entries(node, path);
    page.onlyKnown(entries, path, KEYS);
    List<String> verbs = VERBS.stream().filter(entries::containsKey).toList();
    if (verbs.size() != 1) {
      page.problem(
          node,
          path,
          (verbs.isEmpty() ? "does nothing" : "does " + String.join(" and ", verbs) + " at once")
              + "; write one of "
              + String.join(", ", VERBS));
      return Optional.empty();
    }
    String verb = verbs.get(0);
    Optional<String> claim = claim(node, entries.get("claim"), path);
    unfitting(entries, verb, path);
    Optional<RuleVerb> act = claim.flatMap(name -> verb(verb, entries, path, declares.get(name)));
    return claim.flatMap(
        name ->
            act.map(
                read ->
                    new Rule(
                        name,
                        from(entries, name, path),
                        read,
                        texts(entries.get("upstream"), path + ".upstream"),
                        texts(entries.get("client"), path + ".client"),
                        node.getStartMark().getLine() + 1)));
  }

  private Optional<String> claim(Node rule, Node node, String path) {
    if (node == null) {
      page.problem(rule, path + ".claim", "is missing; name the claim that the rule makes");
      return Optional.empty();
    }
    String name = page.text(node, path + ".claim");
    if (!name.isEmpty() && !declares.containsKey(name)) {
      page.problem(
          node,
          path + ".claim",
          "is not declared; " + YamlPage.oneOf(name, declares.keySet()) + ", or declare it");
      return Optional.empty();
    }
    return Optional.of(name).filter(text -> !text.isEmpty());
  }

  /** Settings that the verb would not look at are mistakes. */
  private void unfitting(Map<String, Node> entries, String verb, String path) {
    Map<String, List<String>> of =
        Map.of(
            "replace", List.of("regex"),
            "others", List.of("regex", "table"),
            "from", List.of("regex", "table", "allow", "deny"));
    of.forEach(
        (key, verbs) -> {
          if (entries.containsKey(key) && !verbs.contains(verb)) {
            page.problem(
                entries.get(key), path + "." + key, "says nothing to " + verb + "; remove it");
          }
        });
  }

  private String from(Map<String, Node> entries, String claim, String path) {
    Node rename = entries.get("rename");
    if (rename != null) {
      return page.text(rename, path + ".rename");
    }
    Node from = entries.get("from");
    return from == null ? claim : page.text(from, path + ".from");
  }

  private Optional<RuleVerb> verb(
      String verb, Map<String, Node> entries, String path, Shape shape) {
    Node node = entries.get(verb);
    String at = path + "." + verb;
    boolean ofNames = shape == Shape.TEXTS;
    if (!ofNames && List.of("table", "allow", "deny").contains(verb)) {
      page.problem(node, at, "works on lists of text only");
      return Optional.empty();
    }
    return Optional.of(
        switch (verb) {
          case "rename" -> new RuleVerb.Rename();
          case "constant" -> constant(node, at, shape);
          case "regex" -> regex(entries, path, at);
          case "table" -> new RuleVerb.Table(table(node, at), keepOthers(entries, path, true));
          default -> new RuleVerb.Filter(patterns(node, at), verb.equals("allow"));
        });
  }

  private RuleVerb constant(Node node, String at, Shape shape) {
    Object value = page.value(node, at);
    if (value != null && !shape.accepts(value)) {
      page.problem(node, at, "is not of the declared shape: " + shape.wire());
    }
    return new RuleVerb.Constant(value);
  }

  private RuleVerb regex(Map<String, Node> entries, String path, String at) {
    Node replace = entries.get("replace");
    String pattern = page.text(entries.get("regex"), at);
    patterns
        .mistake(pattern)
        .ifPresent(why -> page.problem(entries.get("regex"), at, "cannot be read: " + why));
    return new RuleVerb.Regex(
        pattern,
        Optional.ofNullable(replace).map(node -> page.scalar(node, path + ".replace")),
        keepOthers(entries, path, false));
  }

  private boolean keepOthers(Map<String, Node> entries, String path, boolean otherwise) {
    Node node = entries.get("others");
    if (node == null) {
      return otherwise;
    }
    String word = page.text(node, path + ".others");
    if (!List.of("keep", "drop").contains(word)) {
      page.problem(node, path + ".others", YamlPage.oneOf(word, List.of("keep", "drop")));
    }
    return word.equals("keep");
  }

  private Map<String, List<String>> table(Node node, String at) {
    Map<String, List<String>> table = new LinkedHashMap<>();
    page.entries(node, at).forEach((name, value) -> table.put(name, texts(value, at + "." + name)));
    if (table.isEmpty()) {
      page.problem(node, at, "is empty");
    }
    return table;
  }

  private List<String> patterns(Node node, String at) {
    List<String> patterns = texts(node, at);
    for (String pattern : patterns) {
      int star = pattern.indexOf('*');
      if (star >= 0 && star < pattern.length() - 1) {
        page.problem(
            node, at, "'" + pattern + "': * may stand at the end only; write a regex rule");
      }
    }
    if (patterns.isEmpty()) {
      page.problem(node, at, "is empty; name what is meant");
    }
    return patterns;
  }

  private List<String> texts(Node node, String path) {
    List<String> texts = new ArrayList<>();
    if (node instanceof SequenceNode list) {
      list.getValue().forEach(each -> texts.add(page.text(each, path)));
    } else if (node != null) {
      texts.add(page.text(node, path));
    }
    texts.removeIf(String::isEmpty);
    return texts;
  }
}
