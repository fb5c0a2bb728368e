package io.tributary.broker.bench;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/**
 * So many operations a second, whether the earlier ones are answered or not: people do not wait for
 * one another. A latency counts from the moment at which the operation was due.
 */
final class RateLoad {
  private final Vertx vertx;
  private final Loops loops;
  private final Attempt attempt;
  private final int mostAtOnce;

  /** One operation, begun on that loop. */
  interface Attempt {
    Future<?> once(int loop, int number);
  }

  /**
   * How it went.
   *
   * @param served ascending nanoseconds
   * @param refused of those answered 503 with {@code Retry-After}, ascending nanoseconds
   * @param failed all other answers, and none at all
   * @param failure what the first of them said
   * @param unsent that the driver had no connection left for
   */
  record Result(List<Long> served, List<Long> refused, int failed, String failure, int unsent) {
    int sent() {
      return served.size() + refused.size() + failed;
    }

    /** In milliseconds. */
    double p99() {
      return percentile(served, 0.99);
    }

    double p50() {
      return percentile(served, 0.50);
    }

    double refusedP99() {
      return percentile(refused, 0.99);
    }

    static double percentile(List<Long> ascending, double share) {
      if (ascending.isEmpty()) {
        return Double.NaN;
      }
      int index = (int) Math.ceil(share * ascending.size()) - 1;
      return ascending.get(Math.max(0, index)) / 1e6;
    }
  }

  /**
   * @param mostAtOnce operations under way: what would be more is left out and counted
   */
  RateLoad(Vertx vertx, Loops loops, Attempt attempt, int mostAtOnce) {
    this.vertx = vertx;
    this.loops = loops;
    this.attempt = attempt;
    this.mostAtOnce = mostAtOnce;
  }

  Future<Result> run(double perSecond, Duration duration) {
    List<Source> sources = new ArrayList<>();
    List<Future<Void>> ends = new ArrayList<>();
    for (int i = 0; i < Loops.COUNT; i++) {
      Source source = new Source(i, perSecond / Loops.COUNT, duration.toNanos());
      sources.add(source);
      ends.add(loops.on(i, source::start));
    }
    return Future.all(ends).map(all -> result(sources));
  }

  private static Result result(List<Source> sources) {
    return new Result(
        sources.stream().flatMapToLong(one -> one.served.all()).sorted().boxed().toList(),
        sources.stream().flatMapToLong(one -> one.refused.all()).sorted().boxed().toList(),
        sources.stream().mapToInt(one -> one.failed).sum(),
        sources.stream()
            .map(one -> one.failure)
            .filter(text -> !text.isEmpty())
            .findFirst()
            .orElse(""),
        sources.stream().mapToInt(one -> one.unsent).sum());
  }

  /** One loop's part; touched by that loop only. */
  private final class Source {
    private final int loop;
    private final double nanosEach;
    private final long nanos;
    private final Promise<Void> done = Promise.promise();
    private final Latencies served = new Latencies();
    private final Latencies refused = new Latencies();
    private long began;
    private int number;
    private int underWay;
    private int failed;
    private int unsent;
    private String failure = "";
    private boolean ended;

    Source(int loop, double perSecond, long nanos) {
      this.loop = loop;
      this.nanosEach = 1e9 / perSecond;
      this.nanos = nanos;
    }

    Future<Void> start() {
      began = System.nanoTime();
      vertx.setPeriodic(1, this::tick);
      return done.future();
    }

    private void tick(long timer) {
      long now = System.nanoTime() - began;
      while (number * nanosEach <= Math.min(now, nanos)) {
        send(began + (long) (number * nanosEach));
        number++;
      }
      if (now >= nanos) {
        ended = true;
        vertx.cancelTimer(timer);
        finish();
      }
    }

    private void send(long due) {
      if (underWay >= mostAtOnce / Loops.COUNT) {
        unsent++;
        return;
      }
      underWay++;
      Future<?> answer;
      try {
        answer = attempt.once(loop, number);
      } catch (RuntimeException early) {
        answer = Future.failedFuture(early);
      }
      answer.onComplete(
          result -> {
            long taken = System.nanoTime() - due;
            underWay--;
            if (result.succeeded()) {
              served.add(taken);
            } else {
              fail(result.cause(), taken);
            }
            finish();
          });
    }

    private void fail(Throwable cause, long taken) {
      if (cause instanceof UnexpectedStatus answer && answer.refusedInOrder()) {
        refused.add(taken);
        return;
      }
      failed++;
      failure = String.valueOf(cause.getMessage());
    }

    private void finish() {
      if (ended && underWay == 0) {
        done.tryComplete();
      }
    }
  }

  private static final class Latencies {
    private long[] values = new long[1024];
    private int count;

    void add(long nanos) {
      if (count == values.length) {
        values = Arrays.copyOf(values, count * 2);
      }
      values[count++] = nanos;
    }

    LongStream all() {
      return Arrays.stream(values, 0, count);
    }
  }
}
