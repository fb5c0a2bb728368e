package io.tributary.broker.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The command line of {@code scripts/bench}, which has its help text.
 *
 * @param seconds of one measurement
 * @param connections of every operation but the logins through an upstream
 * @param loginConnections of those
 * @param only names of the operations to measure; empty: all
 * @param durable whether the sessions are measured with {@code synchronous_commit} on too
 * @param people who are replayed
 * @param stored how much {@code --growth} stores
 * @param json where the figures go besides the screen
 * @param write whether the figures become the document
 */
record BenchOptions(
    int seconds,
    int connections,
    int loginConnections,
    int rounds,
    List<String> only,
    List<Algorithm> algorithms,
    boolean durable,
    Mode mode,
    int people,
    Stock.Size stored,
    Optional<Path> json,
    boolean write) {

  /** What is done. */
  enum Kind {
    BROKER,
    REGRESS,
    PEER,
    OVERLOAD,
    REPLAY,
    GROWTH,
    PROFILE
  }

  /**
   * @param of the revision or the peer; empty for the others
   */
  record Mode(Kind kind, String of) {}

  /** The command line is wrong; the message says how. */
  static final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UsageException(String message) {
      super(message);
    }
  }

  static BenchOptions parse(List<String> arguments) {
    return OptionsReader.read(arguments);
  }

  int connections(String operation) {
    return Operation.LOGINS.contains(operation) ? loginConnections : connections;
  }
}
