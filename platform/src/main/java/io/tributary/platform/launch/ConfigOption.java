package io.tributary.platform.launch;

import io.tributary.platform.config.ConfigFile;
import io.tributary.platform.config.ConfigReader;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine.Option;

/** {@code --config FILE} of a command. */
public final class ConfigOption {
  private final Map<String, String> environment;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      defaultValue = ServeArguments.DEFAULT_CONFIG,
      description = "Configuration file. Default: ${DEFAULT-VALUE}")
  private Path file;

  ConfigOption(Map<String, String> environment) {
    this.environment = environment;
  }

  /** The variables of the process. */
  public Map<String, String> environment() {
    return environment;
  }

  public Path file() {
    return file;
  }

  /**
   * @throws io.tributary.platform.config.ConfigException with every problem of the file
   */
  public <C> C read(Function<ConfigReader, C> read) {
    return ConfigFile.read(file, environment, read);
  }
}
