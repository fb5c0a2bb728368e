package io.tributary.broker.mapping;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** YAML as JSON values. An alias within itself, or one that multiplies, ends at a limit. */
final class YamlValues {
  private static final int DEEPEST = 32;
  private static final int MOST = 10_000;

  private final YamlPage page;
  private int depth;
  private int count;

  YamlValues(YamlPage page) {
    this.page = page;
  }

  Object of(Node node, String path) {
    if (++count > MOST || depth > DEEPEST) {
      if (count == MOST + 1 || depth == DEEPEST + 1) {
        page.problem(node, path, "is too large or nested too deeply");
        count = MOST + 1;
      }
      return null;
    }
    depth++;
    try {
      if (node instanceof MappingNode) {
        return object(node, path);
      }
      if (node instanceof SequenceNode list) {
        List<Object> values = new ArrayList<>();
        list.getValue().forEach(each -> values.add(of(each, path + "[" + values.size() + "]")));
        return values;
      }
      return scalar((ScalarNode) node, path);
    } finally {
      depth--;
    }
  }

  private Map<String, Object> object(Node node, String path) {
    Map<String, Object> values = new LinkedHashMap<>();
    page.entries(node, path).forEach((key, value) -> values.put(key, of(value, path + "." + key)));
    return values;
  }

  private Object scalar(ScalarNode node, String path) {
    String text = node.getValue();
    Tag tag = node.getTag();
    if (tag.equals(Tag.NULL)) {
      return null;
    }
    if (tag.equals(Tag.BOOL)) {
      return List.of("true", "yes", "on").contains(text.toLowerCase(java.util.Locale.ROOT));
    }
    try {
      if (tag.equals(Tag.INT)) {
        return Long.decode(text.replace("_", ""));
      }
      if (tag.equals(Tag.FLOAT)) {
        return finite(text.replace("_", ""));
      }
    } catch (NumberFormatException noneOfJson) {
      page.problem(node, path, "is no number that JSON has; put it in quotes");
    }
    return text;
  }

  /** Java makes an infinity of what is too large. */
  private static Double finite(String text) {
    Double number = Double.valueOf(text);
    if (number.isInfinite() || number.isNaN()) {
      throw new NumberFormatException(text);
    }
    return number;
  }
}
