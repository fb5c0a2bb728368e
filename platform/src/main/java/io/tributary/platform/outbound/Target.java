package io.tributary.platform.outbound;

import io.tributary.platform.outbound.OutboundException.Reason;
import java.net.URI;
import java.util.Locale;

/**
 * Where a request goes: what stands in its URI, before anything is resolved.
 *
 * @param host name or literal, lower case, IPv6 without brackets
 * @param pathAndQuery raw, as it goes on the wire
 */
record Target(boolean tls, String host, int port, String pathAndQuery) {

  /**
   * @throws OutboundException {@code REFUSED} for another scheme, credentials in the URI, no host
   */
  static Target of(URI uri) {
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    boolean tls = scheme.equals("https");
    if (!tls && !scheme.equals("http")) {
      throw refused("only http and https are sent");
    }
    if (uri.getHost() == null || uri.getRawUserInfo() != null || uri.getPort() == 0) {
      throw refused("the address has no plain host and port");
    }
    String host = uri.getHost().toLowerCase(Locale.ROOT);
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    }
    if (host.indexOf('%') >= 0) {
      throw refused("the address has an interface in its host");
    }
    int port = uri.getPort() > 0 ? uri.getPort() : tls ? 443 : 80;
    String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    return new Target(
        tls, host, port, uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery());
  }

  private static OutboundException refused(String why) {
    return new OutboundException(Reason.REFUSED, why, null);
  }

  /** Host for the {@code Host} header and the certificate: a literal keeps its brackets. */
  String authorityHost() {
    return host.indexOf(':') >= 0 ? "[" + host + "]" : host;
  }

  String hostAndPort() {
    return authorityHost() + ":" + port;
  }
}
