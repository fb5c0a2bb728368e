package io.tributary.broker.bench;

import io.tributary.broker.app.RecordedCrowd;
import io.tributary.broker.replay.Crowd;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/**
 * How long a person waits for {@code mapping diff}: the shipped mappings beside themselves with
 * another {@code roles.js}, over many recorded people, each time in a new process, on two cores
 * that PostgreSQL shares.
 */
final class ReplayBench {
  private static final long PATIENCE_SECONDS = 600;
  private static final int TOLD_EVERY = 9_000;

  private final Stage stage;
  private final BenchOptions options;
  private final Cores cores;

  ReplayBench(Stage stage, BenchOptions options) {
    this.stage = stage;
    this.options = options;
    this.cores = Cores.first(2);
  }

  /** Whether every round ended well and found the same. */
  boolean run() throws Exception {
    OtherWork before = OtherWork.look();
    BrokerProcessUnderLoad broker = stage.broker("replay", stage.root(), config(), "");
    stage.say("Starting the broker …");
    broker.start();
    String postgres = broker.postgresVersion();
    RecordedCrowd.fill(broker.config(), options.people(), this::told);
    Path changed = changed();
    cores.bind(broker.postgresPid());
    List<ReplayRun> rounds = new ArrayList<>();
    for (int round = 1; round <= options.rounds(); round++) {
      ReplayRun one = once(broker, changed);
      rounds.add(one);
      stage.say(Tables.text("Round %d of %d: %s", round, options.rounds(), one.line()));
    }
    broker.stop();
    boolean same = rounds.stream().map(ReplayRun::said).distinct().count() == 1;
    String body = body(rounds, same);
    stage.say("\n" + body);
    Machine machine = Machine.read(stage.root());
    if (options.json().isPresent()) {
      Files.writeString(options.json().get(), json(rounds, machine).encodePrettily() + "\n");
    }
    if (options.write()) {
      String head = "## Replay\n" + machine.lines(before) + postgres + ".\n\n";
      Document.write(stage.root(), "replay", head + body);
      stage.say("Wrote " + stage.root().relativize(Document.file(stage.root())));
    }
    return same;
  }

  private BrokerConfig config() {
    StringBuilder recordings = new StringBuilder("local_login: false\nrecordings:\n");
    List<String> upstreams = new ArrayList<>();
    for (String upstream : Crowd.UPSTREAMS) {
      upstreams.add(BrokerConfig.upstream(upstream, stage.upstream().issuer()));
      recordings.append(
          "  - { upstream: %s, purpose: to measure, redact: [%s] }\n"
              .formatted(upstream, String.join(", ", Crowd.REDACTED.stream().sorted().toList())));
    }
    return new BrokerConfig("", shipped(), List.of(), upstreams, recordings.toString());
  }

  private void told(int people) {
    if (people % TOLD_EVERY == 0 || people == options.people()) {
      stage.say("Recorded " + people + " of " + options.people() + " people");
    }
  }

  private Path shipped() {
    return stage.root().resolve("scripts/mappings");
  }

  /** A folder with the one mapping that is another. */
  private Path changed() throws IOException {
    Path folder = stage.folder().resolve("proposed");
    Files.createDirectories(folder);
    stage.atTheEnd(() -> Files.deleteIfExists(folder));
    String script = Files.readString(shipped().resolve("roles.js"));
    write(folder.resolve("roles.js"), script.replace(Crowd.CHANGED_FROM, Crowd.CHANGED_TO));
    write(folder.resolve("roles.yaml"), Files.readString(shipped().resolve("roles.yaml")));
    return folder;
  }

  private void write(Path file, String text) throws IOException {
    Files.writeString(file, text);
    stage.atTheEnd(() -> Files.deleteIfExists(file));
  }

  private ReplayRun once(BrokerProcessUnderLoad broker, Path changed)
      throws IOException, InterruptedException {
    Path out = stage.folder().resolve("diff.out");
    stage.atTheEnd(() -> Files.deleteIfExists(out));
    List<String> command = new ArrayList<>(cores.command());
    command.addAll(List.of(stage.root().resolve("scripts/run").toString(), "broker"));
    command.addAll(List.of("mapping", "diff", changed.toString()));
    command.addAll(List.of("--config", broker.config().toString()));
    double databaseBefore = broker.databaseCpuSeconds();
    double before = ProcessFigures.cpuSecondsOfEnded(ProcessHandle.current().pid());
    long began = System.nanoTime();
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile()).start();
    stage.atTheEnd(process::destroyForcibly);
    double memory = untilItEnds(process, began);
    double seconds = (System.nanoTime() - began) / 1e9;
    if (process.exitValue() != 0) {
      throw new IOException("mapping diff failed:\n" + Files.readString(out));
    }
    return new ReplayRun(
        seconds,
        ProcessFigures.cpuSecondsOfEnded(ProcessHandle.current().pid()) - before,
        broker.databaseCpuSeconds() - databaseBefore,
        memory,
        found(Files.readString(out)));
  }

  /** Its most resident memory. */
  private static double untilItEnds(Process process, long began)
      throws IOException, InterruptedException {
    double most = 0;
    while (!process.waitFor(20, TimeUnit.MILLISECONDS)) {
      if (System.nanoTime() - began > PATIENCE_SECONDS * 1_000_000_000L) {
        process.destroyForcibly().waitFor();
        throw new IOException("mapping diff does not end");
      }
      try {
        double now = ProcessFigures.memory(process.pid(), "VmHWM");
        most = Double.isNaN(now) ? most : Math.max(most, now);
      } catch (IOException ended) {
        // Between two looks.
      }
    }
    return most;
  }

  /**
   * Without the lines of progress, and without the seconds at the end of the line that has them.
   */
  static String found(String output) {
    StringBuilder found = new StringBuilder();
    output
        .lines()
        .filter(line -> !line.endsWith("…") && !line.equals("Done."))
        .forEach(line -> found.append(line.replaceFirst(" in [0-9.]+ s\\b", "")).append('\n'));
    return found.toString();
  }

  private String body(List<ReplayRun> rounds, boolean same) {
    return Tables.text(
            """
            `scripts/broker mapping diff` over %d recorded people (20 groups and a dozen claims each, two of them
            redacted), the shipped mappings beside themselves with another `roles.js`; a new process each time, from
            its start to its end, beside a running broker; %s. %d rounds.

            | | min / median / max |
            |---|---|
            """,
            options.people(), cores.text(), rounds.size())
        + row("seconds", "%.2f", rounds, ReplayRun::seconds)
        + row("CPU-seconds of the command", "%.2f", rounds, ReplayRun::cpuSeconds)
        + row("CPU-seconds of PostgreSQL", "%.2f", rounds, ReplayRun::databaseCpuSeconds)
        + row("most resident memory, MiB", "%.0f", rounds, ReplayRun::memoryMiB)
        + (same
            ? "\nIt found: " + rounds.get(0).said().lines().findFirst().orElse("nothing") + "\n"
            : "\n**Not every round found the same.**\n");
  }

  private static String row(
      String name, String format, List<ReplayRun> rounds, ToDoubleFunction<ReplayRun> of) {
    double[] sorted = rounds.stream().mapToDouble(of).sorted().toArray();
    return Tables.text(
        "| %s | " + format + " / " + format + " / " + format + " |%n",
        name,
        sorted[0],
        Summary.middle(sorted),
        sorted[sorted.length - 1]);
  }

  private JsonObject json(List<ReplayRun> rounds, Machine machine) {
    JsonArray all = new JsonArray();
    rounds.forEach(one -> all.add(one.toJson()));
    return new JsonObject()
        .put("machine", machine.toJson())
        .put("people", options.people())
        .put("cores", cores.text())
        .put("rounds", all);
  }
}
