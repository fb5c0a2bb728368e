package io.tributary.broker.script;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** Counts what the evaluation that runs on this thread has used. */
public final class ScriptUsage {
  /** Longest text that a script may make, in characters. */
  static final int LONGEST_TEXT = 1 << 16;

  /** Longest list that built-in functions work on: each call of one is a single step to us. */
  static final int LONGEST_LIST = 20_000;

  /** Most comparisons of one search, when each begins well: some milliseconds. */
  static final long LARGEST_SEARCH = 1L << 24;

  /**
   * An evaluation that took less time than this used at most as much: to ask costs a system call.
   */
  private static final long SHORT_NANOS = 100_000;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private Limits limits = Limits.DEFAULT;
  private boolean running;
  private long steps;
  private long mostNanos;
  private long startClock;
  private long startCpu;
  private long startBytes;
  private ScriptUsed used = ScriptUsed.NOTHING;

  /** Forgets what the evaluation before has used. */
  public void forget() {
    used = ScriptUsed.NOTHING;
  }

  public void start(Limits allowed) {
    limits = allowed;
    steps = 0;
    running = true;
    mostNanos = allowed.time().toNanos();
    startBytes = threads.getCurrentThreadAllocatedBytes();
    startClock = System.nanoTime();
    startCpu = threads.getCurrentThreadCpuTime();
  }

  public void stop() {
    if (running) {
      long passed = System.nanoTime() - startClock;
      used =
          new ScriptUsed(
              passed < SHORT_NANOS ? passed : threads.getCurrentThreadCpuTime() - startCpu,
              steps,
              threads.getCurrentThreadAllocatedBytes() - startBytes);
    }
    running = false;
  }

  /** What was used between the last start and stop. */
  public ScriptUsed used() {
    return used;
  }

  /** Counts steps and compares everything with the limits. */
  public void observe(long more) {
    if (!running) {
      return;
    }
    steps += more;
    if (threads.getCurrentThreadAllocatedBytes() - startBytes > limits.bytes()) {
      throw new LimitError(
          ScriptFailure.Reason.MEMORY, "used more than " + limits.bytes() + " bytes");
    }
    if (steps > limits.steps()) {
      // What alone is more than all that is allowed is refused before it is done.
      steps -= more > limits.steps() ? more : 0;
      throw new LimitError(
          ScriptFailure.Reason.STEPS, "took more than " + limits.steps() + " steps");
    }
    // One thread uses no more time than passes, and to ask for that is no system call.
    if (System.nanoTime() - startClock > mostNanos
        && threads.getCurrentThreadCpuTime() - startCpu > mostNanos) {
      throw new LimitError(
          ScriptFailure.Reason.TIME, "ran longer than " + limits.time().toMillis() + " ms");
    }
  }

  /**
   * Looks ahead: for one built-in call that is about to allocate.
   *
   * @throws LimitError when what was allocated so far and this are more than is allowed
   */
  public void reserve(long more) {
    if (running
        && more > limits.bytes() - (threads.getCurrentThreadAllocatedBytes() - startBytes)) {
      throw new LimitError(
          ScriptFailure.Reason.MEMORY, "used more than " + limits.bytes() + " bytes");
    }
  }

  public static void textLength(long characters) {
    if (characters > LONGEST_TEXT) {
      throw new LimitError(
          ScriptFailure.Reason.MEMORY, "made a text of more than " + LONGEST_TEXT + " characters");
    }
  }

  /** For one built-in call that looks for a text within another. */
  public static void search(long text, long part) {
    if (text * part > LARGEST_SEARCH) {
      throw new LimitError(
          ScriptFailure.Reason.STEPS,
          "searched " + text + " characters for a text of " + part + " characters");
    }
  }

  public static void listLength(long elements) {
    if (elements > LONGEST_LIST) {
      throw new LimitError(
          ScriptFailure.Reason.MEMORY, "used a list of more than " + LONGEST_LIST + " elements");
    }
  }
}
