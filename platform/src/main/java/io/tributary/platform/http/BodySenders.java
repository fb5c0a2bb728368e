package io.tributary.platform.http;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Who is sending bodies just now: one network may hold a part of all places with them and no more.
 * Else one machine that sends a byte a second keeps everybody out, at no cost of its own.
 *
 * <p>Shared by all loops of a server. It has an entry for a network only while a body is being
 * read, so that admission bounds it.
 */
final class BodySenders {
  private final int mostOfOne;
  private final ConcurrentMap<String, Integer> reading = new ConcurrentHashMap<>();

  /**
   * @param places of the whole server
   */
  BodySenders(int places) {
    this.mostOfOne = Math.max(1, places / 4);
  }

  /**
   * Takes a place, which {@link #ended} gives back; {@code false} when the network has its part.
   */
  boolean began(String network) {
    boolean[] taken = new boolean[1];
    reading.compute(
        network,
        (key, held) -> {
          int now = held == null ? 0 : held;
          taken[0] = now < mostOfOne;
          return taken[0] ? now + 1 : held;
        });
    return taken[0];
  }

  void ended(String network) {
    reading.computeIfPresent(network, (key, held) -> held == 1 ? null : held - 1);
  }

  int networks() {
    return reading.size();
  }
}
