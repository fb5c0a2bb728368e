package io.tributary.broker.mapping;

import io.tributary.platform.config.ConfigProblem;
import io.tributary.platform.config.Suggestions;
import java.io.StringReader;
import java.util.Collection;
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

/**
 * One YAML text of a mapping, read node by node, so that each problem has its line.
 *
 * <p>Read here and not by {@code platform.config}, whose sections have known names: here the names
 * are claims. Nothing is expanded: a mapping reads the same everywhere.
 */
record YamlPage(String file, List<ConfigProblem> problems) {

  /** The outermost node; adds a problem when there is none. */
  Optional<MappingNode> root(String yaml, String whenEmpty) {
    try {
      Node root = new Yaml(new LoaderOptions()).compose(new StringReader(yaml));
      if (root instanceof MappingNode mapping) {
        return Optional.of(mapping);
      }
      problems.add(new ConfigProblem(file, 1, 1, "", whenEmpty));
    } catch (MarkedYAMLException broken) {
      int line = broken.getProblemMark() == null ? 0 : broken.getProblemMark().getLine() + 1;
      int column = broken.getProblemMark() == null ? 0 : broken.getProblemMark().getColumn() + 1;
      problems.add(new ConfigProblem(file, line, column, "", broken.getProblem()));
    } catch (YAMLException broken) {
      problems.add(new ConfigProblem(file, 0, 0, "", "the file is not YAML"));
    }
    return Optional.empty();
  }

  /** Names and their values, in the written order. */
  Map<String, Node> entries(Node node, String path) {
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

  /** Refuses every name that is not known. */
  void onlyKnown(Map<String, Node> entries, String path, List<String> known) {
    entries.forEach(
        (key, node) -> {
          if (!known.contains(key)) {
            String whole = path.isEmpty() ? key : path + "." + key;
            problem(node, whole, "there is no such setting; " + oneOf(key, known));
          }
        });
  }

  /** A text that may be empty. */
  String scalar(Node node, String path) {
    if (node instanceof ScalarNode scalar) {
      return scalar.getValue();
    }
    problem(node, path, "is not a text");
    return "";
  }

  /**
   * Any value: text, {@code Long}, {@code Double}, boolean, list, map with texts as names, or
   * {@code null}. Dates stay texts, as they are in JSON.
   */
  Object value(Node node, String path) {
    return new YamlValues(this).of(node, path);
  }

  String text(Node node, String path) {
    if (node instanceof ScalarNode scalar && !scalar.getValue().isBlank()) {
      return scalar.getValue();
    }
    problem(node, path, "is not a text");
    return "";
  }

  void problem(Node node, String path, String message) {
    problems.add(
        new ConfigProblem(
            file,
            node.getStartMark().getLine() + 1,
            node.getStartMark().getColumn() + 1,
            path,
            message));
  }

  static String oneOf(String given, Collection<String> known) {
    return "write one of " + String.join(", ", known) + Suggestions.suffix(given, known);
  }
}
