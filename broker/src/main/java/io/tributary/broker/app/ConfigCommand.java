package io.tributary.broker.app;

import io.tributary.broker.mapping.MappingFolder;
import io.tributary.broker.script.javascript.RhinoLanguage;
import io.tributary.platform.launch.ConfigOption;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code config check}. */
@Command(
    name = "config",
    mixinStandardHelpOptions = true,
    description = "Looks at configuration files.")
final class ConfigCommand {

  @Command(
      name = "check",
      mixinStandardHelpOptions = true,
      description = {
        "Reads a configuration and its scope mappings and says everything that is wrong,",
        "each with its line. Starts nothing. Exit status 0: it would start."
      })
  void check(@Mixin ConfigOption config) {
    BrokerConfig read = config.read(BrokerConfig::read);
    read.mappings().ifPresent(folder -> MappingFolder.load(folder, List.of(new RhinoLanguage())));
    System.out.println(
        config.file()
            + " is right: "
            + read.publicUrl()
            + ", "
            + read.upstreams().size()
            + " upstream(s), "
            + read.clients().size()
            + " client(s).");
  }
}
