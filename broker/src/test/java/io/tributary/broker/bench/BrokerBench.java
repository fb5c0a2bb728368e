package io.tributary.broker.bench;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What this checkout's broker spends: operations, start, memory, holds of its event loops. */
final class BrokerBench {
  static final String RELAXED = "tributary";
  static final String DURABLE = "synchronous_commit on";

  private static final int STARTS = 5;
  private static final int HOLD_SECONDS = 3;

  private final Stage stage;
  private final BenchOptions options;

  BrokerBench(Stage stage, BenchOptions options) {
    this.stage = stage;
    this.options = options;
  }

  /** Whether every operation worked. */
  boolean run() throws Exception {
    OtherWork before = OtherWork.look();
    stage.say("Starting the broker …");
    BrokerProcessUnderLoad broker = stage.broker(RELAXED, stage.root(), "");
    broker.start();
    String postgres = broker.postgresVersion();
    List<Task> tasks = new ArrayList<>(Task.of(List.of(broker), options));
    if (options.durable()) {
      BrokerProcessUnderLoad durable =
          stage.broker(DURABLE, stage.root(), ", synchronous_commit: true");
      durable.start();
      Task.of(List.of(durable), options).stream()
          .filter(task -> Operation.OF_SESSIONS.contains(task.operation()))
          .forEach(tasks::add);
    }
    List<Figures> figures = new Turns(stage, options).measure(tasks);
    double loadMiB = broker.memory("VmHWM");
    LaunchFigures launch = launches(broker, loadMiB);
    Holds holds = holds();
    double signature = SignatureCost.milliseconds();
    List<Summary> summaries = Summary.of(figures);
    String body = body(summaries, launch, holds, signature);
    Machine machine = Machine.read(stage.root());
    stage.say("\n" + body);
    if (options.json().isPresent()) {
      Files.writeString(
          options.json().get(),
          json(
                      figures,
                      launch,
                      holds,
                      signature,
                      machine.toJson().put("other_work_percent", before.percent()))
                  .encodePrettily()
              + "\n");
    }
    if (options.write()) {
      String chart =
          Charts.write(stage.root(), "broker", Charts.goals(summaries, RELAXED, signature));
      String head = machine.lines(before) + "\n" + method(postgres) + chart + "\n";
      Document.write(
          stage.root(),
          "broker",
          head + body + "\n## What an operation is\n\n" + Meanings.list() + Meanings.CONDITIONS);
      stage.say("Wrote " + stage.root().relativize(Document.file(stage.root())));
    }
    return figures.stream().allMatch(figure -> figure.failures() == 0);
  }

  private String body(
      List<Summary> summaries, LaunchFigures launch, Holds holds, double signature) {
    StringBuilder body = new StringBuilder();
    body.append(Tables.costs(of(summaries, RELAXED), signature));
    List<Summary> durable = of(summaries, DURABLE);
    if (!durable.isEmpty()) {
      body.append("\nThe same with `synchronous_commit` on for sessions too:\n\n");
      body.append(Tables.costs(durable, signature));
    }
    body.append('\n').append(LaunchTable.text(launch, signature));
    body.append(
        Tables.text(
            "One RS256 signature on this machine in this run: %.3f CPU-ms; the goals were set where"
                + " it takes %.3f and are scaled by that.%n",
            signature, Goals.SIGNATURE));
    return body.append('\n').append(holds.text()).toString();
  }

  private static List<Summary> of(List<Summary> summaries, String subject) {
    return summaries.stream().filter(one -> one.subject().equals(subject)).toList();
  }

  private String method(String postgres) {
    return Tables.text(
        "%s. %d rounds of %d s each, warm: until the compiler takes less than 5 %% of the time; %d connections, %d for logins through the upstream.%n%n",
        postgres,
        options.rounds(),
        options.seconds(),
        options.connections(),
        options.loginConnections());
  }

  private static JsonObject json(
      List<Figures> figures,
      LaunchFigures launch,
      Holds holds,
      double signature,
      JsonObject machine) {
    JsonArray rounds = new JsonArray();
    figures.forEach(one -> rounds.add(one.toJson()));
    return new JsonObject()
        .put("machine", machine)
        .put("rs256_signature_ms", Double.isNaN(signature) ? null : signature)
        .put("rounds", rounds)
        .put("launch", launch.toJson())
        .put("longest_hold_ms", holds.longest().map(Holds.Hold::millis).orElse(0.0))
        .put("longest_hold_cpu_ms", holds.longestWork().map(Holds.Hold::cpuMillis).orElse(0.0));
  }

  private LaunchFigures launches(BrokerProcessUnderLoad broker, double loadMiB)
      throws IOException, InterruptedException {
    stage.say("Starting it again, " + STARTS + " times each way …");
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
    // What the compiler needed for the start goes back every ten seconds (scripts/run).
    Thread.sleep(12_000);
    double idle = broker.memory("VmRSS");
    boolean archived = broker.archived();
    broker.stop();
    return new LaunchFigures(
        withDatabase, alone, idle, loadMiB, Distribution.megabytes(stage.root()), archived);
  }

  /** A broker of its own with the agent: what watches the loops would count as the broker. */
  private Holds holds() throws Exception {
    stage.say("Looking for what holds an event loop …");
    Path lines = stage.folder().resolve("holds.txt");
    Path agent = Holds.agent(stage.folder());
    stage.atTheEnd(() -> Files.deleteIfExists(lines));
    stage.atTheEnd(() -> Files.deleteIfExists(agent));
    BrokerProcessUnderLoad watched =
        stage.broker(
            "watched",
            stage.root(),
            BrokerConfig.standard(stage.root(), ""),
            "-javaagent:" + agent + "=" + lines);
    watched.start();
    List<Task> tasks = Task.of(List.of(watched), options);
    long warm = 0;
    for (int round = 0; round < 3; round++) {
      // The last of three rounds counts.
      warm = System.currentTimeMillis();
      for (Task task : tasks) {
        int connections = options.connections(task.operation());
        Operation operation = stage.operation(task, connections);
        stage.prepare(operation);
        Stage.await(
            Load.run(stage.loops(), operation, connections, Duration.ofSeconds(HOLD_SECONDS)));
      }
    }
    // The agent writes once a second.
    Thread.sleep(3000);
    watched.stop();
    return Holds.read(Files.readAllLines(lines), warm);
  }
}
