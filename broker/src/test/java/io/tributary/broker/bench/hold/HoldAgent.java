package io.tributary.broker.bench.hold;

import io.vertx.core.impl.VertxThread;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * Looks at the event loops some thousand times a second. Vert.x notes when a loop begins with a
 * piece of work and when that ends; what is still the same piece at several looks has held the loop
 * at least from the first to the last of them.
 *
 * <p>Each such hold becomes a line of the file that is the agent's argument: {@code <time of day in
 * milliseconds> <microseconds by the clock> <microseconds of CPU> <stack, innermost first>}. The
 * CPU tells work from waiting: for the processor on a busy machine, for the collector, for a lock.
 */
public final class HoldAgent {
  private static final long LOOK_NANOS = 250_000;
  private static final long WORTH_A_LINE_NANOS = 500_000;
  private static final int STACK = 40;

  private final PrintWriter out;
  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private final Map<VertxThread, Piece> pieces = new HashMap<>();
  private List<VertxThread> loops = List.of();

  /** A piece of work that was seen running. */
  private static final class Piece {
    final long began;
    final long cpuAtFirst;
    long cpuAtLast;
    long seenLast;
    String stack = "";

    Piece(long began, long cpu, long now) {
      this.began = began;
      this.cpuAtFirst = cpu;
      this.cpuAtLast = cpu;
      this.seenLast = now;
    }
  }

  private HoldAgent(PrintWriter out) {
    this.out = out;
  }

  /**
   * @param file where the lines go
   */
  public static void premain(String file) throws IOException {
    HoldAgent agent =
        new HoldAgent(
            new PrintWriter(Files.newBufferedWriter(Path.of(file), StandardCharsets.UTF_8)));
    Thread watcher = new Thread(agent::watch, "bench-holds");
    watcher.setDaemon(true);
    watcher.start();
  }

  private void watch() {
    for (long look = 0; true; look++) {
      if (look % 4000 == 0) {
        loops =
            Thread.getAllStackTraces().keySet().stream()
                .filter(VertxThread.class::isInstance)
                .map(VertxThread.class::cast)
                .filter(thread -> !thread.isWorker())
                .toList();
        out.flush();
      }
      loops.forEach(this::look);
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  private void look(VertxThread loop) {
    long began = loop.startTime();
    Piece known = pieces.get(loop);
    if (known != null && known.began != began) {
      pieces.remove(loop);
      tell(known);
      known = null;
    }
    if (began == 0) {
      return;
    }
    long now = System.nanoTime();
    long cpu = threads.getThreadCpuTime(loop.getId());
    if (loop.startTime() != began) {
      // It ended while the clock was read: this look belongs to the next piece.
      return;
    }
    if (known == null) {
      pieces.put(loop, new Piece(began, cpu, now));
      return;
    }
    known.seenLast = now;
    known.cpuAtLast = cpu;
    if (known.stack.isEmpty() && now - began > WORTH_A_LINE_NANOS) {
      known.stack = stack(loop);
    }
  }

  private void tell(Piece piece) {
    long nanos = piece.seenLast - piece.began;
    if (nanos > WORTH_A_LINE_NANOS) {
      out.printf(
          "%d %d %d %s%n",
          System.currentTimeMillis(),
          nanos / 1000,
          (piece.cpuAtLast - piece.cpuAtFirst) / 1000,
          piece.stack);
    }
  }

  private static String stack(Thread loop) {
    StringBuilder stack = new StringBuilder();
    StackTraceElement[] frames = loop.getStackTrace();
    for (int i = 0; i < Math.min(STACK, frames.length); i++) {
      stack.append(i == 0 ? "" : "|").append(frames[i].getClassName());
      stack.append('.').append(frames[i].getMethodName()).append(':');
      stack.append(frames[i].getLineNumber());
    }
    return stack.toString().replace(' ', '_');
  }
}
