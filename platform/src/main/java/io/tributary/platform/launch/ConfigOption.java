package io.tributary.platform.launch;

import io.tributary.platform.config.ConfigException;
import io.tributary.platform.config.ConfigFile;
import io.tributary.platform.config.ConfigProblem;
import io.tributary.platform.config.ConfigReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** {@code --config FILE} of a command. */
public final class ConfigOption {
  /** What no shell reads as anything else. */
  private static final Pattern PLAIN =
      Pattern.compile("[A-Za-z0-9_./@%+=:,][A-Za-z0-9_./@%+=:,-]*");

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

  /** As it has to be typed behind a command that is to do with the same file. */
  public String again() {
    String name = file.toString();
    if (name.equals(ServeArguments.DEFAULT_CONFIG)) {
      return "";
    }
    return " --config "
        + (PLAIN.matcher(name).matches() ? name : "'" + name.replace("'", "'\\''") + "'");
  }

  /**
   * @throws ConfigException with every problem of the file
   */
  public <C> C read(Function<ConfigReader, C> read) {
    if (Files.notExists(file)) {
      throw new ConfigException(
          List.of(
              new ConfigProblem(
                  file.toString(),
                  0,
                  0,
                  "",
                  "there is no such configuration file; --config FILE names another")));
    }
    return ConfigFile.read(file, environment, read);
  }
}
