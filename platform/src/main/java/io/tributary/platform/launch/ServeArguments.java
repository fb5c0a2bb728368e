package io.tributary.platform.launch;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The command line of {@code serve}, read without a command-line library, which would be a third of
 * the start.
 */
public final class ServeArguments {
  /** The configuration file where none is named, in the working folder. */
  public static final String DEFAULT_CONFIG = "tributary.yaml";

  private ServeArguments() {}

  /**
   * The files of {@code serve --config FILE [--config FILE …]}; nothing for any other command line,
   * {@code serve --help} and wrong usage among them: the command-line library answers those.
   *
   * @param most files that the program takes
   */
  public static Optional<List<Path>> files(int most, String... arguments) {
    if (arguments.length == 0 || !arguments[0].equals("serve")) {
      return Optional.empty();
    }
    List<Path> files = new ArrayList<>();
    for (int i = 1; i < arguments.length; i += 2) {
      if (!arguments[i].equals("--config") || i + 1 == arguments.length) {
        return Optional.empty();
      }
      files.add(Path.of(arguments[i + 1]));
    }
    if (files.size() > most) {
      return Optional.empty();
    }
    return Optional.of(files.isEmpty() ? List.of(Path.of(DEFAULT_CONFIG)) : files);
  }
}
