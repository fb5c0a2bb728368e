package io.tributary.broker.app;

import io.tributary.platform.config.ConfigException;
import io.tributary.platform.ops.StartupException;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/**
 * The command line beside {@code serve}. Exit status: 0 done, 1 failed with one sentence, 2 wrong
 * usage.
 */
@Command(
    name = "broker",
    description = "Tributary's identity broker.",
    mixinStandardHelpOptions = true,
    version = "Tributary broker 0.1.0",
    subcommands = {
      ServeCommand.class,
      ConfigCommand.class,
      UserCommand.class,
      DataCommand.class,
      HelpCommand.class
    })
final class Commands implements Callable<Integer> {

  static int run(String[] arguments, Map<String, String> environment) {
    return new CommandLine(new Commands(), new EnvironmentFactory(environment))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(Commands::failed)
        .execute(arguments);
  }

  @Override
  public Integer call() {
    CommandLine.usage(this, System.err);
    return Main.USAGE;
  }

  private static int failed(
      Exception failure, CommandLine command, CommandLine.ParseResult arguments) {
    Throwable cause = failure;
    if (cause instanceof ConfigException wrong) {
      wrong.problems().forEach(problem -> command.getErr().println(problem));
    } else if (cause instanceof StartupException sentence) {
      command.getErr().println(sentence.getMessage());
    } else {
      command.getErr().println("It failed: " + cause.getMessage());
    }
    return Main.FAILED;
  }
}
