package io.tributary.broker.client;

import io.tributary.platform.outbound.OutboundClient;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Clock;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The fetched key sets of one kind of clients, in bounded room. When they are too large together,
 * the largest is let go first: who publishes little keeps its keys here, whatever others publish.
 * How often a client's server was asked is remembered longer than what it answered.
 */
final class KeySetRoom {
  /** Of keys as they lie in memory; a usual set has 2000 to 4000. */
  static final int MOST_BYTES = 8 * 1024 * 1024;

  private static final int MOST_CLIENTS = 10_000;

  private final Vertx vertx;
  private final OutboundClient outbound;
  private final Clock clock;
  private long bytes;
  private final Map<String, FetchedKeys> byClient =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, FetchedKeys> eldest) {
          if (size() <= MOST_CLIENTS) {
            return false;
          }
          bytes -= eldest.getValue().counted;
          return true;
        }
      };

  KeySetRoom(Vertx vertx, OutboundClient outbound, Clock clock) {
    this.vertx = vertx;
    this.outbound = outbound;
    this.clock = clock;
  }

  synchronized FetchedKeys at(String client, URI uri) {
    FetchedKeys entry = byClient.get(client);
    if (entry == null || !entry.uri().equals(uri)) {
      if (entry != null) {
        bytes -= entry.counted;
      }
      entry =
          new FetchedKeys(vertx, outbound, client, uri, clock, changed -> weigh(client, changed));
      byClient.put(client, entry);
    }
    return entry;
  }

  private synchronized void weigh(String client, FetchedKeys changed) {
    if (byClient.get(client) != changed) {
      return;
    }
    count(changed, changed.bytes());
    while (bytes > MOST_BYTES) {
      FetchedKeys largest =
          byClient.values().stream()
              .max(Comparator.comparingInt((FetchedKeys set) -> set.counted))
              .orElseThrow();
      largest.letGo();
      count(largest, 0);
    }
  }

  private void count(FetchedKeys set, int now) {
    bytes += now - set.counted;
    set.counted = now;
  }
}
