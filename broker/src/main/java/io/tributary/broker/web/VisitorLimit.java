package io.tributary.broker.web;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How often one address may make us write something before it is known to anyone: a bucket of
 * tokens for each address, bounded in number.
 */
public final class VisitorLimit {
  private static final int MOST_ADDRESSES = 10_000;

  private final Clock clock;
  private final int burst;
  private final double perSecond;
  private final Map<String, Bucket> buckets =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
          return size() > MOST_ADDRESSES;
        }
      };

  /**
   * @param burst how many at once
   * @param perSecond how many afterwards
   */
  public VisitorLimit(Clock clock, int burst, double perSecond) {
    this.clock = clock;
    this.burst = burst;
    this.perSecond = perSecond;
  }

  private record Bucket(double tokens, long at) {}

  /** Takes one token; {@code false} when there is none. */
  public synchronized boolean take(String address) {
    long now = clock.millis();
    Bucket bucket = buckets.getOrDefault(address, new Bucket(burst, now));
    double tokens =
        Math.min(burst, bucket.tokens() + Math.max(0, now - bucket.at()) / 1000.0 * perSecond);
    boolean taken = tokens >= 1;
    buckets.put(address, new Bucket(taken ? tokens - 1 : tokens, now));
    return taken;
  }
}
