package io.tributary.broker.mapping;

import io.tributary.broker.script.Limits;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.Node;

/**
 * {@code limits:} of one mapping: what is written there counts instead of the broker's {@code
 * mapping_limits}.
 */
public record LimitSettings(
    Optional<Duration> time,
    Optional<Long> steps,
    Optional<Long> memory,
    Optional<Long> depth,
    Optional<Long> result) {
  public static final LimitSettings NONE =
      new LimitSettings(
          Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  private static final List<String> KEYS = List.of("time", "steps", "memory", "depth", "result");

  /** The limits of a mapping with these settings. */
  public Limits over(Limits defaults) {
    return new Limits(
        time.orElse(defaults.time()),
        steps.orElse(defaults.steps()),
        memory.orElse(defaults.bytes()),
        Math.toIntExact(depth.orElse((long) defaults.depth())),
        Math.toIntExact(result.orElse((long) defaults.resultBytes())));
  }

  static LimitSettings read(YamlPage page, Node node) {
    Map<String, Node> entries = page.entries(node, "limits");
    page.onlyKnown(entries, "limits", KEYS);
    Limits least = Limits.LEAST;
    Limits most = Limits.MOST;
    return new LimitSettings(
        time(page, entries.get("time"), least.time(), most.time()),
        whole(page, entries, "steps", least.steps(), most.steps()),
        whole(page, entries, "memory", least.bytes(), most.bytes()),
        whole(page, entries, "depth", least.depth(), most.depth()),
        whole(page, entries, "result", least.resultBytes(), most.resultBytes()));
  }

  private static Optional<Duration> time(YamlPage page, Node node, Duration least, Duration most) {
    if (node == null) {
      return Optional.empty();
    }
    String text = page.text(node, "limits.time");
    Optional<Duration> time = Optional.empty();
    if (text.matches("[0-9]{1,6}(ms|s)")) {
      long number = Long.parseLong(text.replaceAll("[^0-9]", ""));
      time =
          Optional.of(text.endsWith("ms") ? Duration.ofMillis(number) : Duration.ofSeconds(number));
    }
    if (time.isEmpty() || time.get().compareTo(least) < 0 || time.get().compareTo(most) > 0) {
      page.problem(
          node,
          "limits.time",
          "is not a time from "
              + least.toMillis()
              + "ms to "
              + most.toMillis()
              + "ms, such as 20ms");
    }
    return time;
  }

  private static Optional<Long> whole(
      YamlPage page, Map<String, Node> entries, String key, long least, long most) {
    Node node = entries.get(key);
    if (node == null) {
      return Optional.empty();
    }
    String text = page.text(node, "limits." + key).replace("_", "");
    Optional<Long> number =
        text.matches("[0-9]{1,15}") ? Optional.of(Long.parseLong(text)) : Optional.empty();
    if (number.isEmpty() || number.get() < least || number.get() > most) {
      page.problem(node, "limits." + key, "is not a whole number from " + least + " to " + most);
      return Optional.empty();
    }
    return number;
  }
}
