package io.tributary.inventory.app;

import io.tributary.platform.launch.CommandLines;
import io.tributary.platform.launch.ConfigOption;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line beside {@code serve}. */
@Command(
    name = "inventory",
    description = "Tributary's inventory of networks and devices.",
    mixinStandardHelpOptions = true,
    versionProvider = Commands.Version.class,
    footer = {
      "",
      "Exit codes: 0 well, 1 failed (one sentence on standard error), 2 wrong usage.",
    },
    subcommands = {Commands.ConfigCommand.class, UserCommand.class, TokenCommand.class})
final class Commands implements Runnable {
  @Spec private CommandSpec spec;

  static int run(String[] arguments, Map<String, String> environment) {
    return CommandLines.run("inventory", new Commands(), arguments, environment);
  }

  @Override
  public void run() {
    CommandLine.usage(this, System.out);
  }

  /** For its help text and for wrong usage only; a right one never comes here (see Main). */
  @Command(
      name = "serve",
      description = "Run the inventory until SIGTERM or Ctrl-C.",
      mixinStandardHelpOptions = true)
  void serve(@Mixin ConfigOption config) {
    throw new ParameterException(
        spec.subcommands().get("serve"), "serve takes --config FILE: " + config.file());
  }

  @Command(
      name = "config",
      description = "Look at the configuration.",
      mixinStandardHelpOptions = true)
  static final class ConfigCommand {
    @Command(
        name = "check",
        description = "Report every problem of the configuration file.",
        mixinStandardHelpOptions = true)
    void check(@Mixin ConfigOption config) {
      config.read(InventoryConfig::read);
      System.out.println("The configuration is good.");
    }
  }

  /** The version of the jar. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Commands.class.getPackage().getImplementationVersion();
      return new String[] {"inventory " + (version == null ? "(development)" : version)};
    }
  }
}
