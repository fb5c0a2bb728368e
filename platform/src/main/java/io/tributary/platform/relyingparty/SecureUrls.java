package io.tributary.platform.relyingparty;

import io.tributary.platform.protocol.Loopback;
import io.tributary.platform.relyingparty.RelyingPartyException.Kind;
import java.net.URI;
import java.util.Locale;

/**
 * Which addresses a provider may have: https, or http on loopback (the outbound client checks once
 * more that the name leads there).
 */
final class SecureUrls {
  private SecureUrls() {}

  static boolean isSecure(URI uri) {
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    return uri.getHost() != null
        && uri.getRawUserInfo() == null
        && uri.getRawFragment() == null
        && (scheme.equals("https") || (scheme.equals("http") && Loopback.names(uri)));
  }

  /**
   * @throws RelyingPartyException {@code MISBEHAVED} when the provider names an address that we
   *     would not send a secret to
   */
  static URI endpoint(String value, String name) {
    URI uri;
    try {
      uri = URI.create(value);
    } catch (IllegalArgumentException malformed) {
      throw refused(name);
    }
    if (!isSecure(uri)) {
      throw refused(name);
    }
    return uri;
  }

  private static RelyingPartyException refused(String name) {
    return new RelyingPartyException(
        Kind.MISBEHAVED, "discovery: " + name + " is not an https address");
  }
}
