package io.tributary.broker.mapping;

import io.tributary.platform.config.ConfigProblem;
import io.tributary.platform.config.Suggestions;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * The settings beside a script.
 *
 * <pre>
 * scope: roles              # or a list: any of them turns the mapping on
 * order: 100                # runs by order, then by name
 * declares:                 # every claim that it may return, with its shape
 *   groups: list of text
 * merge:                    # replace (default), union, append
 *   groups: replace
 * on_failure: deny          # or skip</pre>
 *
 * <p>Read here and not by {@code platform.config}, whose sections have known names: here the names
 * are claims. Nothing is expanded: a mapping reads the same everywhere.
 */
record MappingSettings(
    List<String> scopes,
    int order,
    Map<String, Shape> declares,
    Map<String, Merge> merge,
    OnFailure onFailure) {
  private static final List<String> KEYS =
      List.of("scope", "order", "declares", "merge", "on_failure");

  /** Adds to the problems and returns nothing when there are any. */
  static Optional<MappingSettings> read(Path file, String yaml, List<ConfigProblem> problems) {
    Reader reader = new Reader(file.toString(), problems);
    int before = problems.size();
    Optional<MappingSettings> settings = reader.parse(yaml).map(reader::settings);
    return problems.size() == before ? settings : Optional.empty();
  }

  private record Reader(String file, List<ConfigProblem> problems) {
    Optional<MappingNode> parse(String yaml) {
      try {
        Node root = new Yaml(new LoaderOptions()).compose(new StringReader(yaml));
        if (root instanceof MappingNode mapping) {
          return Optional.of(mapping);
        }
        problems.add(
            new ConfigProblem(file, 1, 1, "", "the settings are empty; name scope and declares"));
      } catch (MarkedYAMLException broken) {
        int line = broken.getProblemMark() == null ? 0 : broken.getProblemMark().getLine() + 1;
        int column = broken.getProblemMark() == null ? 0 : broken.getProblemMark().getColumn() + 1;
        problems.add(new ConfigProblem(file, line, column, "", broken.getProblem()));
      } catch (YAMLException broken) {
        problems.add(new ConfigProblem(file, 0, 0, "", "the file is not YAML"));
      }
      return Optional.empty();
    }

    MappingSettings settings(MappingNode root) {
      Map<String, Node> entries = entries(root, "");
      entries.forEach(
          (key, node) -> {
            if (!KEYS.contains(key)) {
              problem(node, key, "there is no such setting; " + oneOf(key, KEYS));
            }
          });
      Map<String, Shape> declares = declares(root, entries.get("declares"));
      return new MappingSettings(
          scopes(root, entries.get("scope")),
          order(entries.get("order")),
          declares,
          merge(entries.get("merge"), declares),
          onFailure(entries.get("on_failure")));
    }

    private List<String> scopes(MappingNode root, Node node) {
      List<String> scopes = new ArrayList<>();
      if (node instanceof SequenceNode list) {
        list.getValue().forEach(each -> scopes.add(text(each, "scope")));
      } else if (node != null) {
        scopes.add(text(node, "scope"));
      }
      if (scopes.isEmpty()) {
        problem(root, "scope", "is missing; name the scope that turns the mapping on");
      }
      scopes.removeIf(String::isEmpty);
      return scopes;
    }

    private int order(Node node) {
      if (node == null) {
        return 100;
      }
      String text = text(node, "order");
      if (!text.matches("[0-9]{1,6}")) {
        problem(node, "order", "is not a whole number from 0 to 999999");
        return 0;
      }
      return Integer.parseInt(text);
    }

    private Map<String, Shape> declares(MappingNode root, Node node) {
      Map<String, Shape> declares = new LinkedHashMap<>();
      if (node == null) {
        problem(root, "declares", "is missing; name every claim that the script may return");
        return declares;
      }
      entries(node, "declares")
          .forEach(
              (claim, value) -> {
                String path = "declares." + claim;
                String wire = text(value, path);
                ReservedClaims.reason(claim).ifPresent(why -> problem(value, path, why));
                Optional<Shape> shape = Shape.of(wire);
                if (shape.isEmpty()) {
                  problem(value, path, "is no shape; " + oneOf(wire, Shape.wires()));
                } else if (ReservedClaims.isRights(claim) && shape.get() != Shape.TEXTS) {
                  problem(value, path, "is always a list of text");
                }
                declares.put(claim, shape.orElse(Shape.TEXT));
              });
      return declares;
    }

    private Map<String, Merge> merge(Node node, Map<String, Shape> declares) {
      Map<String, Merge> merge = new LinkedHashMap<>();
      if (node == null) {
        return merge;
      }
      entries(node, "merge")
          .forEach(
              (claim, value) -> {
                String path = "merge." + claim;
                String wire = text(value, path);
                Optional<Merge> mode = Merge.of(wire);
                Shape shape = declares.get(claim);
                if (mode.isEmpty()) {
                  problem(value, path, "is no merge mode; " + oneOf(wire, Merge.wires()));
                } else if (shape == null) {
                  problem(value, path, "is not declared; add it under declares");
                } else if (mode.get() != Merge.REPLACE && !shape.isMergeable()) {
                  problem(value, path, "only lists and objects can be merged; write replace");
                }
                merge.put(claim, mode.orElse(Merge.REPLACE));
              });
      return merge;
    }

    private OnFailure onFailure(Node node) {
      if (node == null) {
        return OnFailure.DENY;
      }
      String wire = text(node, "on_failure");
      Optional<OnFailure> policy = OnFailure.of(wire);
      if (policy.isEmpty()) {
        problem(node, "on_failure", "is no policy; " + oneOf(wire, OnFailure.wires()));
      }
      return policy.orElse(OnFailure.DENY);
    }

    private Map<String, Node> entries(Node node, String path) {
      Map<String, Node> entries = new LinkedHashMap<>();
      if (!(node instanceof MappingNode mapping)) {
        problem(node, path, "is not a list of names and values");
        return entries;
      }
      for (NodeTuple tuple : mapping.getValue()) {
        String key = text(tuple.getKeyNode(), path);
        if (entries.put(key, tuple.getValueNode()) != null) {
          problem(tuple.getKeyNode(), path.isEmpty() ? key : path + "." + key, "is there twice");
        }
      }
      return entries;
    }

    private String text(Node node, String path) {
      if (node instanceof ScalarNode scalar && !scalar.getValue().isBlank()) {
        return scalar.getValue();
      }
      problem(node, path, "is not a text");
      return "";
    }

    private void problem(Node node, String path, String message) {
      problems.add(
          new ConfigProblem(
              file,
              node.getStartMark().getLine() + 1,
              node.getStartMark().getColumn() + 1,
              path,
              message));
    }

    private static String oneOf(String given, List<String> known) {
      return "write one of " + String.join(", ", known) + Suggestions.suffix(given, known);
    }
  }
}
