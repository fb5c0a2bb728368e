package io.tributary.broker.web;

import io.tributary.platform.protocol.ErrorCode;
import io.tributary.platform.protocol.OAuthException;
import io.vertx.core.http.HttpServerRequest;

/**
 * The second guard of every state-changing form beside its token: the browser's own word on where
 * the request comes from. A client that says neither is no browser of this decade; the token
 * decides alone.
 */
public final class SameOrigin {
  private SameOrigin() {}

  /**
   * @param origin of the public URL
   * @throws OAuthException {@code access_denied} for a request that another site caused
   */
  public static void require(HttpServerRequest request, String origin) {
    String site = request.getHeader("Sec-Fetch-Site");
    if (site != null && !site.equals("same-origin")) {
      throw crossSite();
    }
    String from = request.getHeader("Origin");
    if (from != null && !from.equals(origin)) {
      throw crossSite();
    }
  }

  private static OAuthException crossSite() {
    return OAuthException.of(
        ErrorCode.ACCESS_DENIED, "This form was sent from another site", "cross-site form post");
  }
}
