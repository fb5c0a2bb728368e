package io.tributary.platform.outbound;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * How many requests may be under way and waiting for each host, and for all together, so that one
 * dead host neither holds memory nor the places of the others. Safe for every thread.
 */
final class HostGates {
  private final int perHost;
  private final int waitingPerHost;
  private final int total;
  private final Map<String, Gate> gates = new HashMap<>();
  private int inside;

  HostGates(int perHost, int waitingPerHost, int total) {
    this.perHost = perHost;
    this.waitingPerHost = waitingPerHost;
    this.total = total;
  }

  /**
   * Calls {@code enter} now or when a place is free; each accepted one must {@link #leave}.
   *
   * @return false when there is not even a place to wait
   */
  boolean enter(String host, Runnable enter) {
    synchronized (this) {
      if (inside >= total) {
        return false;
      }
      Gate gate = gates.computeIfAbsent(host, name -> new Gate());
      if (gate.running >= perHost) {
        if (gate.waiting.size() >= waitingPerHost) {
          return false;
        }
        gate.waiting.add(enter);
        inside++;
        return true;
      }
      gate.running++;
      inside++;
    }
    enter.run();
    return true;
  }

  /** Gives the place back, waiting or running; the next one in the queue gets it. */
  void leave(String host, Runnable entered) {
    Runnable next;
    synchronized (this) {
      Gate gate = gates.get(host);
      inside--;
      if (gate.waiting.remove(entered)) {
        return;
      }
      next = gate.waiting.poll();
      if (next == null && --gate.running == 0) {
        gates.remove(host);
      }
    }
    if (next != null) {
      next.run();
    }
  }

  private static final class Gate {
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private int running;
  }
}
