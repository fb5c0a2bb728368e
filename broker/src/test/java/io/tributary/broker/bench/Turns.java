package io.tributary.broker.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Measures tasks in turn: warmed up, then round after round. */
final class Turns {
  /** A provider is warm when its JVM's compiler takes less of its time than this. */
  private static final double WARM = 0.05;

  /** A login is much code and few of them happen in a second. */
  private static final int LOGIN_WARM_UP = 20;

  private static final int WARM_UP = 5;

  /** The longest warm-up of one operation: so many times that. */
  private static final int MOST_WARM_UPS = 4;

  /** Events are written in batches: what an operation leaves behind belongs to its cost. */
  private static final long SETTLE_MILLIS = 800;

  private final Stage stage;
  private final BenchOptions options;
  private final Ways ways;

  /** How a task is done. */
  interface Ways {
    /**
     * @param connections at once
     */
    Operation of(Task task, int connections);
  }

  Turns(Stage stage, BenchOptions options) {
    this(stage, options, stage::operation);
  }

  Turns(Stage stage, BenchOptions options, Ways ways) {
    this.stage = stage;
    this.options = options;
    this.ways = ways;
  }

  /** All figures, in the order in which they were taken. */
  List<Figures> measure(List<Task> tasks) throws Exception {
    warmUp(tasks);
    List<Figures> all = new ArrayList<>();
    for (int round = 1; round <= options.rounds(); round++) {
      stage.say("Round " + round + " of " + options.rounds());
      List<Task> order = new ArrayList<>(tasks);
      if (round % 2 == 0) {
        // Whatever follows something else in one round comes before it in the next.
        Collections.reverse(order);
      }
      for (Task task : order) {
        Figures figures = measure(task, options.seconds());
        all.add(figures);
        stage.say("  " + figures.line());
      }
    }
    return all;
  }

  /**
   * Until the compiler is done with most of it, and never longer than a fixed time. All of them
   * once, then what is not warm yet again: code that one operation shares with the next is compiled
   * anew when the next comes.
   */
  private void warmUp(List<Task> tasks) throws Exception {
    List<Task> cold = tasks;
    for (int round = 1; round <= MOST_WARM_UPS && !cold.isEmpty(); round++) {
      stage.say(
          "Warming up, " + round + " of at most " + MOST_WARM_UPS + ": " + cold.size() + " to go");
      List<Task> still = new ArrayList<>();
      for (Task task : cold) {
        boolean login = Operation.LOGINS.contains(task.operation());
        int most = login && options.seconds() >= WARM_UP ? LOGIN_WARM_UP : WARM_UP;
        Figures warm = measure(task, login ? most : Math.min(options.seconds(), most));
        stage.say("  " + warm.line());
        if (warm.compilerShare() > WARM) {
          still.add(task);
        }
      }
      cold = still;
    }
  }

  private Figures measure(Task task, int seconds) throws Exception {
    int connections = options.connections(task.operation());
    Operation operation = ways.of(task, connections);
    Subject subject = task.subject();
    stage.prepare(operation);
    Thread.sleep(SETTLE_MILLIS);
    double serverBefore = subject.serverCpuSeconds();
    double compilerBefore = subject.compilerCpuSeconds();
    double databaseBefore = subject.databaseCpuSeconds();
    Load.Result result =
        Stage.await(Load.run(stage.loops(), operation, connections, Duration.ofSeconds(seconds)));
    Thread.sleep(SETTLE_MILLIS);
    double server = subject.serverCpuSeconds() - serverBefore;
    double compiler = Math.max(0, subject.compilerCpuSeconds() - compilerBefore);
    double database = subject.databaseCpuSeconds() - databaseBefore;
    if (result.failures() > 0) {
      stage.say("  " + subject.name() + ", " + task.label() + " failed: " + result.failure());
    }
    int count = Math.max(1, result.operations());
    return new Figures(
        subject.name(),
        task.label(),
        result.operations(),
        result.failures(),
        result.perSecond(),
        result.percentile(0.50),
        result.percentile(0.99),
        server * 1000 / count,
        compiler * 1000 / count,
        database * 1000 / count);
  }
}
