package io.tributary.broker.bench;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What the broker does with more than it can: silent logins at a rate that does not wait for it.
 * Then its neighbours, see {@link Neighbours}.
 */
final class Overload {
  /** Sustainable is what keeps its p99 under that. */
  static final double SUSTAINABLE_MILLIS = 50;

  /** More than the broker lets in at once ({@code max_in_flight}). */
  static final int CONNECTIONS = 2000;

  private static final double QUIET_RATE = 20;
  private static final double TIMES = 3;
  private static final int WARM_UP_SECONDS = 10;
  private static final int PROBE_SECONDS = 4;
  private static final int CONFIRMATIONS = 5;
  private static final int RECOVERY_SECONDS = 5;
  private static final double UNSENT = 0.05;

  private final Stage stage;
  private final BenchOptions options;
  private final List<Verdict> verdicts = new ArrayList<>();

  Overload(Stage stage, BenchOptions options) {
    this.stage = stage;
    this.options = options;
  }

  /** Whether everything held. */
  boolean run() throws Exception {
    OtherWork before = OtherWork.look();
    BrokerProcessUnderLoad broker = stage.broker(BrokerBench.RELAXED, stage.root(), "");
    stage.say("Starting the broker …");
    broker.start();
    BenchClient client =
        new BenchClient(stage.client(), broker.endpoints(), options.algorithms().get(0).clientId());
    RateLoad load =
        new RateLoad(
            stage.vertx(), stage.loops(), Sessions.of(stage.loops(), client)::once, CONNECTIONS);
    String text = overloaded(load);
    broker.stop();
    verdicts.addAll(new Neighbours(stage, options.seconds()).verdicts());
    String table = Verdict.table(verdicts) + "\n" + text;
    stage.say("\n" + table);
    Machine machine = Machine.read(stage.root());
    if (options.json().isPresent()) {
      Files.writeString(options.json().get(), json(machine).encodePrettily() + "\n");
    }
    if (options.write()) {
      String head = "## Overload and neighbours\n\n" + machine.lines(before) + "\n";
      Document.write(stage.root(), "overload", head + table);
      stage.say("Wrote " + stage.root().relativize(Document.file(stage.root())));
    }
    return verdicts.stream().allMatch(Verdict::holds);
  }

  private JsonObject json(Machine machine) {
    JsonArray all = new JsonArray();
    for (Verdict one : verdicts) {
      all.add(
          new JsonObject()
              .put("what", one.what())
              .put("found", one.found())
              .put("wanted", one.wanted())
              .put("holds", one.holds()));
    }
    return new JsonObject().put("machine", machine.toJson()).put("verdicts", all);
  }

  private String overloaded(RateLoad load) throws Exception {
    stage.say("Warming up …");
    for (double rate = QUIET_RATE; rate <= 8 * QUIET_RATE; rate *= 2) {
      run(load, rate, WARM_UP_SECONDS);
    }
    RateLoad.Result quiet = run(load, QUIET_RATE, options.seconds());
    double sustainable = sustainable(load);
    if (sustainable == 0) {
      verdicts.add(new Verdict("sustainable load", "none", "p99 under 50 ms", false));
      return "";
    }
    RateLoad.Result over = run(load, TIMES * sustainable, options.seconds());
    double recovered = recovered(load, quiet);
    verdicts.add(
        Verdict.times(
            "p99 of what is served at three times of it", over.p99(), quiet.p99(), TIMES));
    verdicts.add(
        new Verdict(
            "everything else is 503 with Retry-After",
            over.failed() + " others" + (over.failed() > 0 ? ": " + over.failure() : ""),
            "none",
            over.failed() == 0));
    if (over.refused().size() > 0) {
      verdicts.add(Verdict.times("p99 of those refusals", over.refusedP99(), quiet.p99(), TIMES));
    }
    verdicts.add(
        Verdict.most("back as before after the load ended", recovered, RECOVERY_SECONDS, "s"));
    double unsent = (double) over.unsent() / (over.sent() + over.unsent());
    verdicts.add(
        new Verdict(
            "the driver brought that load",
            Tables.text("%.1f %% left out", unsent * 100),
            "at most 5 %",
            unsent <= UNSENT));
    return Tables.text(
        """
        Silent logins (two requests) that do not wait for one another. Unloaded: %.0f per second, p50 %.1f,
        p99 %.1f ms. Sustainable: %.0f per second for %d s with p99 under %.0f ms. At three times of that
        %.0f per second were served (p50 %.1f, p99 %.1f ms) and %.0f refused (p99 %.1f ms). Latencies count
        from the moment an operation was due; driver and broker share the machine.
        """,
        QUIET_RATE,
        quiet.p50(),
        quiet.p99(),
        sustainable,
        options.seconds(),
        SUSTAINABLE_MILLIS,
        (double) over.served().size() / options.seconds(),
        over.p50(),
        over.p99(),
        (double) over.refused().size() / options.seconds(),
        over.refusedP99());
  }

  /** Searched in short probes, then shown to hold for the whole time. */
  private double sustainable(RateLoad load) throws Exception {
    double found = Search.highest(rate -> holdsInShort(load, rate));
    for (int i = 0; i < CONFIRMATIONS && found > 0; i++) {
      if (holds(run(load, found, options.seconds()))) {
        return found;
      }
      found *= 0.85;
    }
    return 0;
  }

  /** What was too much must be over before the next rate is tried: that rate is not to blame. */
  private boolean holdsInShort(RateLoad load, double rate) throws Exception {
    boolean holds = holds(run(load, rate, PROBE_SECONDS));
    if (!holds) {
      Thread.sleep(RECOVERY_SECONDS * 1000L);
    }
    return holds;
  }

  private static boolean holds(RateLoad.Result result) {
    return result.p99() < SUSTAINABLE_MILLIS
        && result.failed() + result.refused().size() + result.unsent() == 0;
  }

  /** Seconds until one second was as the quiet ones had been; at most twice those allowed. */
  private double recovered(RateLoad load, RateLoad.Result quiet) throws Exception {
    long start = System.nanoTime();
    for (int i = 0; i < 2 * RECOVERY_SECONDS; i++) {
      RateLoad.Result now = run(load, QUIET_RATE, 1);
      if (now.sent() == now.served().size() && now.p99() <= TIMES * quiet.p99()) {
        return Math.max(0, (System.nanoTime() - start) / 1e9 - 1);
      }
    }
    return (System.nanoTime() - start) / 1e9;
  }

  private RateLoad.Result run(RateLoad load, double rate, int seconds) throws Exception {
    RateLoad.Result result = Stage.await(load.run(rate, Duration.ofSeconds(seconds)));
    stage.say(
        Tables.text(
            "  %7.0f/s for %2d s: %7d served, p50 %7.1f ms, p99 %7.1f ms; %6d refused, %5d failed, %5d left out",
            rate,
            seconds,
            result.served().size(),
            result.p50(),
            result.p99(),
            result.refused().size(),
            result.failed(),
            result.unsent()));
    return result;
  }
}
