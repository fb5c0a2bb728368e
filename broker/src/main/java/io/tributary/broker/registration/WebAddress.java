package io.tributary.broker.registration;

import io.tributary.platform.protocol.Loopback;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Addresses that a client names for us or for a browser: https; http only from this machine to
 * itself.
 */
final class WebAddress {
  /** RFC 3986 §2, without what browsers and servers read differently. */
  private static final Pattern CHARACTERS = Pattern.compile("[\\x21-\\x7e&&[^\\\\\"<>^`{|}]]+");

  private WebAddress() {}

  /** A member that must be such an address, when it is there. */
  static Optional<URI> read(MetadataReader reader, String name, boolean loopback) {
    return reader.text(name).map(text -> require(name, text, loopback));
  }

  /**
   * @param loopback whether we are on loopback ourselves
   */
  static URI require(String name, String text, boolean loopback) {
    URI uri = parse(name, text);
    boolean https = "https".equals(uri.getScheme());
    boolean here = "http".equals(uri.getScheme()) && loopback && Loopback.names(uri);
    if (!https && !here) {
      throw MetadataReader.wrong(name, "is not an https address");
    }
    return uri;
  }

  private static URI parse(String name, String text) {
    try {
      URI uri = new URI(text);
      if (CHARACTERS.matcher(text).matches()
          && uri.getHost() != null
          && uri.getRawUserInfo() == null
          && !uri.getHost().contains("%")
          && uri.getPort() != 0
          && uri.getPort() <= 65_535) {
        return uri;
      }
    } catch (URISyntaxException notAUri) {
      // Said below.
    }
    throw MetadataReader.wrong(name, "is not an https address");
  }

  /** Scheme, host and port, for comparison. */
  static String origin(URI uri) {
    int port = uri.getPort() >= 0 ? uri.getPort() : "https".equals(uri.getScheme()) ? 443 : 80;
    return uri.getScheme() + "://" + uri.getHost().toLowerCase(Locale.ROOT) + ":" + port;
  }
}
