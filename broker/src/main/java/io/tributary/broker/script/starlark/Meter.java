package io.tributary.broker.script.starlark;

import io.tributary.broker.script.LimitError;
import io.tributary.broker.script.Limits;
import io.tributary.broker.script.ScriptFailure;
import io.tributary.broker.script.ScriptUsage;

/**
 * Counts from within. Whoever works for longer than a few instructions, or makes something larger
 * than a few words, says so here before doing it.
 */
final class Meter {
  /** Steps between two looks at the clock and at the memory. */
  private static final int OBSERVED_EVERY = 256;

  /** Bytes between two looks at the memory. */
  private static final int RESERVED_EVERY = 32 << 10;

  /** Characters, or elements moved at once, that take as long as one step. */
  private static final int MOVED_IN_A_STEP = 32;

  /** More than any limit, and far from the end of whole numbers. */
  private static final long LARGEST = 1L << 50;

  private final ScriptUsage usage;
  private final int deepest;
  private final long most;
  private int left = OBSERVED_EVERY;
  private long reserved;
  private int depth;

  Meter(ScriptUsage usage, Limits limits) {
    this.usage = usage;
    this.deepest = limits.depth();
    this.most = Math.min(limits.steps(), LARGEST) + 1;
  }

  void step() {
    if (--left <= 0) {
      left = OBSERVED_EVERY;
      usage.observe(OBSERVED_EVERY);
    }
  }

  void charge(long work) {
    // One step over the limit says as much as a million over it.
    long steps = Math.min(work, most);
    if (steps < left) {
      left -= (int) steps;
    } else {
      usage.observe(OBSERVED_EVERY - left + steps);
      left = OBSERVED_EVERY;
    }
  }

  /** Before something of this size is made. */
  void reserve(long bytes) {
    reserved += bytes;
    if (reserved > RESERVED_EVERY) {
      usage.reserve(reserved);
      reserved = 0;
    }
  }

  /** Before a list of this many elements is made. */
  void list(long elements) {
    reserve(Math.min(elements, LARGEST) * 8);
    charge(elements / MOVED_IN_A_STEP);
  }

  /** Before a text of this many characters is made. */
  void text(long characters) {
    ScriptUsage.textLength(characters);
    reserve(characters * 2);
    charge(characters / MOVED_IN_A_STEP);
  }

  /** Before so many characters are read by one built-in function. */
  void read(long characters) {
    charge(characters / MOVED_IN_A_STEP);
  }

  /** Counts what has not been counted yet, when nothing more will be. */
  void end() {
    try {
      usage.observe(OBSERVED_EVERY - left);
    } catch (LimitError over) {
      // It ended by itself, or for a reason that is known already.
      left = OBSERVED_EVERY;
    }
    left = OBSERVED_EVERY;
  }

  void enter() {
    if (++depth > deepest) {
      throw new LimitError(
          ScriptFailure.Reason.DEPTH, "called or nested more than " + deepest + " deep");
    }
  }

  void leave() {
    depth--;
  }
}
