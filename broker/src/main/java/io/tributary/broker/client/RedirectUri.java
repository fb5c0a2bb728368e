package io.tributary.broker.client;

import io.tributary.platform.protocol.Loopback;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.regex.Pattern;

/** What a redirect URI may be, and when a request names a registered one. */
public final class RedirectUri {
  /**
   * RFC 3986 §2: nothing that must be escaped, and no backslash, which browsers read as a slash.
   */
  private static final Pattern CHARACTERS = Pattern.compile("[\\x21-\\x7e&&[^\\\\\"<>^`{|}]]+");

  /** RFC 8252 §8.3: {@code localhost} is not here, since a name may be made to lead elsewhere. */
  private static final List<String> LOOPBACK_LITERALS = List.of("http://127.0.0.1", "http://[::1]");

  private static final Pattern PORT = Pattern.compile("[1-9][0-9]{0,4}");
  private static final int LAST_PORT = 65_535;

  /** Browsers take such a segment away, in each of its spellings. */
  private static final Pattern DOT_SEGMENT = Pattern.compile("/(\\.|%2[eE]){1,2}(/|$)");

  private RedirectUri() {}

  /**
   * RFC 6749 §3.1.2: absolute, without a fragment; a scheme that runs nothing in a browser; one
   * spelling that all programs read alike.
   */
  public static boolean isAllowed(String text) {
    try {
      URI uri = new URI(text);
      if (!uri.isAbsolute()
          || uri.getRawFragment() != null
          || text.contains("*")
          || !CHARACTERS.matcher(text).matches()) {
        return false;
      }
      return switch (uri.getScheme()) {
        case "https" -> isPlainServer(uri);
        case "http" -> isPlainServer(uri) && Loopback.names(uri);
        // RFC 8252 §7.1: private-use schemes are reversed domain names, in lower case (§7.1 and
        // RFC 3986 §3.1): a system that looks for the handler compares what is written.
        default -> uri.getScheme().matches("[a-z][a-z0-9-]*(\\.[a-z0-9-]+)+");
      };
    } catch (URISyntaxException notAUri) {
      return false;
    }
  }

  private static boolean isPlainServer(URI uri) {
    return uri.getHost() != null
        && uri.getRawUserInfo() == null
        && !uri.getHost().contains("%")
        && uri.getPort() <= LAST_PORT
        && uri.getPort() != 0
        && !uri.getRawAuthority().endsWith(":")
        && !DOT_SEGMENT.matcher(uri.getRawPath()).find();
  }

  /**
   * Whether a request's redirect URI is this registered one: the same characters (RFC 9700 §4.1.3).
   * Only where a loopback literal is registered without a port may a request add one (RFC 8252
   * §7.3): a native application learns it when it starts to listen.
   *
   * @param registered passed {@link #isAllowed}
   */
  public static boolean matches(String registered, String presented) {
    return registered.equals(presented)
        || LOOPBACK_LITERALS.stream()
            .anyMatch(literal -> matchesWithPort(literal, registered, presented));
  }

  private static boolean matchesWithPort(String literal, String registered, String presented) {
    if (!registered.startsWith(literal) || !presented.startsWith(literal + ":")) {
      return false;
    }
    String rest = registered.substring(literal.length());
    if (!(rest.isEmpty() || rest.startsWith("/") || rest.startsWith("?"))) {
      return false; // registered with a port: it is the only one
    }
    String after = presented.substring(literal.length() + 1);
    if (!after.endsWith(rest)) {
      return false;
    }
    String port = after.substring(0, after.length() - rest.length());
    return PORT.matcher(port).matches() && Integer.parseInt(port) <= LAST_PORT;
  }
}
