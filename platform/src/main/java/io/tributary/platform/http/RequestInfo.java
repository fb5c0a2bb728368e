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
   * that one customer is given (RFC 6177 §2). One visitor has one spelling: an IPv4 address mapped
   * into IPv6 is the IPv4 address, and the zone of a link-local address (RFC 4007 §11) is left out.
   */
  public String network() {
    int zone = remoteAddress.indexOf('%');
    return AddressBlock.literal(zone < 0 ? remoteAddress : remoteAddress.substring(0, zone))
        .map(RequestInfo::network)
        .orElse(remoteAddress);
  }

  private static String network(InetAddress address) {
    byte[] bytes = address.getAddress();
    return bytes.length == 16 ? HexFormat.of().formatHex(bytes, 0, 8) : address.getHostAddress();
  }

  public static RequestInfo of(RoutingContext context) {
    RequestInfo info = context.get(KEY);
    if (info == null) {
      throw new IllegalStateException("The request did not pass the web server's first handler");
    }
    return info;
  }
}
