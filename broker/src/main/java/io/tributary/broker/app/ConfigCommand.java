package io.tributary.broker.app;

import io.tributary.broker.mapping.MappingCompiler;
import io.tributary.broker.mapping.MappingFolder;
import io.tributary.platform.launch.ConfigOption;
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
    MappingCompiler compiler = Scripts.compiler(read.mappingBudget().each());
    read.mappings().ifPresent(folder -> MappingFolder.load(folder, compiler));
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
