package io.tributary.platform.config;

import io.tributary.platform.config.ReadSetting.State;
import io.tributary.platform.config.SectionKeys.Entry;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeId;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Reads one mapping of the node tree. */
final class SectionReader implements ConfigReader {
  /** Long enough for whatever length a secret is checked for; it is never used. */
  private static final String STAND_IN = "stand-in-for-a-value-that-could-not-be-read";

  private final Source source;
  private final String path;
  private final String name;
  private final Place place;
  private final SectionKeys keys;
  private final Values values;

  private SectionReader(Source source, String path, String name, Place place, SectionKeys keys) {
    this.source = source;
    this.path = path;
    this.name = name;
    this.place = place;
    this.keys = keys;
    this.values = new Values(source.environment());
  }

  static SectionReader root(Source source, Optional<Node> node) {
    Place start = new Place(1, 1);
    return node.map(root -> of(source, "", "", start, root))
        .orElseGet(() -> new SectionReader(source, "", "", start, new SectionKeys()));
  }

  /** A reader of a node; one that is no mapping is one problem and reads as stand-ins. */
  private static SectionReader of(Source source, String path, String name, Place at, Node node) {
    if (node.getNodeId() == NodeId.mapping) {
      SectionKeys keys = SectionKeys.of(node, path, source.problems());
      return new SectionReader(source, path, name, at, keys);
    }
    if (Values.isBlank(node)) {
      return new SectionReader(source, path, name, at, new SectionKeys());
    }
    source.problems().note(at, path, "must be a mapping of keys to values");
    return new SectionReader(source.muted(), path, name, at, new SectionKeys());
  }

  /**
   * Reads the section and then refuses the keys that nobody asked for. A record that refuses its
   * values (IllegalArgumentException) is a problem of the section.
   */
  <T> T read(Function<ConfigReader, T> read) {
    int before = source.problems().count();
    try {
      T value = read.apply(this);
      keys.refuseUnknown(path, source.problems());
      return value;
    } catch (UnreadableSection | IllegalArgumentException e) {
      keys.refuseUnknown(path, source.problems());
      if (source.problems().count() == before) {
        source.problems().note(place, path, String.valueOf(e.getMessage()));
      }
      throw path.isEmpty() ? source.problems().exception() : new UnreadableSection();
    }
  }

  @Override
  public Setting<String> text(String key) {
    return scalar(key, STAND_IN, Scalars::text);
  }

  @Override
  public Setting<Secret> secret(String key) {
    String fileKey = key + "_file";
    Optional<Entry> direct = keys.ask(key);
    Optional<Entry> file = keys.ask(fileKey);
    if (direct.isPresent() && file.isPresent()) {
      problem(fileKey, "stands beside " + key + "; give only one of them");
    }
    Secret standIn = new Secret(STAND_IN);
    if (direct.isEmpty() && file.isPresent()) {
      Conversion<Path> toPath = Scalars.path(source.folder());
      return scalar(fileKey, standIn, text -> SecretFile.read(toPath.convert(text)));
    }
    return direct.isEmpty()
        ? absent(key, standIn, "is required (or " + fileKey + ")")
        : scalar(key, standIn, text -> new Secret(Scalars.text(text)));
  }

  @Override
  public Setting<Integer> integer(String key, int least, int most) {
    return scalar(key, least, Scalars.integer(least, most));
  }

  @Override
  public Setting<Boolean> flag(String key) {
    return scalar(key, false, Scalars::flag);
  }

  @Override
  public Setting<Duration> duration(String key, Duration least, Duration most) {
    return scalar(key, least, Scalars.duration(least, most));
  }

  @Override
  public Setting<URI> url(String key) {
    return scalar(key, URI.create("https://stand-in.invalid/"), Scalars::url);
  }

  @Override
  public Setting<Path> path(String key) {
    return scalar(key, source.folder(), Scalars.path(source.folder()));
  }

  @Override
  public <E extends Enum<E>> Setting<E> choice(String key, Class<E> type) {
    return scalar(key, type.getEnumConstants()[0], Scalars.choice(type));
  }

  @Override
  public Setting<List<String>> texts(String key) {
    return setting(key, List.of(), values::texts);
  }

  @Override
  public <T> T section(String key, Function<ConfigReader, T> read) {
    return keys.ask(key)
        .map(entry -> child(key, "", entry).read(read))
        .orElseGet(
            () ->
                new SectionReader(
                        source, SectionKeys.child(path, key), "", place, new SectionKeys())
                    .read(read));
  }

  @Override
  public <T> Optional<T> optionalSection(String key, Function<ConfigReader, T> read) {
    return keys.ask(key).flatMap(entry -> attempt(() -> child(key, "", entry).read(read)));
  }

  @Override
  public <T> List<T> sections(String key, Function<ConfigReader, T> read) {
    Optional<Entry> entry = keys.ask(key);
    List<T> all = new ArrayList<>();
    if (entry.isEmpty() || Values.isBlank(entry.get().value())) {
      return all;
    }
    if (entry.get().value().getNodeId() != NodeId.sequence) {
      problem(key, "must be a list; begin each entry with '- '");
      return all;
    }
    List<Node> items = ((SequenceNode) entry.get().value()).getValue();
    for (int i = 0; i < items.size(); i++) {
      Node item = items.get(i);
      String at = SectionKeys.child(path, key) + "[" + i + "]";
      attempt(() -> of(source, at, "", Place.of(item), item).read(read)).ifPresent(all::add);
    }
    return List.copyOf(all);
  }

  @Override
  public <T> Map<String, T> named(String key, Function<ConfigReader, T> read) {
    Map<String, T> all = new LinkedHashMap<>();
    keys.ask(key)
        .flatMap(entry -> attempt(() -> child(key, "", entry)))
        .ifPresent(
            names ->
                names
                    .keys
                    .all()
                    .forEach(
                        (each, entry) ->
                            attempt(() -> names.child(each, each, entry).read(read))
                                .ifPresent(value -> all.put(each, value))));
    return Collections.unmodifiableMap(all);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void problem(String key, String message) {
    source.problems().note(keys.place(key).orElse(place), SectionKeys.child(path, key), message);
  }

  private SectionReader child(String key, String childName, Entry entry) {
    return of(source, SectionKeys.child(path, key), childName, entry.place(), entry.value());
  }

  private <T> Setting<T> scalar(String key, T standIn, Conversion<T> conversion) {
    return setting(key, standIn, node -> conversion.convert(values.scalar(node)));
  }

  private <T> Setting<T> setting(String key, T standIn, Values.FromNode<T> conversion) {
    Optional<Entry> entry = keys.ask(key);
    if (entry.isEmpty()) {
      return absent(key, standIn, "is required");
    }
    try {
      return new ReadSetting<>(State.READ, conversion.convert(entry.get().value()), () -> {});
    } catch (UnreadableValue e) {
      problem(key, e.getMessage());
      return new ReadSetting<>(State.WRONG, standIn, () -> {});
    }
  }

  private <T> Setting<T> absent(String key, T standIn, String message) {
    return new ReadSetting<>(State.ABSENT, standIn, () -> problem(key, message));
  }

  private static <T> Optional<T> attempt(Supplier<T> read) {
    try {
      return Optional.of(read.get());
    } catch (UnreadableSection e) {
      return Optional.empty(); // its problem is noted; the other sections are still read
    }
  }

  /** A section of which no record can be made; its problems are noted. */
  private static final class UnreadableSection extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnreadableSection() {
      super("is not readable", null, false, false);
    }
  }
}
