package io.tributary.broker.app;

import io.tributary.platform.config.ConfigException;
import io.tributary.platform.ops.StartupException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The program: {@code serve} runs brokers; every other command is in {@link Commands}, which {@code
 * serve} does not load, since it would be a third of the start.
 */
public final class Main {
  static final int FAILED = 1;
  static final int USAGE = 2;
  private static final Path DEFAULT_CONFIG = Path.of("tributary.yaml");

  private Main() {}

  public static void main(String[] arguments) {
    Optional<List<Path>> configs = serveArguments(arguments);
    if (configs.isPresent()) {
      int failed = serve(configs.get(), System.getenv(), System.err);
      if (failed != 0) {
        System.exit(failed);
      }
      return;
    }
    System.exit(Commands.run(arguments, System.getenv()));
  }

  /**
   * The files of {@code serve --config FILE [--config FILE …]}; nothing for any other command line,
   * {@code serve --help} among them.
   */
  static Optional<List<Path>> serveArguments(String... arguments) {
    if (arguments.length == 0 || !arguments[0].equals("serve")) {
      return Optional.empty();
    }
    List<Path> configs = new ArrayList<>();
    for (int i = 1; i < arguments.length; i += 2) {
      if (!arguments[i].equals("--config") || i + 1 == arguments.length) {
        return Optional.empty();
      }
      configs.add(Path.of(arguments[i + 1]));
    }
    return Optional.of(configs.isEmpty() ? List.of(DEFAULT_CONFIG) : configs);
  }

  /** Returns 0 when the brokers run (the process stays), else the exit status. */
  private static int serve(List<Path> files, Map<String, String> environment, PrintStream errors) {
    try {
      new BrokerProcess(environment).run(files);
      return 0;
    } catch (ConfigException wrong) {
      wrong.problems().forEach(errors::println);
      errors.println(wrong.problems().size() + " problem(s); nothing was started.");
    } catch (StartupException sentence) {
      errors.println(sentence.getMessage());
    }
    return FAILED;
  }
}
