package io.tributary.broker.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What else the machine did before anything was started here. Not the load average: that still
 * counts the building of this tool.
 *
 * @param percent of all processors' time, as {@code /proc/stat} has it
 */
record OtherWork(double percent) {
  private static final long LOOK_MILLIS = 2_000;

  /** Beyond it, throughput and latency are somebody else's too. */
  private static final double MUCH = 10;

  /** Fields of the first line: idle and waiting for a disk. */
  private static final int IDLE = 3;

  private static final int WAITING = 4;

  /** Fields after which guests' time follows, which is counted before already. */
  private static final int OWN = 8;

  private record Ticks(long busy, long all) {}

  static OtherWork look() throws IOException, InterruptedException {
    Ticks before = ticks(Files.readString(Path.of("/proc/stat")));
    Thread.sleep(LOOK_MILLIS);
    return between(before, ticks(Files.readString(Path.of("/proc/stat"))));
  }

  /** The share between two texts of {@code /proc/stat}. */
  static OtherWork between(String before, String after) {
    return between(ticks(before), ticks(after));
  }

  private static OtherWork between(Ticks before, Ticks after) {
    return new OtherWork(100.0 * (after.busy - before.busy) / (after.all - before.all));
  }

  private static Ticks ticks(String stat) {
    long[] fields =
        Stream.of(stat.lines().findFirst().orElseThrow().split(" +"))
            .skip(1)
            .limit(OWN)
            .mapToLong(Long::parseLong)
            .toArray();
    long all = 0;
    for (long field : fields) {
      all += field;
    }
    return new Ticks(all - fields[IDLE] - fields[WAITING], all);
  }

  String sentence() {
    return Tables.text("other work kept %.0f %% of the processors busy before", percent)
        + (percent > MUCH ? "; **figures hold that work too.**" : ".");
  }
}
