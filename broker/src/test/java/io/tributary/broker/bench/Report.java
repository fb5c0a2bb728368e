package io.tributary.broker.bench;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The figures as a table, as JSON, and as the document. */
final class Report {
  private static final Map<String, String> MEANING =
      Map.of(
          "login",
          "A new browser logs in through the upstream: authorize, the upstream's own page (in the"
              + " driver), callback (code exchange, id_token, userinfo, mapping, account, session),"
              + " token, userinfo. Four requests to the broker, two from it to the upstream.",
          "silent-login",
          "A browser with a session: authorize without a page, token. Two requests.",
          "token",
          "The exchange of a code alone: access token and id_token, two RS256 signatures.",
          "userinfo",
          "With a valid access token; the grant is read anew each time.",
          "jwks",
          "The key set.",
          "discovery",
          "The provider metadata.");

  private final BenchOptions options;
  private final Map<String, List<Figures>> byOperation = new LinkedHashMap<>();
  private final LaunchFigures launch;
  private final double signature;
  private final String loadBefore;
  private final Machine machine;

  Report(
      BenchOptions options,
      List<Figures> figures,
      LaunchFigures launch,
      double signature,
      String loadBefore,
      Path root) {
    this.options = options;
    for (Figures figure : figures) {
      byOperation.computeIfAbsent(figure.operation(), name -> new ArrayList<>()).add(figure);
    }
    this.launch = launch;
    this.signature = signature;
    this.loadBefore = loadBefore;
    this.machine = Machine.read(root);
  }

  JsonObject json() {
    JsonArray operations = new JsonArray();
    byOperation.values().forEach(rounds -> rounds.forEach(one -> operations.add(one.toJson())));
    return new JsonObject()
        .put("machine", machine.toJson())
        .put("load_before", loadBefore)
        .put("rs256_signature_ms", Double.isNaN(signature) ? null : signature)
        .put("rounds", operations)
        .put("launch", launch.toJson());
  }

  /** Median over the rounds; CPU with least and most. */
  String table() {
    StringBuilder table = new StringBuilder();
    table.append(
        "\n| operation | per second | p50 ms | p99 ms | CPU-ms broker | CPU-ms PostgreSQL");
    table.append(" | CPU-ms together: min / median / max |\n|---|---|---|---|---|---|---|\n");
    byOperation.forEach(
        (name, rounds) ->
            table.append(
                String.format(
                    Locale.ROOT,
                    "| %s | %.0f | %.2f | %.2f | %.3f | %.3f | %.3f / %.3f / %.3f |%n",
                    name,
                    median(rounds, Figures::perSecond),
                    median(rounds, Figures::p50),
                    median(rounds, Figures::p99),
                    median(rounds, Figures::brokerMs),
                    median(rounds, Figures::postgresMs),
                    least(rounds),
                    median(rounds, Figures::totalMs),
                    most(rounds))));
    return table.append('\n').append(launchTable()).toString();
  }

  private String launchTable() {
    return String.format(
        Locale.ROOT,
        """
        | start | seconds to ready: min / median / max | CPU-seconds of the broker: median |
        |---|---|---|
        | database running | %s | %.2f |
        | database started too, data kept | %s | %.2f |

        Resident memory of the broker: %.0f MiB idle, %.0f MiB at most under this load.
        One RS256 signature on this machine in this run: %.3f CPU-ms.
        """,
        spread(launch.alone()),
        middle(launch.alone().stream().mapToDouble(start -> start.cpuSeconds()).toArray()),
        spread(launch.withDatabase()),
        middle(launch.withDatabase().stream().mapToDouble(start -> start.cpuSeconds()).toArray()),
        launch.idleMiB(),
        launch.loadMiB(),
        signature);
  }

  String document() {
    StringBuilder meaning = new StringBuilder();
    byOperation
        .keySet()
        .forEach(
            name ->
                meaning
                    .append("- **")
                    .append(name)
                    .append("**: ")
                    .append(MEANING.get(name))
                    .append('\n'));
    return String.format(
        Locale.ROOT,
        """
        # Benchmarks

        Written by `scripts/bench --write`; run it to get your own. CPU-milliseconds per operation (user and
        system time from `/proc`, all threads of the broker, all processes of PostgreSQL, nothing of the
        driver) are the figure to compare: they hardly depend on what else a machine does. Throughput and
        latency do, and the driver and the upstream share the machine with what they measure.

        %s
        %d rounds of %d s each after a warm-up; %d connections, %d for the login.
        %s
        ## What an operation is
        %s
        RS256 with 2048 bits, codes and sessions in PostgreSQL (unlogged and relaxed as
        [ADR 7](adr/0007-durability.md) says), access log and audit on. 200 people in turn, one client, one upstream.
        The upstream runs in the driver's process; what it costs is not counted.
        Each connection of *userinfo* uses one token, so that its signature is verified once and then
        remembered; grant, session and account are read each time.
        """,
        machine.lines(loadBefore),
        options.rounds(),
        options.seconds(),
        options.connections(),
        options.loginConnections(),
        table(),
        meaning);
  }

  private static String spread(List<BrokerProcessUnderLoad.Start> starts) {
    double[] seconds = starts.stream().mapToDouble(start -> start.seconds()).sorted().toArray();
    return String.format(
        Locale.ROOT,
        "%.2f / %.2f / %.2f",
        seconds[0],
        middle(seconds),
        seconds[seconds.length - 1]);
  }

  private static double least(List<Figures> rounds) {
    return rounds.stream().mapToDouble(Figures::totalMs).min().orElse(Double.NaN);
  }

  private static double most(List<Figures> rounds) {
    return rounds.stream().mapToDouble(Figures::totalMs).max().orElse(Double.NaN);
  }

  private static double median(List<Figures> rounds, ToDoubleFunction<Figures> of) {
    return middle(rounds.stream().mapToDouble(of).toArray());
  }

  private static double middle(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
