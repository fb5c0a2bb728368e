package io.tributary.platform.config;

import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;

/** A YAML configuration file. */
public final class ConfigFile {
  private ConfigFile() {}

  /**
   * Reads a file into a record.
   *
   * @param environment the variables that {@code ${NAME}} may name
   * @throws ConfigException with every problem of the file
   */
  public static <T> T read(
      Path file, Map<String, String> environment, Function<ConfigReader, T> read) {
    throw new UnsupportedOperationException("skeleton");
  }
}
