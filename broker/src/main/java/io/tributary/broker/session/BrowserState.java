package io.tributary.broker.session;

import io.tributary.broker.web.BrowserCookies;
import io.tributary.platform.protocol.Digests;
import io.tributary.platform.protocol.RandomToken;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.util.HexFormat;
import java.util.Optional;

/**
 * What lets an application see, by a frame and without a request to us, that the login state of
 * this browser has changed (OpenID Connect Session Management §3, §4).
 *
 * <p>The cookie is made to be read by scripts and to be sent from frames of other sites, so it is
 * no secret: a digest of the session's id, which is itself a digest, for this purpose only. It
 * changes with every login and goes at logout.
 */
public final class BrowserState {
  private static final String PURPOSE = "state";

  private final BrowserCookies cookies;

  public BrowserState(BrowserCookies cookies) {
    this.cookies = cookies;
  }

  /** As the frame's script must look for it. */
  public String cookieName() {
    return cookies.name(PURPOSE);
  }

  void set(RoutingContext context, String sessionId) {
    cookies.setReadable(context, PURPOSE, value(sessionId));
  }

  void clear(RoutingContext context) {
    cookies.setReadable(context, PURPOSE, "");
  }

  /**
   * {@code session_state} of an authorization response: {@code hash.salt} over client, origin of
   * the redirect URI, browser state and salt. Nothing for an address that no browser frames from.
   *
   * @param sessionId {@link Session#id()}
   */
  public Optional<String> sessionState(String clientId, String redirectUri, String sessionId) {
    return origin(redirectUri)
        .map(origin -> sessionState(clientId, origin, value(sessionId), RandomToken.bits128()));
  }

  static String sessionState(String clientId, String origin, String state, String salt) {
    byte[] hash = Digests.sha256(clientId + " " + origin + " " + state + " " + salt);
    return HexFormat.of().formatHex(hash) + "." + salt;
  }

  static String value(String sessionId) {
    return Digests.base64Url(Digests.sha256("session management\n" + sessionId)).substring(0, 22);
  }

  /** As a browser spells it in {@code MessageEvent.origin}: no default port, in lower case. */
  static Optional<String> origin(String redirectUri) {
    URI uri = URI.create(redirectUri);
    String scheme =
        uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(java.util.Locale.ROOT);
    if (uri.getHost() == null || !(scheme.equals("https") || scheme.equals("http"))) {
      return Optional.empty();
    }
    boolean standard = uri.getPort() == -1 || uri.getPort() == (scheme.equals("https") ? 443 : 80);
    return Optional.of(
        scheme
            + "://"
            + uri.getHost().toLowerCase(java.util.Locale.ROOT)
            + (standard ? "" : ":" + uri.getPort()));
  }
}
