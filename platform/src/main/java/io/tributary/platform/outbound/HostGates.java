package io.tributary.platform.outbound;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How many requests may be under way and waiting for each host, for each party that named the
 * addresses, and for all together, so that one dead host, or one party with many of them, neither
 * holds memory nor the places of the others. Safe for every thread.
 */
final class HostGates {
  private final int perHost;
  private final int waitingPerHost;
  private final int perParty;
  private final int total;
  private final Map<String, Gate> gates = new HashMap<>();
  private final Map<String, Integer> parties = new HashMap<>();
  private int inside;

  HostGates(int perHost, int waitingPerHost, int perParty, int total) {
    this.perHost = perHost;
    this.waitingPerHost = waitingPerHost;
    this.perParty = perParty;
    this.total = total;
  }

  /**
   * Calls {@code enter} now or when a place is free; each accepted one must {@link #leave}.
   *
   * @param party who named the address; empty: ourselves, who are bounded by nothing but the rest
   * @return false when there is not even a place to wait
   */
  boolean enter(String host, Optional<String> party, Runnable enter) {
    synchronized (this) {
      int ofParty = party.map(name -> parties.getOrDefault(name, 0)).orElse(0);
      if (inside >= total || ofParty >= perParty) {
        return false;
      }
      Gate gate = gates.computeIfAbsent(host, name -> new Gate());
      if (gate.running >= perHost) {
        if (gate.waiting.size() >= waitingPerHost) {
          return false;
        }
        gate.waiting.add(enter);
        count(party);
        return true;
      }
      gate.running++;
      count(party);
    }
    enter.run();
    return true;
  }

  private void count(Optional<String> party) {
    inside++;
    party.ifPresent(name -> parties.merge(name, 1, Integer::sum));
  }

  /** Gives the place back, waiting or running; the next one in the queue gets it. */
  void leave(String host, Optional<String> party, Runnable entered) {
    Runnable next;
    synchronized (this) {
      Gate gate = gates.get(host);
      inside--;
      party.ifPresent(name -> parties.computeIfPresent(name, (k, n) -> n == 1 ? null : n - 1));
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
