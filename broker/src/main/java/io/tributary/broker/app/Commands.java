package io.tributary.broker.app;

import io.tributary.platform.launch.CommandLines;
import io.tributary.platform.launch.ExitStatus;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The command line beside {@code serve}. */
@Command(
    name = "broker",
    description = "Tributary's identity broker.",
    mixinStandardHelpOptions = true,
    version = "Tributary broker 0.1.0",
    subcommands = {
      ServeCommand.class,
      ConfigCommand.class,
      UserCommand.class,
      KeysCommand.class,
      MappingCommand.class,
      RecordingCommand.class,
      RegistrationCommand.class,
      ClientCommand.class,
      DataCommand.class,
      LogoutCommand.class,
      TraceCommand.class,
      WhyCommand.class,
      HelpCommand.class
    })
final class Commands implements Callable<Integer> {

  static int run(String[] arguments, Map<String, String> environment) {
    return CommandLines.run("broker", new Commands(), arguments, environment);
  }

  @Override
  public Integer call() {
    CommandLine.usage(this, System.err);
    return ExitStatus.USAGE;
  }
}
