package io.tributary.broker.mapping;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;

/**
 * Reads {@code defaults:}.
 *
 * <pre>
 * defaults:
 *   department:               # a declared claim
 *     from: dept              # the provider's claim; the same name where nothing is said
 *     absent: keep            # keep, clear, deny, or {value: …}
 *     empty: {value: none}
 *     unfetched: deny         # deny, keep, or {value: …}</pre>
 */
final class DefaultsReader {
  private static final List<String> KEYS = List.of("from", "absent", "empty", "unfetched");

  private final YamlPage page;
  private final Map<String, Shape> declares;

  DefaultsReader(YamlPage page, Map<String, Shape> declares) {
    this.page = page;
    this.declares = declares;
  }

  Map<String, ClaimDefault> read(Node node) {
    Map<String, ClaimDefault> defaults = new LinkedHashMap<>();
    page.entries(node, "defaults")
        .forEach((claim, value) -> defaults.put(claim, of(claim, value, "defaults." + claim)));
    return defaults;
  }

  private ClaimDefault of(String claim, Node node, String path) {
    Map<String, Node> entries = page.entries(node, path);
    page.onlyKnown(entries, path, KEYS);
    if (!declares.containsKey(claim)) {
      page.problem(node, path, "is not declared; " + YamlPage.oneOf(claim, declares.keySet()));
    }
    Shape shape = declares.getOrDefault(claim, Shape.TEXT);
    Optional<Node> from = Optional.ofNullable(entries.get("from"));
    return new ClaimDefault(
        from.map(name -> page.text(name, path + ".from")).orElse(claim),
        fallback(entries.get("absent"), path + ".absent", shape),
        fallback(entries.get("empty"), path + ".empty", shape),
        unfetched(entries.get("unfetched"), path + ".unfetched", shape));
  }

  private Optional<Fallback> unfetched(Node node, String path, Shape shape) {
    Optional<Fallback> fallback = fallback(node, path, shape);
    if (fallback.isPresent() && fallback.get().kind() == Fallback.Kind.CLEAR) {
      page.problem(node, path, "would take not knowing for nothing; write deny, keep, or a value");
    }
    return fallback;
  }

  private Optional<Fallback> fallback(Node node, String path, Shape shape) {
    if (node == null) {
      return Optional.empty();
    }
    if (node instanceof MappingNode) {
      return Optional.of(value(node, path, shape));
    }
    String word = page.text(node, path);
    if (!Fallback.WORDS.contains(word)) {
      page.problem(
          node, path, YamlPage.oneOf(word, Fallback.WORDS) + ", or {value: …} for another");
      return Optional.empty();
    }
    return Optional.of(
        new Fallback(
            Fallback.Kind.valueOf(word.toUpperCase(java.util.Locale.ROOT)), Optional.empty()));
  }

  private Fallback value(Node node, String path, Shape shape) {
    Map<String, Node> entries = page.entries(node, path);
    page.onlyKnown(entries, path, List.of("value"));
    Node written = entries.get("value");
    Object value = written == null ? null : page.value(written, path + ".value");
    if (value == null || !shape.accepts(value)) {
      page.problem(node, path, "is not of the declared shape: " + shape.wire());
    }
    return new Fallback(Fallback.Kind.VALUE, Optional.ofNullable(value));
  }
}
