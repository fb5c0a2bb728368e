package io.tributary.platform.outbound;

import java.time.Duration;

/**
 * What outgoing requests may reach and cost.
 *
 * @param connectTimeout until a TCP and TLS connection stands
 * @param totalTimeout from the call to the last byte of the answer: a peer that sends one byte a
 *     second is cut off by it
 * @param maxResponseBytes of headers' body; more is a failure, not a truncation
 * @param addresses which resolved addresses may be connected to
 */
public record OutboundPolicy(
    Duration connectTimeout, Duration totalTimeout, int maxResponseBytes, Addresses addresses) {

  /** How long a peer may be silent between two pieces of its answer: half the total time. */
  public Duration idleTimeout() {
    return totalTimeout.dividedBy(2);
  }

  /** For addresses that the operator wrote into the configuration. */
  public static OutboundPolicy configured() {
    return forProviders(Addresses.CONFIGURED);
  }

  /** For identity providers: their token and userinfo answers may be large. */
  public static OutboundPolicy forProviders(Addresses addresses) {
    return new OutboundPolicy(Duration.ofSeconds(3), Duration.ofSeconds(10), 1 << 20, addresses);
  }

  /** For documents at addresses of clients: small ones, soon. */
  public static OutboundPolicy forClients(Addresses addresses) {
    return new OutboundPolicy(Duration.ofSeconds(2), Duration.ofSeconds(3), 64 * 1024, addresses);
  }
}
