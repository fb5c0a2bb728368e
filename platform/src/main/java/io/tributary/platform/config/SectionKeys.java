package io.tributary.platform.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** The keys of one mapping and which of them were asked for. */
final class SectionKeys {
  /**
   * A key and its value.
   *
   * @param place of the key
   */
  record Entry(Place place, Node value) {}

  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private final Set<String> asked = new TreeSet<>();

  /** Reads the keys; a key that stands twice or is no text is a problem. */
  static SectionKeys of(List<NodeTuple> tuples, String path, Problems problems) {
    SectionKeys keys = new SectionKeys();
    for (NodeTuple tuple : tuples) {
      Place place = Place.of(tuple.getKeyNode());
      Optional<String> key = key(tuple.getKeyNode());
      if (key.isEmpty()) {
        problems.note(place, path, "a key must be a word");
        continue;
      }
      Entry first = keys.entries.putIfAbsent(key.get(), new Entry(place, tuple.getValueNode()));
      if (first != null) {
        String message = "is given twice; first in line " + first.place().line();
        problems.note(place, child(path, key.get()), message);
      }
    }
    return keys;
  }

  static SectionKeys of(Node node, String path, Problems problems) {
    return of(((MappingNode) node).getValue(), path, problems);
  }

  private static Optional<String> key(Node node) {
    return switch (node.getNodeId()) {
      case scalar -> Optional.of(((ScalarNode) node).getValue()).filter(key -> !key.isEmpty());
      default -> Optional.empty();
    };
  }

  static String child(String path, String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  Optional<Entry> ask(String key) {
    asked.add(key);
    return Optional.ofNullable(entries.get(key));
  }

  Optional<Place> place(String key) {
    return Optional.ofNullable(entries.get(key)).map(Entry::place);
  }

  Map<String, Entry> all() {
    return entries;
  }

  /** Every key that nobody asked for is a problem: a misspelt limit must not start anyway. */
  void refuseUnknown(String path, Problems problems) {
    entries.forEach(
        (key, entry) -> {
          if (!asked.contains(key)) {
            problems.note(
                entry.place(),
                child(path, key),
                "there is no such setting" + Suggestions.suffix(key, asked));
          }
        });
  }
}
