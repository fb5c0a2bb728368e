package io.tributary.broker.bench;

import io.tributary.platform.relyingparty.FakeUpstream;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code scripts/bench}: see its {@code --help}. */
public final class Bench {
  private static final Duration MOST_FOR_ONE_STEP = Duration.ofMinutes(4);
  private static final int STARTS = 5;
  private static final int MOST_WARM_UP_ROUNDS = 2;
  private static final int LOGIN_WARM_UP = 30;

  /** Events are written in batches: what an operation leaves behind belongs to its cost. */
  private static final long SETTLE_MILLIS = 800;

  private final BenchOptions options;
  private final Vertx vertx;
  private final BrokerProcessUnderLoad broker;
  private final FakeUpstream upstream;
  private final PrintStream out;
  private final People people;
  private final List<Figures> figures = new ArrayList<>();

  private Bench(
      BenchOptions options,
      Vertx vertx,
      BrokerProcessUnderLoad broker,
      FakeUpstream upstream,
      PrintStream out) {
    this.options = options;
    this.vertx = vertx;
    this.broker = broker;
    this.upstream = upstream;
    this.out = out;
    this.people = new People(upstream);
  }

  /**
   * @param arguments the root of the checkout, then the command line
   */
  public static void main(String[] arguments) throws Exception {
    List<String> words = List.of(arguments);
    try {
      BenchOptions options = BenchOptions.parse(words.subList(1, words.size()));
      System.exit(run(Path.of(words.get(0)), options, System.out) ? 0 : 1);
    } catch (BenchOptions.UsageException wrong) {
      System.err.println(wrong.getMessage() + "; scripts/bench --help tells what there is.");
      System.exit(2);
    } catch (Exception failed) {
      // Vert.x would keep the process; the hook ends the broker.
      System.err.println("The benchmark failed: " + failed.getMessage());
      System.exit(1);
    }
  }

  private static boolean run(Path root, BenchOptions options, PrintStream out) throws Exception {
    Path folder = root.resolve("target/bench/" + ProcessHandle.current().pid());
    Vertx vertx = Vertx.vertx();
    BrokerProcessUnderLoad broker = new BrokerProcessUnderLoad(root, folder);
    Thread cleaning = new Thread(() -> clean(broker, folder), "bench-cleaning");
    Runtime.getRuntime().addShutdownHook(cleaning);
    FakeUpstream upstream = await(FakeUpstream.start(vertx, FakeUpstream.Layout.OKTA));
    upstream.client("bench", BenchClient.SECRET, URI.create(broker.callback()));
    // It remembers every request, for tests.
    vertx.setPeriodic(100, tick -> upstream.forget());
    broker.configure(upstream.issuer());
    return new Bench(options, vertx, broker, upstream, out).measure(root);
  }

  private static void clean(BrokerProcessUnderLoad broker, Path folder) {
    try {
      broker.clear();
      for (String name : List.of("bench.yaml", "broker.out", "data")) {
        Files.deleteIfExists(folder.resolve(name));
      }
      Files.deleteIfExists(folder);
    } catch (Exception left) {
      System.err.println("Not everything is gone from " + folder + ": " + left.getMessage());
    }
  }

  private boolean measure(Path root) throws Exception {
    String loadBefore = ProcessFigures.loadAverage();
    out.println("Starting the broker (load average " + loadBefore + ") …");
    broker.start();
    List<String> names = options.only().map(List::of).orElse(Operation.NAMES);
    HttpClient client =
        vertx.createHttpClient(
            new HttpClientOptions().setKeepAlive(true),
            new PoolOptions()
                .setHttp1MaxSize(Math.max(options.connections(), options.loginConnections())));
    BenchClient relyingParty = new BenchClient(client, broker.url());
    try {
      warmUp(names, relyingParty);
      for (int round = 1; round <= options.rounds(); round++) {
        out.println("Round " + round + " of " + options.rounds());
        for (String name : names) {
          figures.add(
              measured(operation(name, relyingParty), connections(name), options.seconds()));
          out.println("  " + figures.get(figures.size() - 1).line());
        }
      }
    } finally {
      if (!upstream.objections().isEmpty()) {
        out.println("The upstream objects: " + upstream.objections().get(0));
      }
    }
    double most = ProcessFigures.memory(broker.pid(), "VmHWM");
    LaunchFigures launch = launches(most);
    double signature = SignatureCost.milliseconds();
    Report report = new Report(options, figures, launch, signature, loadBefore, root);
    out.print(report.table());
    if (options.json().isPresent()) {
      Files.writeString(options.json().get(), report.json().encodePrettily() + "\n");
    }
    if (options.write()) {
      Files.writeString(root.resolve("broker/docs/benchmarks.md"), report.document());
      out.println("Wrote broker/docs/benchmarks.md");
    }
    return figures.stream().allMatch(figure -> figure.failures() == 0);
  }

  /** Until the compiler is done with most of it, and never longer than a fixed time. */
  private void warmUp(List<String> names, BenchClient relyingParty) throws Exception {
    out.println("Warming up …");
    for (int round = 0; round < MOST_WARM_UP_ROUNDS; round++) {
      for (String name : names) {
        // A login is much code and few of them happen in a second: 15 s leave the compiler at work.
        int seconds = name.equals("login") ? LOGIN_WARM_UP : Math.min(options.seconds(), 5);
        measured(operation(name, relyingParty), connections(name), seconds);
      }
    }
  }

  private Operation operation(String name, BenchClient relyingParty) {
    return new Operations(vertx, relyingParty, people, connections(name)).named(name);
  }

  private int connections(String name) {
    return name.equals("login") ? options.loginConnections() : options.connections();
  }

  private Figures measured(Operation operation, int connections, int seconds) throws Exception {
    await(operation.prepare());
    Thread.sleep(SETTLE_MILLIS);
    long database = broker.postgresPid();
    double brokerBefore = ProcessFigures.cpuSeconds(broker.pid());
    double databaseBefore = ProcessFigures.cpuSecondsOfFamily(database);
    Load.Result result =
        await(Load.run(vertx, operation, connections, Duration.ofSeconds(seconds)));
    Thread.sleep(SETTLE_MILLIS);
    double brokerSeconds = ProcessFigures.cpuSeconds(broker.pid()) - brokerBefore;
    double databaseSeconds = ProcessFigures.cpuSecondsOfFamily(database) - databaseBefore;
    if (result.failures() > 0) {
      out.println("  " + operation.name() + " failed: " + result.failure());
    }
    int count = Math.max(1, result.operations());
    return new Figures(
        operation.name(),
        result.operations(),
        result.failures(),
        result.perSecond(),
        result.percentile(0.50),
        result.percentile(0.99),
        brokerSeconds * 1000 / count,
        databaseSeconds * 1000 / count);
  }

  private LaunchFigures launches(double loadMiB) throws IOException, InterruptedException {
    out.println("Starting it again, " + STARTS + " times each way …");
    List<BrokerProcessUnderLoad.Start> withDatabase = new ArrayList<>();
    List<BrokerProcessUnderLoad.Start> alone = new ArrayList<>();
    for (int i = 0; i < STARTS; i++) {
      broker.stop();
      withDatabase.add(broker.start());
    }
    for (int i = 0; i < STARTS; i++) {
      broker.kill();
      alone.add(broker.start());
    }
    Thread.sleep(5000);
    return new LaunchFigures(
        withDatabase, alone, ProcessFigures.memory(broker.pid(), "VmRSS"), loadMiB);
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future
        .toCompletionStage()
        .toCompletableFuture()
        .get(MOST_FOR_ONE_STEP.toSeconds(), TimeUnit.SECONDS);
  }
}
