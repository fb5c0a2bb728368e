package io.tributary.broker.claims;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Optional;

/**
 * What the tests of one mapping may use together, where others wait for the thread: each of them
 * alone may use all that a mapping may.
 *
 * @param time CPU time of the thread that runs them
 * @param most so many tests
 */
public record TestBudget(Duration time, int most) {
  /** What whoever runs them at a terminal has: nobody else waits. */
  public static final TestBudget NONE =
      new TestBudget(Duration.ofNanos(Long.MAX_VALUE), Integer.MAX_VALUE);

  /** So many tests say what a mapping does; each outcome is kept until the last has run. */
  public static final int MOST_TESTS = 2_000;

  public TestBudget(Duration time) {
    this(time, MOST_TESTS);
  }

  Meter start() {
    return new Meter(this);
  }

  /** What was used since it began; for the thread that began it. */
  static final class Meter {
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final TestBudget budget;
    private final long began = threads.getCurrentThreadCpuTime();

    private Meter(TestBudget budget) {
      this.budget = budget;
    }

    /**
     * The limit that is reached, in words.
     *
     * @param done how many have run
     */
    Optional<String> reached(int done) {
      if (done >= budget.most) {
        return Optional.of("more than " + budget.most + " are not run");
      }
      return threads.getCurrentThreadCpuTime() - began > budget.time.toNanos()
          ? Optional.of(
              "they used more than "
                  + budget.time.toMillis()
                  + " ms of CPU time together (mapping_limits: tests_time)")
          : Optional.empty();
    }
  }
}
