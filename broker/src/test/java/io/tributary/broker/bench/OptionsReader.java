package io.tributary.broker.bench;

import io.tributary.broker.bench.BenchOptions.Kind;
import io.tributary.broker.bench.BenchOptions.Mode;
import io.tributary.broker.bench.BenchOptions.UsageException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/** Reads the command line, word by word. */
final class OptionsReader {
  static final List<String> PEERS = List.of("keycloak", "oidc-provider");

  private static final int PEOPLE = 100_000;
  private static final int MOST_STORED = 20_000_000;

  private Optional<Integer> seconds = Optional.empty();
  private int connections = 16;
  private int loginConnections = 8;
  private Optional<Integer> rounds = Optional.empty();
  private List<String> only = List.of();
  private List<Algorithm> algorithms = List.of(Algorithm.RS256);
  private boolean durable;
  private Optional<Integer> people = Optional.empty();
  private Mode mode = new Mode(Kind.BROKER, "");
  private Optional<Integer> sessions = Optional.empty();
  private Optional<Integer> refreshTokens = Optional.empty();
  private Optional<Path> json = Optional.empty();
  private boolean write;

  private OptionsReader() {}

  static BenchOptions read(List<String> arguments) {
    OptionsReader reader = new OptionsReader();
    Queue<String> words = new ArrayDeque<>(arguments);
    while (!words.isEmpty()) {
      String name = words.remove();
      if (!reader.flag(name)) {
        reader.value(name, words);
      }
    }
    return reader.options();
  }

  private boolean flag(String name) {
    switch (name) {
      case "--write" -> write = true;
      case "--synchronous-commit" -> durable = true;
      case "--overload" -> mode(Kind.OVERLOAD, "");
      case "--replay" -> mode(Kind.REPLAY, "");
      case "--growth" -> mode(Kind.GROWTH, "");
      case "--profile" -> mode(Kind.PROFILE, "");
      default -> {
        return false;
      }
    }
    return true;
  }

  private void value(String name, Queue<String> words) {
    String value = words.poll();
    if (value == null) {
      throw new UsageException(name + " is unknown or lacks its value");
    }
    switch (name) {
      case "--seconds" -> seconds = Optional.of(number(name, value, 120));
      case "--connections" -> connections = number(name, value, 256);
      case "--login-connections" -> loginConnections = number(name, value, 256);
      case "--rounds" -> rounds = Optional.of(number(name, value, 20));
      case "--sessions" -> sessions = Optional.of(number(name, value, MOST_STORED));
      case "--refresh-tokens" -> refreshTokens = Optional.of(number(name, value, MOST_STORED));
      case "--only" -> only = List.of(value.split(",", -1)).stream().map(this::operation).toList();
      case "--algorithm" -> algorithms = algorithms(value);
      case "--regress" -> mode(Kind.REGRESS, revision(value));
      case "--peer" -> mode(Kind.PEER, peer(value));
      case "--people" -> people = Optional.of(number(name, value, 1_000_000));
      case "--json" -> json = Optional.of(Path.of(value));
      default -> throw new UsageException("unknown option " + name);
    }
  }

  private void mode(Kind kind, String of) {
    if (mode.kind() != Kind.BROKER) {
      throw new UsageException(
          "--regress, --peer, --overload, --replay, --growth and --profile are measured one at a time");
    }
    mode = new Mode(kind, of);
  }

  private void refuseContradictions() {
    if (write && !only.isEmpty()) {
      throw new UsageException("--write needs all operations: leave --only out");
    }
    if (write && mode.kind() == Kind.REGRESS) {
      throw new UsageException("a comparison of two revisions is not written into the document");
    }
    if (mode.kind() == Kind.OVERLOAD && !only.isEmpty()) {
      throw new UsageException("--overload has its own operations: leave --only out");
    }
    if (mode.kind() == Kind.REPLAY && (!only.isEmpty() || seconds.isPresent())) {
      throw new UsageException("--replay is one operation to its end: leave --only, --seconds out");
    }
    if (mode.kind() != Kind.REPLAY && people.isPresent()) {
      throw new UsageException("--people says how many --replay tries");
    }
    if (mode.kind() == Kind.PROFILE && durable) {
      throw new UsageException(
          "--profile is of sessions as they are: leave --synchronous-commit out");
    }
    if (mode.kind() != Kind.GROWTH && (sessions.isPresent() || refreshTokens.isPresent())) {
      throw new UsageException("--sessions and --refresh-tokens belong to --growth");
    }
  }

  private BenchOptions options() {
    refuseContradictions();
    boolean many = mode.kind() == Kind.REGRESS || mode.kind() == Kind.REPLAY;
    int turns = rounds.orElse(many ? 5 : 3);
    if (mode.kind() == Kind.GROWTH) {
      growth();
    }
    return new BenchOptions(
        seconds.orElse(seconds(mode.kind())),
        connections,
        loginConnections,
        turns,
        only,
        algorithms,
        durable,
        mode,
        people.orElse(PEOPLE),
        new Stock.Size(
            sessions.orElse(Stock.Size.FULL.sessions()),
            refreshTokens.orElse(Stock.Size.FULL.refreshTokens())),
        json,
        write);
  }

  private static int seconds(Kind kind) {
    return switch (kind) {
      case OVERLOAD -> 30;
      case PROFILE -> 10;
      default -> 5;
    };
  }

  private void growth() {
    if (only.isEmpty()) {
      only = Growth.OPERATIONS;
    }
    if (!Growth.OPERATIONS.containsAll(only)) {
      throw new UsageException(
          "--growth takes only some of " + String.join(",", Growth.OPERATIONS));
    }
    if (algorithms.size() > 1 || durable) {
      throw new UsageException("--growth is measured with one algorithm, sessions relaxed");
    }
    if (write && (sessions.isPresent() || refreshTokens.isPresent())) {
      throw new UsageException("--write needs all sessions and tokens");
    }
  }

  private String operation(String value) {
    if (!Operation.NAMES.contains(value)) {
      throw new UsageException("--only takes some of " + String.join(",", Operation.NAMES));
    }
    return value;
  }

  private static List<Algorithm> algorithms(String value) {
    return switch (value) {
      case "RS256" -> List.of(Algorithm.RS256);
      case "ES256" -> List.of(Algorithm.ES256);
      case "both" -> List.of(Algorithm.RS256, Algorithm.ES256);
      default -> throw new UsageException("--algorithm takes RS256, ES256 or both");
    };
  }

  /** It becomes an argument of git. */
  private static String revision(String value) {
    if (value.isEmpty() || value.startsWith("-")) {
      throw new UsageException("--regress takes a revision that git knows");
    }
    return value;
  }

  private static String peer(String value) {
    if (!PEERS.contains(value)) {
      throw new UsageException("--peer takes one of " + String.join(", ", PEERS));
    }
    return value;
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
