package io.tributary.platform.http;

import io.vertx.ext.web.RoutingContext;
import java.net.InetAddress;
import java.util.HexFormat;

/**
 * What every handler may know of the request it serves. It travels in the routing context and in
 * plain parameters, not in a thread-local: several services share one thread.
 *
 * @param id request id: made here, shown on error pages, in the log and in {@code X-Request-ID}
 * @param remoteAddress address of the peer, or of the client behind a trusted proxy
 * @param startedNanos {@link System#nanoTime()} when the head of the request was read
 */
public record RequestInfo(String id, String remoteAddress, long startedNanos) {
  static final String KEY = RequestInfo.class.getName();

  /**
   * What to count a visitor by: the address; of IPv6 its first 64 bits, since that is the least
   * that one customer is given (RFC 6177 §2).
   */
  public String network() {
    return AddressBlock.literal(remoteAddress)
        .map(InetAddress::getAddress)
        .filter(bytes -> bytes.length == 16)
        .map(bytes -> HexFormat.of().formatHex(bytes, 0, 8))
        .orElse(remoteAddress);
  }

  public static RequestInfo of(RoutingContext context) {
    RequestInfo info = context.get(KEY);
    if (info == null) {
      throw new IllegalStateException("The request did not pass the web server's first handler");
    }
    return info;
  }
}
