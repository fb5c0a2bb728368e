package io.tributary.broker.mapping;

import io.tributary.platform.config.ConfigProblem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Reads {@link MappingSettings}, and tells everything that is wrong with them at once. */
final class SettingsReader {
  private static final List<String> KEYS =
      List.of(
          "scope",
          "order",
          "declares",
          "merge",
          "defaults",
          "on_failure",
          "limits",
          "rules",
          "language",
          "enabled");

  private final YamlPage page;

  private final RulePatterns patterns;

  private SettingsReader(YamlPage page, RulePatterns patterns) {
    this.page = page;
    this.patterns = patterns;
  }

  /** Adds to the problems and returns nothing when there are any. */
  static Optional<MappingSettings> read(
      String file, String yaml, RulePatterns patterns, List<ConfigProblem> problems) {
    YamlPage page = new YamlPage(file, problems);
    int before = problems.size();
    Optional<MappingSettings> settings =
        page.root(yaml, "the settings are empty; name scope and declares")
            .map(new SettingsReader(page, patterns)::settings);
    return problems.size() == before ? settings : Optional.empty();
  }

  /** The setting {@code language} alone, of settings that may be wrong. */
  static Optional<String> language(String yaml) {
    YamlPage page = new YamlPage("", new ArrayList<>());
    return page.root(yaml, "")
        .map(root -> page.entries(root, "").get("language"))
        .map(node -> page.scalar(node, ""));
  }

  /**
   * Whether {@code enabled} says false, in settings that may be wrong. Lists ask it on event loops:
   * what cannot have such a key, which without the word takes an escape, is not parsed.
   */
  static boolean isSwitchedOff(String yaml) {
    if (!yaml.contains("enabled") && yaml.indexOf('\\') < 0) {
      return false;
    }
    YamlPage page = new YamlPage("", new ArrayList<>());
    return page.root(yaml, "")
        .map(root -> page.entries(root, "").get("enabled"))
        .map(node -> Boolean.FALSE.equals(page.value(node, "")))
        .orElse(false);
  }

  private MappingSettings settings(MappingNode root) {
    Map<String, Node> entries = page.entries(root, "");
    page.onlyKnown(entries, "", KEYS);
    Map<String, Shape> declares = declares(root, entries.get("declares"));
    return new MappingSettings(
        scopes(root, entries.get("scope")),
        order(entries.get("order")),
        declares,
        merge(entries.get("merge"), declares),
        defaults(entries.get("defaults"), declares),
        onFailure(entries.get("on_failure"), declares),
        limits(entries.get("limits")),
        rules(entries.get("rules"), declares),
        Optional.ofNullable(entries.get("language")).map(node -> page.text(node, "language")),
        enabled(entries.get("enabled")));
  }

  private List<String> scopes(MappingNode root, Node node) {
    List<String> scopes = new ArrayList<>();
    if (node instanceof SequenceNode list) {
      list.getValue().forEach(each -> scopes.add(page.text(each, "scope")));
    } else if (node != null) {
      scopes.add(page.text(node, "scope"));
    }
    if (scopes.isEmpty()) {
      page.problem(root, "scope", "is missing; name the scope that turns the mapping on");
    }
    scopes.removeIf(String::isEmpty);
    return scopes;
  }

  private int order(Node node) {
    if (node == null) {
      return 100;
    }
    String text = page.text(node, "order");
    if (!text.matches("[0-9]{1,6}")) {
      page.problem(node, "order", "is not a whole number from 0 to 999999");
      return 0;
    }
    return Integer.parseInt(text);
  }

  private Map<String, Shape> declares(MappingNode root, Node node) {
    Map<String, Shape> declares = new LinkedHashMap<>();
    if (node == null) {
      page.problem(root, "declares", "is missing; name every claim that the script may return");
      return declares;
    }
    page.entries(node, "declares")
        .forEach((claim, value) -> declares.put(claim, shape(claim, value)));
    return declares;
  }

  private Shape shape(String claim, Node value) {
    String path = "declares." + claim;
    String wire = page.text(value, path);
    ReservedClaims.reason(claim).ifPresent(why -> page.problem(value, path, why));
    Optional<Shape> shape = Shape.of(wire);
    if (shape.isEmpty()) {
      page.problem(value, path, "is no shape; " + YamlPage.oneOf(wire, Shape.wires()));
    } else if (ReservedClaims.isRights(claim) && shape.get() != Shape.TEXTS) {
      page.problem(value, path, "is always a list of text");
    }
    return shape.orElse(Shape.TEXT);
  }

  private Map<String, Merge> merge(Node node, Map<String, Shape> declares) {
    Map<String, Merge> merge = new LinkedHashMap<>();
    if (node != null) {
      page.entries(node, "merge")
          .forEach((claim, value) -> merge.put(claim, mergeOf(claim, value, declares.get(claim))));
    }
    return merge;
  }

  private Merge mergeOf(String claim, Node value, Shape shape) {
    String path = "merge." + claim;
    String wire = page.text(value, path);
    Optional<Merge> mode = Merge.of(wire);
    if (mode.isEmpty()) {
      page.problem(value, path, "is no merge mode; " + YamlPage.oneOf(wire, Merge.wires()));
    } else if (shape == null) {
      page.problem(value, path, "is not declared; add it under declares");
    } else if (mode.get() != Merge.REPLACE && !shape.isMergeable()) {
      page.problem(value, path, "only lists and objects can be merged; write replace");
    }
    return mode.orElse(Merge.REPLACE);
  }

  private Map<String, ClaimDefault> defaults(Node node, Map<String, Shape> declares) {
    return node == null ? Map.of() : new DefaultsReader(page, declares).read(node);
  }

  private LimitSettings limits(Node node) {
    return node == null ? LimitSettings.NONE : LimitSettings.read(page, node);
  }

  private boolean enabled(Node node) {
    if (node == null) {
      return true;
    }
    if (!(page.value(node, "enabled") instanceof Boolean on)) {
      page.problem(node, "enabled", "is neither true nor false");
      return true;
    }
    return on;
  }

  private List<Rule> rules(Node node, Map<String, Shape> declares) {
    return node == null ? List.of() : new RulesReader(page, declares, patterns).read(node);
  }

  private OnFailure onFailure(Node node, Map<String, Shape> declares) {
    if (node == null) {
      return OnFailure.DENY;
    }
    String wire = page.text(node, "on_failure");
    Optional<OnFailure> policy = OnFailure.of(wire);
    if (policy.isEmpty()) {
      page.problem(node, "on_failure", "is no policy; " + YamlPage.oneOf(wire, OnFailure.wires()));
    }
    if (policy.equals(Optional.of(OnFailure.KEEP))) {
      refuseHiddenRights(node, declares);
    }
    return policy.orElse(OnFailure.DENY);
  }

  /** A name of power can be seen in a text; one that became a boolean or number cannot. */
  private void refuseHiddenRights(Node node, Map<String, Shape> declares) {
    declares.forEach(
        (claim, shape) -> {
          if (shape != Shape.TEXT && shape != Shape.TEXTS) {
            page.problem(
                node,
                "on_failure",
                "keep is for texts and lists of text; " + claim + " may hide a right: write deny");
          }
        });
  }
}
