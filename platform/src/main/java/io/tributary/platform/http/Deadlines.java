package io.tributary.platform.http;

import io.vertx.core.Vertx;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What must have happened by a certain time on one event loop. One sweep twice a second instead of
 * a timer for each request. Used on its loop only.
 */
final class Deadlines {
  private static final long SWEEP_MILLIS = 500;

  private final Set<Deadline> waiting = new HashSet<>();

  /** Sweeps as long as the deployment lives to which the current context belongs. */
  void start(Vertx vertx) {
    vertx.setPeriodic(SWEEP_MILLIS, timer -> sweep(System.nanoTime()));
  }

  /** Runs the action once unless cancelled before. */
  Deadline in(long millis, Runnable late) {
    Deadline deadline = new Deadline(this, System.nanoTime() + millis * 1_000_000, late);
    waiting.add(deadline);
    return deadline;
  }

  void sweep(long now) {
    List<Deadline> late = waiting.stream().filter(each -> now - each.atNanos >= 0).toList();
    late.forEach(each -> each.cancel());
    late.forEach(each -> each.late.run());
  }

  int size() {
    return waiting.size();
  }

  /** One of them. */
  static final class Deadline {
    private final Deadlines all;
    private final long atNanos;
    private final Runnable late;

    private Deadline(Deadlines all, long atNanos, Runnable late) {
      this.all = all;
      this.atNanos = atNanos;
      this.late = late;
    }

    void cancel() {
      all.waiting.remove(this);
    }
  }
}
