package io.tributary.broker.app;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code serve} for its help text and for wrong usage only; a right one never comes here (see
 * {@link Main}).
 */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    description = {
      "Runs a broker for each configuration file until it is stopped (Ctrl-C, SIGTERM).",
      "The log goes to standard output: JSON, one event a line. The event broker.ready says that"
          + " requests are taken."
    })
final class ServeCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Configuration file; again for one more broker. Default: tributary.yaml")
  private List<Path> configs;

  @Override
  public Integer call() {
    throw new ParameterException(
        spec.commandLine(), "serve takes --config FILE, once for each broker: " + configs);
  }
}
