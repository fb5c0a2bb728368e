package io.tributary.broker.session;

import io.tributary.broker.web.BrowserCookies;
import io.tributary.platform.protocol.Digests;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The cookie of the single sign-on session. It ends with the browser; the session behind it ends
 * earlier.
 */
public final class SessionCookie {
  private static final String PURPOSE = "sso";
  private static final Pattern VALUE = Pattern.compile("[A-Za-z0-9_-]{43}");

  private final BrowserCookies cookies;
  private final Optional<BrowserState> state;

  public SessionCookie(BrowserCookies cookies) {
    this(cookies, Optional.empty());
  }

  /**
   * @param state goes with it, where session management is on
   */
  public SessionCookie(BrowserCookies cookies, Optional<BrowserState> state) {
    this.cookies = cookies;
    this.state = state;
  }

  /** The value that came with the request; nothing for what we never made. */
  public Optional<String> read(RoutingContext context) {
    return cookies.get(context, PURPOSE).filter(SessionCookie::wellFormed);
  }

  public void set(RoutingContext context, String value) {
    cookies.set(context, PURPOSE, value, Optional.empty());
    String id = Digests.base64Url(Digests.sha256(value));
    state.ifPresent(shown -> shown.set(context, id));
  }

  public void clear(RoutingContext context) {
    cookies.clear(context, PURPOSE);
    state.ifPresent(shown -> shown.clear(context));
  }

  static boolean wellFormed(String value) {
    return VALUE.matcher(value).matches();
  }
}
