package io.tributary.broker.bench;

import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Logins through a good upstream while somebody else makes trouble: an upstream that answers after
 * seconds, a mapping that takes all the time it may, a client whose people give their passwords all
 * the time.
 */
final class Neighbours {
  private static final double RATE = 20;
  private static final double TIMES = 3;
  private static final int WARM_UP_SECONDS = 20;
  private static final long SLOW_MILLIS = 3000;
  private static final int SLOW_LANES = 64;
  private static final int SCRIPT_LANES = 4;
  private static final int PASSWORD_LANES = 4;
  private static final int CONNECTIONS = 500;
  private static final String ACCOUNT = "neighbour";

  private final Stage stage;
  private final int seconds;
  private final List<Verdict> verdicts = new ArrayList<>();

  Neighbours(Stage stage, int seconds) {
    this.stage = stage;
    this.seconds = seconds;
  }

  List<Verdict> verdicts() throws Exception {
    BenchUpstream slow =
        Stage.await(BenchUpstream.start(stage.vertx(), stage.loops(), stage.people(), 2));
    slow.slow(SLOW_MILLIS);
    Path mappings = mappings();
    BrokerProcessUnderLoad broker =
        stage.broker("neighbours", stage.root(), config(slow, mappings), "");
    slow.allow(broker.callback("slow"));
    stage.say("Starting a broker with neighbours …");
    broker.start();
    BenchClient good = client(broker, Algorithm.RS256.clientId());
    RateLoad logins =
        new RateLoad(stage.vertx(), stage.loops(), (loop, number) -> login(good, ""), CONNECTIONS);
    BenchClient slowly = client(broker, "bench-slow");
    BenchClient scripted = client(broker, "bench-script");
    PasswordLogins passwords = new PasswordLogins(client(broker, "bench-password"), ACCOUNT);
    Stage.await(logins.run(RATE, Duration.ofSeconds(WARM_UP_SECONDS)));
    RateLoad.Result quiet = Stage.await(logins.run(RATE, Duration.ofSeconds(seconds)));
    stage.say(Tables.text("  alone: p50 %.1f ms, p99 %.1f ms", quiet.p50(), quiet.p99()));
    beside("one slow upstream", logins, quiet, SLOW_LANES, () -> login(slowly, ""));
    beside("one slow script", logins, quiet, SCRIPT_LANES, () -> login(scripted, "+slow"));
    beside("one client asking for passwords", logins, quiet, PASSWORD_LANES, passwords::once);
    broker.stop();
    return verdicts;
  }

  private void beside(
      String neighbour,
      RateLoad logins,
      RateLoad.Result quiet,
      int lanes,
      Supplier<Future<?>> trouble)
      throws Exception {
    // It begins a little earlier and ends a little later.
    Future<Load.Result> troubled =
        Load.run(stage.loops(), new Trouble(trouble), lanes, Duration.ofSeconds(seconds + 3));
    Thread.sleep(2000);
    RateLoad.Result found = Stage.await(logins.run(RATE, Duration.ofSeconds(seconds)));
    Load.Result made = Stage.await(troubled);
    stage.say(
        Tables.text(
            "  beside %s: p50 %.1f ms, p99 %.1f ms, %d failed; it did %d, of which %d failed%s",
            neighbour,
            found.p50(),
            found.p99(),
            found.failed() + found.refused().size(),
            made.operations(),
            made.failures(),
            made.failures() > 0 ? " (" + made.failure() + ")" : ""));
    verdicts.add(
        Verdict.times("p99 of logins beside " + neighbour, found.p99(), quiet.p99(), TIMES));
    int lost = found.failed() + found.refused().size();
    verdicts.add(
        new Verdict(
            "logins lost beside " + neighbour,
            lost + (lost > 0 ? " " + found.failure() : ""),
            "none",
            lost == 0));
    verdicts.add(
        new Verdict(
            "trouble made by " + neighbour,
            made.operations() + " times",
            "at least once",
            made.operations() > 0));
  }

  private record Trouble(Supplier<Future<?>> make) implements Operation {
    @Override
    public String name() {
      return "trouble";
    }

    @Override
    public Future<Void> once(int lane) {
      return make.get().mapEmpty();
    }
  }

  private static Future<?> login(BenchClient client, String scope) {
    return client.authorize(client.browser(), scope).compose(client::exchange);
  }

  private BenchClient client(BrokerProcessUnderLoad broker, String id) {
    return new BenchClient(stage.client(), broker.endpoints(), id);
  }

  private BrokerConfig config(BenchUpstream slow, Path mappings) {
    return new BrokerConfig(
        "",
        mappings,
        List.of(
            BrokerConfig.client("bench-slow", "rs256", "slow", ""),
            BrokerConfig.client(
                "bench-script",
                "rs256",
                "upstream",
                "    scopes: [openid, profile, email, offline_access, groups, roles, slow]\n"),
            BrokerConfig.client("bench-password", "rs256", "local", "")),
        List.of(BrokerConfig.upstream("slow", slow.issuer())),
        """
        users:
          - username: %s
            password: %s
            groups: [network]
        """
            .formatted(ACCOUNT, BenchClient.SECRET));
  }

  /** Those of the checkout and one that takes most of the time that a mapping may take. */
  private Path mappings() throws IOException {
    Path folder = Files.createDirectories(stage.folder().resolve("mappings"));
    stage.atTheEnd(() -> Files.deleteIfExists(folder));
    try (Stream<Path> shipped = Files.list(stage.root().resolve("scripts/mappings"))) {
      for (Path file : shipped.filter(Files::isRegularFile).toList()) {
        put(folder.resolve(file.getFileName()), Files.readString(file));
      }
    }
    put(
        folder.resolve("slow.yaml"),
        """
        scope: slow
        order: 900
        declares:
          slow: number
        on_failure: skip
        """);
    put(
        folder.resolve("slow.js"),
        """
        let sum = 0;
        for (let i = 0; i < 900000; i++) {
          sum += i;
        }
        return { slow: sum };
        """);
    return folder;
  }

  private void put(Path file, String text) throws IOException {
    Files.writeString(file, text);
    stage.atTheEnd(() -> Files.deleteIfExists(file));
  }
}
