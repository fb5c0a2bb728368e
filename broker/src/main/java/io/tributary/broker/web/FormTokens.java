package io.tributary.broker.web;

import io.tributary.broker.keys.TokenMac;
import io.tributary.platform.protocol.ErrorCode;
import io.tributary.platform.protocol.OAuthException;
import io.vertx.ext.web.RoutingContext;

/**
 * The hidden token of every state-changing form: a MAC over what the form is bound to (a login
 * attempt or a session) and what it does, so that it is good for nothing else.
 */
public final class FormTokens {
  public static final String FIELD = "csrf";

  private final TokenMac mac;
  private final String origin;

  /**
   * @param origin of the public URL
   */
  public FormTokens(TokenMac mac, String origin) {
    this.mac = mac;
    this.origin = origin;
  }

  /**
   * @param action path the form is posted to
   * @param binding id of the attempt, or hash of the session
   */
  public Page.Form form(String action, String binding) {
    return new Page.Form(action, mac.tag(action, binding));
  }

  /**
   * Checks a posted form.
   *
   * @throws OAuthException {@code access_denied} when it is not one of ours, for this binding
   */
  public void check(RoutingContext context, Parameters form, String action, String binding) {
    SameOrigin.require(context.request(), origin);
    if (!mac.verify(form.get(FIELD).orElse(""), action, binding)) {
      throw OAuthException.of(
          ErrorCode.ACCESS_DENIED, "This form is too old or was not made for this browser");
    }
  }
}
