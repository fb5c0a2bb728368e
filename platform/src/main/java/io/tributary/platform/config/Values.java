package io.tributary.platform.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeId;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Text out of nodes, with variables expanded.
 *
 * @param environment the variables
 */
record Values(Map<String, String> environment) {
  /** From a node to a value. */
  @FunctionalInterface
  interface FromNode<T> {
    T convert(Node node) throws UnreadableValue;
  }

  /** Nothing written after the key, or {@code null}. */
  static boolean isBlank(Node node) {
    return node.getTag().equals(Tag.NULL);
  }

  /** The text as written: {@code no}, {@code 1e3} and {@code 2026-01-01} stay what they are. */
  String scalar(Node node) throws UnreadableValue {
    if (node.getNodeId() != NodeId.scalar) {
      throw new UnreadableValue(
          node.getNodeId() == NodeId.sequence
              ? "must be a single value, not a list"
              : "must be a single value, not a mapping (put text with ': ' or '{' in quotes)");
    }
    if (isBlank(node)) {
      throw new UnreadableValue("has no value; give one or leave the key out");
    }
    return Expansion.expand(((ScalarNode) node).getValue(), environment);
  }

  List<String> texts(Node node) throws UnreadableValue {
    if (node.getNodeId() != NodeId.sequence) {
      return List.of(Scalars.text(scalar(node)));
    }
    List<String> texts = new ArrayList<>();
    for (Node item : ((SequenceNode) node).getValue()) {
      try {
        texts.add(Scalars.text(scalar(item)));
      } catch (UnreadableValue e) {
        throw new UnreadableValue("entry " + (texts.size() + 1) + " " + e.getMessage());
      }
    }
    return List.copyOf(texts);
  }
}
