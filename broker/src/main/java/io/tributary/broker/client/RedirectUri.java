package io.tributary.broker.client;

import io.tributary.platform.protocol.Loopback;
import java.net.URI;
import java.net.URISyntaxException;

/** What a redirect URI may be. */
final class RedirectUri {
  private RedirectUri() {}

  /** RFC 6749 §3.1.2: absolute, without a fragment; a scheme that runs nothing in a browser. */
  static boolean isAllowed(String text) {
    try {
      URI uri = new URI(text);
      if (!uri.isAbsolute() || uri.getRawFragment() != null || text.contains("*")) {
        return false;
      }
      return switch (uri.getScheme()) {
        case "https" -> uri.getHost() != null && uri.getRawUserInfo() == null;
        case "http" -> uri.getHost() != null && uri.getRawUserInfo() == null && Loopback.names(uri);
        // RFC 8252 §7.1: private-use schemes are reversed domain names.
        default -> uri.getScheme().contains(".");
      };
    } catch (URISyntaxException notAUri) {
      return false;
    }
  }
}
