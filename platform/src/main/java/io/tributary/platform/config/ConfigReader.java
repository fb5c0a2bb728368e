package io.tributary.platform.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * One mapping of a configuration file, read key by key into a record by that record's {@code static
 * read(ConfigReader)}.
 *
 * <p>Nothing throws while reading: every wrong value is noted with its line and a stand-in is
 * returned, so that one run reports every problem. A key that nobody asked for is a problem with a
 * suggestion, noted when the section ends. Scalars expand {@code ${ENV}} and {@code
 * ${ENV:-default}}.
 */
public interface ConfigReader {
  /** Text; not empty. */
  Setting<String> text(String key);

  /**
   * A secret: {@code key}, or {@code key_file} naming a file whose content (without the last line
   * break) is the value.
   */
  Setting<Secret> secret(String key);

  /** A whole number between the bounds, both included. */
  Setting<Integer> integer(String key, int least, int most);

  Setting<Boolean> flag(String key);

  /** A duration such as {@code 500ms}, {@code 10s}, {@code 5m}, {@code 8h}, {@code 30d}. */
  Setting<Duration> duration(String key, Duration least, Duration most);

  /** An absolute http(s) URL without user info and fragment, kept as written. */
  Setting<URI> url(String key);

  /** A path, relative to the folder of the configuration file. */
  Setting<Path> path(String key);

  /** One of the constants, written in lower case with hyphens or underscores. */
  <E extends Enum<E>> Setting<E> choice(String key, Class<E> type);

  /** A list of texts; a single text counts as a list of one. */
  Setting<List<String>> texts(String key);

  /** A nested mapping; when it is absent the function reads an empty one. */
  <T> T section(String key, Function<ConfigReader, T> read);

  /** A nested mapping, or nothing when it is absent. */
  <T> Optional<T> optionalSection(String key, Function<ConfigReader, T> read);

  /** A list of mappings; empty when absent. */
  <T> List<T> sections(String key, Function<ConfigReader, T> read);

  /** A mapping from free names to mappings, in file order; empty when absent. */
  <T> Map<String, T> named(String key, Function<ConfigReader, T> read);

  /** The key under which this mapping stands in {@link #named}, or the empty text. */
  String name();

  /** Notes a problem at the line of a key (or of this mapping when the key is absent). */
  void problem(String key, String message);

  /**
   * A setting that was asked for.
   *
   * @param <T> what it reads to
   */
  interface Setting<T> {
    /** The value; its absence is a problem. */
    T required();

    /** The value, or the default when the key is absent. */
    T or(T defaultValue);

    Optional<T> optional();
  }
}
