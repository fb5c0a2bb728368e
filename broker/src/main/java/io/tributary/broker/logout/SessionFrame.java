package io.tributary.broker.logout;

import io.tributary.broker.session.BrowserState;
import io.tributary.broker.web.EndpointPath;
import io.tributary.broker.web.Issuer;
import io.tributary.broker.web.Issuers;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;

/**
 * {@code check_session_iframe} (OpenID Connect Session Management §3.2): a page with one script of
 * ours and nothing else, the only one that any site may frame. It knows only what a script of ours
 * can read: that the state has changed, never whose it is.
 */
public final class SessionFrame {
  static final String CSP =
      "default-src 'none'; script-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors *";

  private final BrowserState state;
  private final String base;

  /**
   * @param base path of the public URL, with a slash at both ends
   */
  public SessionFrame(BrowserState state, String base) {
    this.state = state;
    this.base = base;
  }

  public void mount(Router router, Issuers issuers) {
    // Of our own values only: a path and a cookie name without a character to escape.
    String page =
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Session</title>"
            + "<script src=\""
            + base
            + "assets/check-session.js\" data-cookie=\""
            + state.cookieName()
            + "\"></script></head><body></body></html>\n";
    for (Issuer issuer : issuers.all()) {
      router
          .get(issuer.path(EndpointPath.CHECK_SESSION))
          .handler(
              context -> {
                context.response().headers().remove("X-Frame-Options");
                context
                    .response()
                    .putHeader(HttpHeaders.CONTENT_TYPE, "text/html; charset=utf-8")
                    .putHeader(HttpHeaders.CACHE_CONTROL, "public, max-age=300")
                    .putHeader("Content-Security-Policy", CSP)
                    .putHeader("Cross-Origin-Resource-Policy", "cross-origin")
                    .end(page);
              });
    }
  }
}
