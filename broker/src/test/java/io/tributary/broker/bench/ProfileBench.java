package io.tributary.broker.bench;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the CPU time of each operation goes: measured without a profiler, then once more under one,
 * whose shares are shares of what was measured.
 */
final class ProfileBench {
  private final Stage stage;
  private final BenchOptions options;
  private boolean kernelSeen = true;

  ProfileBench(Stage stage, BenchOptions options) {
    this.stage = stage;
    this.options = options;
  }

  /** Whether every operation worked. */
  boolean run() throws Exception {
    OtherWork before = OtherWork.look();
    Path log = stage.folder().resolve("profiler.out");
    stage.atTheEnd(() -> Files.deleteIfExists(log));
    AsyncProfiler profiler = AsyncProfiler.fetched(stage, log);
    stage.say("Starting the broker …");
    BrokerProcessUnderLoad broker = stage.broker("profiled", stage.root(), "");
    broker.start();
    String postgres = broker.postgresVersion();
    List<Task> tasks = Task.of(List.of(broker), options);
    List<Figures> figures = new Turns(stage, options).measure(tasks);
    Path folder = Files.createDirectories(stage.root().resolve("target/bench-profiles"));
    List<Budget> budgets = new ArrayList<>();
    boolean worked = figures.stream().allMatch(one -> one.failures() == 0);
    for (Task task : tasks) {
      stage.say("Profiling " + task.label() + " …");
      Path stacks = folder.resolve(task.label().replace(' ', '-') + ".collapsed");
      worked &= profile(profiler, broker, task, stacks);
      budgets.add(budget(task, figures, stacks));
    }
    String body = Budget.table(budgets) + method(postgres);
    stage.say("\n" + body);
    stage.say("The stacks, for a flame graph: " + stage.root().relativize(folder));
    tell(budgets, before, body);
    return worked;
  }

  private boolean profile(
      AsyncProfiler profiler, BrokerProcessUnderLoad broker, Task task, Path stacks)
      throws Exception {
    int connections = options.connections(task.operation());
    Operation operation = stage.operation(task, connections);
    stage.prepare(operation);
    profiler.start(broker.pid());
    Load.Result result =
        Stage.await(
            Load.run(stage.loops(), operation, connections, Duration.ofSeconds(options.seconds())));
    profiler.stop(broker.pid(), stacks);
    if (result.failures() > 0) {
      stage.say("  " + task.label() + " failed: " + result.failure());
    }
    return result.failures() == 0;
  }

  private Budget budget(Task task, List<Figures> figures, Path stacks) throws IOException {
    Summary measured =
        Summary.of(figures).stream()
            .filter(one -> one.label().equals(task.label()))
            .findFirst()
            .orElseThrow();
    List<String> lines = Files.readAllLines(stacks);
    kernelSeen &= ProfileParts.seesKernel(lines);
    return new Budget(
        task.label(),
        measured.median(Figures::serverMs),
        measured.median(Figures::databaseMs),
        ProfileParts.count(lines));
  }

  private String method(String postgres) {
    return Tables.text(
            """

        For one operation: what `/proc` says of the broker's process (rounds: %d, of %d s each, their median), split by the
        shares of a profile of %d s made afterwards (async-profiler %s, a sample for each millisecond of CPU time).
        %s
        What is done for many at once (batches of traces and audit, the log) is in it.
        %s. %d connections, %d for logins through the upstream.
        """,
            options.rounds(),
            options.seconds(),
            options.seconds(),
            AsyncProfiler.VERSION,
            ProfileParts.rule(),
            postgres,
            options.connections(),
            options.loginConnections())
        + (kernelSeen
            ? ""
            : "The system did not show its kernel to the profiler (`kernel.perf_event_paranoid`): the"
                + " kernel's part is in the rows of those who called it.\n");
  }

  private void tell(List<Budget> budgets, OtherWork before, String body) throws IOException {
    Machine machine = Machine.read(stage.root());
    if (options.json().isPresent()) {
      JsonArray operations = new JsonArray();
      for (Budget one : budgets) {
        JsonObject parts = new JsonObject();
        one.samples().keySet().forEach(part -> parts.put(part, one.micros(part)));
        operations.add(
            new JsonObject()
                .put("operation", one.label())
                .put("server_cpu_us", parts)
                .put("database_cpu_us", one.databaseMs() * 1000));
      }
      JsonObject all =
          new JsonObject().put("machine", machine.toJson()).put("operations", operations);
      Files.writeString(options.json().get(), all.encodePrettily() + "\n");
    }
    if (options.write()) {
      String head = "## Where the time goes\n\n" + machine.lines(before) + "\n";
      Document.write(stage.root(), "profile", head + body);
      stage.say("Wrote " + stage.root().relativize(Document.file(stage.root())));
    }
  }
}
