package io.tributary.broker.app;

import io.tributary.broker.claims.MappingFolder;
import io.tributary.broker.script.javascript.RhinoLanguage;
import io.tributary.platform.config.ConfigFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code config check}. */
@Command(
    name = "config",
    mixinStandardHelpOptions = true,
    description = "Looks at configuration files.",
    subcommands = {ConfigCommand.Check.class})
final class ConfigCommand {

  @Command(
      name = "check",
      mixinStandardHelpOptions = true,
      description = {
        "Reads a configuration and its scope mappings and says everything that is wrong,",
        "each with its line. Starts nothing. Exit status 0: it would start."
      })
  static final class Check implements Callable<Integer> {
    private final Map<String, String> environment;

    @Option(
        names = "--config",
        paramLabel = "FILE",
        defaultValue = "tributary.yaml",
        description = "Default: ${DEFAULT-VALUE}")
    private Path config;

    Check(Map<String, String> environment) {
      this.environment = environment;
    }

    @Override
    public Integer call() {
      BrokerConfig read = ConfigFile.read(config, environment, BrokerConfig::read);
      read.mappings().ifPresent(folder -> MappingFolder.load(folder, List.of(new RhinoLanguage())));
      System.out.println(
          config
              + " is right: "
              + read.publicUrl()
              + ", "
              + read.upstreams().size()
              + " upstream(s), "
              + read.clients().all().size()
              + " client(s).");
      return 0;
    }
  }
}
