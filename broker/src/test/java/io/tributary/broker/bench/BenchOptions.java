package io.tributary.broker.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The command line of {@code scripts/bench}, which has its help text.
 *
 * @param seconds of one measurement
 * @param connections of every operation but the login
 * @param loginConnections of the login through an upstream
 * @param only name of the one operation to measure
 * @param json where the figures go besides the screen
 * @param write whether the figures become the document
 */
record BenchOptions(
    int seconds,
    int connections,
    int loginConnections,
    int rounds,
    Optional<String> only,
    Optional<Path> json,
    boolean write) {

  /** The command line is wrong; the message says how. */
  static final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UsageException(String message) {
      super(message);
    }
  }

  static BenchOptions parse(List<String> arguments) {
    BenchOptions options = new BenchOptions(5, 16, 8, 3, Optional.empty(), Optional.empty(), false);
    for (int i = 0; i < arguments.size(); i++) {
      String name = arguments.get(i);
      if (name.equals("--write")) {
        options = options.written();
        continue;
      }
      if (i + 1 == arguments.size()) {
        throw new UsageException(name + " is unknown or lacks its value");
      }
      options = options.with(name, arguments.get(++i));
    }
    if (options.write && options.only.isPresent()) {
      throw new UsageException("--write needs all operations: leave --only out");
    }
    return options;
  }

  private BenchOptions with(String name, String value) {
    return switch (name) {
      case "--seconds" ->
          new BenchOptions(
              number(name, value, 120), connections, loginConnections, rounds, only, json, write);
      case "--connections" ->
          new BenchOptions(
              seconds, number(name, value, 256), loginConnections, rounds, only, json, write);
      case "--login-connections" ->
          new BenchOptions(
              seconds, connections, number(name, value, 256), rounds, only, json, write);
      case "--rounds" ->
          new BenchOptions(
              seconds, connections, loginConnections, number(name, value, 20), only, json, write);
      case "--only" ->
          new BenchOptions(
              seconds, connections, loginConnections, rounds, operation(value), json, write);
      case "--json" ->
          new BenchOptions(
              seconds,
              connections,
              loginConnections,
              rounds,
              only,
              Optional.of(Path.of(value)),
              write);
      default -> throw new UsageException("unknown option " + name);
    };
  }

  private BenchOptions written() {
    return new BenchOptions(seconds, connections, loginConnections, rounds, only, json, true);
  }

  private static Optional<String> operation(String value) {
    if (!Operation.NAMES.contains(value)) {
      throw new UsageException("--only takes one of " + String.join(", ", Operation.NAMES));
    }
    return Optional.of(value);
  }

  private static int number(String name, String value, int most) {
    try {
      int number = Integer.parseInt(value);
      if (number >= 1 && number <= most) {
        return number;
      }
    } catch (NumberFormatException notANumber) {
      // said below
    }
    throw new UsageException(name + " takes a number from 1 to " + most);
  }
}
