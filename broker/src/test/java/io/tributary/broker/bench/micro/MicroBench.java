package io.tributary.broker.bench.micro;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** {@code scripts/bench --micro}: every benchmark of this package, in a process of its own. */
public final class MicroBench {
  private static final String ROOT = "tributary.root";
  private static final int ITERATIONS = 5;

  private MicroBench() {}

  /** The checkout, in the measured process. */
  static Path root() {
    return Path.of(System.getProperty(ROOT, ".."));
  }

  /**
   * @param arguments the checkout; then {@code --only REGEX}, {@code --seconds N} (of one
   *     iteration, default 2), {@code --forks N} (default 2), {@code --json FILE}
   */
  public static void main(String[] arguments) throws RunnerException {
    String only = "";
    int seconds = 2;
    int forks = 2;
    Iterator<String> rest = List.of(arguments).subList(1, arguments.length).iterator();
    OptionsBuilder options = new OptionsBuilder();
    while (rest.hasNext()) {
      String name = rest.next();
      if (!rest.hasNext()) {
        throw new IllegalArgumentException(name + " needs a value; see scripts/bench --help");
      }
      String value = rest.next();
      switch (name) {
        case "--only" -> only = value;
        case "--seconds" -> seconds = Integer.parseInt(value);
        case "--forks" -> forks = Integer.parseInt(value);
        case "--json" -> options.resultFormat(ResultFormatType.JSON).result(value);
        default ->
            throw new IllegalArgumentException(name + " is unknown; see scripts/bench --help");
      }
    }
    run(options, arguments[0], only, seconds, forks);
  }

  private static void run(
      ChainedOptionsBuilder options, String root, String only, int seconds, int forks)
      throws RunnerException {
    new Runner(
            options
                .include("bench\\.micro\\..*" + only)
                .mode(Mode.AverageTime)
                .timeUnit(TimeUnit.MICROSECONDS)
                .warmupIterations(ITERATIONS)
                .warmupTime(TimeValue.seconds(seconds))
                .measurementIterations(ITERATIONS)
                .measurementTime(TimeValue.seconds(seconds))
                .threads(1)
                .forks(forks)
                .jvmArgsAppend("-XX:+UseSerialGC", "-Xmx256m", "-D" + ROOT + "=" + root)
                .shouldFailOnError(true)
                .addProfiler(CpuTime.class)
                .build())
        .run();
  }
}
