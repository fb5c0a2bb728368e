package io.tributary.broker.bench;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Repeats an operation on several connections at once, each as soon as its last one is done. */
final class Load {
  private static final int MOST_FAILURES = 20;

  private final Operation operation;
  private final long end;
  private final List<Lane> lanes = new ArrayList<>();

  /** How it went. */
  static final class Result {
    private final long nanos;
    private final long[] ascending;
    private final int failures;
    private final String failure;

    Result(long nanos, long[] ascending, int failures, String failure) {
      this.nanos = nanos;
      this.ascending = ascending;
      this.failures = failures;
      this.failure = failure;
    }

    int failures() {
      return failures;
    }

    /** What the first failure said. */
    String failure() {
      return failure;
    }

    int operations() {
      return ascending.length;
    }

    double perSecond() {
      return operations() / (nanos / 1e9);
    }

    /** In milliseconds. */
    double percentile(double share) {
      if (ascending.length == 0) {
        return Double.NaN;
      }
      int index = (int) Math.ceil(share * ascending.length) - 1;
      return ascending[Math.max(0, index)] / 1e6;
    }
  }

  private Load(Operation operation, Duration duration) {
    this.operation = operation;
    this.end = System.nanoTime() + duration.toNanos();
  }

  static Future<Result> run(Loops loops, Operation operation, int connections, Duration duration) {
    Load load = new Load(operation, duration);
    long start = System.nanoTime();
    List<Future<Void>> ended = new ArrayList<>();
    for (int i = 0; i < connections; i++) {
      Lane lane = load.new Lane(i, loops.loop(i));
      load.lanes.add(lane);
      ended.add(lane.done.future());
      lane.loop.runOnContext(go -> lane.next());
    }
    return Future.all(ended).map(all -> load.result(System.nanoTime() - start));
  }

  private Result result(long nanos) {
    long[] all = lanes.stream().flatMapToLong(lane -> Arrays.stream(lane.taken())).toArray();
    Arrays.sort(all);
    int failures = lanes.stream().mapToInt(lane -> lane.failures).sum();
    String first =
        lanes.stream()
            .map(lane -> lane.failure)
            .filter(text -> !text.isEmpty())
            .findFirst()
            .orElse("");
    return new Result(nanos, all, failures, first);
  }

  /** One connection; touched by one event loop at a time. */
  private final class Lane {
    private final int number;
    private final Context loop;
    private final Promise<Void> done = Promise.promise();
    private long[] latencies = new long[1024];
    private int count;
    private int failures;
    private String failure = "";

    Lane(int number, Context loop) {
      this.number = number;
      this.loop = loop;
    }

    void next() {
      if (System.nanoTime() - end >= 0 || failures > MOST_FAILURES || !operation.hasNext()) {
        done.complete();
        return;
      }
      long start = System.nanoTime();
      attempt()
          .onComplete(
              result -> {
                if (result.succeeded()) {
                  add(System.nanoTime() - start);
                } else {
                  failures++;
                  failure = String.valueOf(result.cause().getMessage());
                }
                // A new turn of the loop: an answer that is there already must not deepen the
                // stack.
                loop.runOnContext(go -> next());
              });
    }

    /** What fails before it began has failed too: the lane must not stop. */
    private Future<Void> attempt() {
      try {
        return operation.once(number);
      } catch (RuntimeException early) {
        return Future.failedFuture(early);
      }
    }

    private void add(long nanos) {
      if (count == latencies.length) {
        latencies = Arrays.copyOf(latencies, count * 2);
      }
      latencies[count++] = nanos;
    }

    long[] taken() {
      return Arrays.copyOf(latencies, count);
    }
  }
}
