package io.tributary.broker.app;

import io.tributary.platform.config.ConfigFile;
import io.tributary.platform.db.EmbeddedServers;
import io.tributary.platform.ops.StartupException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code data}: the folder of the embedded database. */
@Command(
    name = "data",
    mixinStandardHelpOptions = true,
    description = "The data folder of the embedded database.",
    subcommands = {DataCommand.Folder.class, DataCommand.Empty.class})
final class DataCommand {

  /** What both commands need. */
  abstract static class WithFolder {
    private final Map<String, String> environment;

    @Option(
        names = "--config",
        paramLabel = "FILE",
        defaultValue = "tributary.yaml",
        description = "Default: ${DEFAULT-VALUE}")
    private Path config;

    WithFolder(Map<String, String> environment) {
      this.environment = environment;
    }

    Path configured() {
      return ConfigFile.read(config, environment, BrokerConfig::read)
          .database()
          .embedded()
          .orElseThrow(() -> new StartupException("This configuration has no embedded database."));
    }
  }

  @Command(
      name = "folder",
      mixinStandardHelpOptions = true,
      description = "Prints where the data really is.")
  static final class Folder extends WithFolder implements Callable<Integer> {
    Folder(Map<String, String> environment) {
      super(environment);
    }

    @Override
    public Integer call() {
      try (EmbeddedServers servers =
          EmbeddedServers.forCommands(notice -> System.err.println(notice))) {
        System.out.println(servers.folder(configured()));
      }
      return 0;
    }
  }

  @Command(
      name = "empty",
      mixinStandardHelpOptions = true,
      description = {
        "Deletes everything in the data folder: accounts, sessions, keys.",
        "Refused while a broker runs on it, and for a folder that is not ours."
      })
  static final class Empty extends WithFolder implements Callable<Integer> {
    @Option(names = "--yes", description = "Really.", required = true)
    private boolean yes;

    Empty(Map<String, String> environment) {
      super(environment);
    }

    @Override
    public Integer call() {
      if (!yes) {
        return Main.USAGE;
      }
      try (EmbeddedServers servers =
          EmbeddedServers.forCommands(notice -> System.err.println(notice))) {
        servers.fresh(configured());
      }
      return 0;
    }
  }
}
