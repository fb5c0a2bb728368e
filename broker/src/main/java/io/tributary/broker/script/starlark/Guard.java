package io.tributary.broker.script.starlark;

/** Whether a collection may change: not when frozen, and not while somebody walks it. */
final class Guard {
  private final String what;
  private boolean frozen;
  private int walkers;

  /**
   * @param what for messages
   */
  Guard(String what) {
    this.what = what;
  }

  boolean isFrozen() {
    return frozen;
  }

  boolean freeze() {
    boolean first = !frozen;
    frozen = true;
    return first;
  }

  void walkIn() {
    if (!frozen) {
      walkers++;
    }
  }

  void walkOut() {
    if (!frozen) {
      walkers--;
    }
  }

  /** Before a change. */
  void change(String verb) {
    if (frozen) {
      throw StarError.value("cannot " + verb + " frozen " + what + "; make a copy of it");
    }
    if (walkers > 0) {
      throw StarError.value("cannot " + verb + " " + what + " during iteration");
    }
  }
}
