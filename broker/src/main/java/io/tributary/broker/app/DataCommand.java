package io.tributary.broker.app;

import io.tributary.platform.db.EmbeddedServers;
import io.tributary.platform.launch.ConfigOption;
import io.tributary.platform.launch.ExitStatus;
import io.tributary.platform.ops.StartupException;
import java.nio.file.Path;
import java.util.function.BiConsumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code data}: the folder of the embedded database. */
@Command(
    name = "data",
    mixinStandardHelpOptions = true,
    description = "The data folder of the embedded database.")
final class DataCommand {

  @Command(
      name = "folder",
      mixinStandardHelpOptions = true,
      description = "Prints where the data really is.")
  void folder(@Mixin ConfigOption config) {
    with(config, (servers, configured) -> System.out.println(servers.folder(configured)));
  }

  @Command(
      name = "empty",
      mixinStandardHelpOptions = true,
      description = {
        "Deletes everything in the data folder: accounts, sessions, keys.",
        "Refused while a broker runs on it, and for a folder that is not ours."
      })
  int empty(
      @Mixin ConfigOption config,
      @Option(names = "--yes", description = "Really.", required = true) boolean yes) {
    if (!yes) {
      return ExitStatus.USAGE;
    }
    with(config, EmbeddedServers::fresh);
    return ExitStatus.DONE;
  }

  private static void with(ConfigOption config, BiConsumer<EmbeddedServers, Path> work) {
    Path configured =
        config
            .read(BrokerConfig::read)
            .database()
            .embedded()
            .orElseThrow(
                () -> new StartupException("This configuration has no embedded database."));
    try (EmbeddedServers servers =
        EmbeddedServers.forCommands(notice -> System.err.println(notice))) {
      work.accept(servers, configured);
    }
  }
}
