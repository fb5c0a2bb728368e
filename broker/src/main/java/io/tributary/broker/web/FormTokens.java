package io.tributary.broker.web;

import io.tributary.platform.protocol.ErrorCode;
import io.tributary.platform.protocol.OAuthException;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.function.Function;

/**
 * The hidden token of every state-changing form: a MAC over what the form is bound to (a login
 * attempt or a session) and what it does, so that it is good for nothing else.
 */
public final class FormTokens {
  public static final String FIELD = "csrf";

  private final Function<String, String> mac;
  private final String origin;

  /**
   * @param mac keyed, base64url; shared by all nodes
   * @param origin of the public URL
   */
  public FormTokens(Function<String, String> mac, String origin) {
    this.mac = mac;
    this.origin = origin;
  }

  /**
   * @param action path the form is posted to
   * @param binding id of the attempt, or hash of the session
   */
  public Page.Form form(String action, String binding) {
    return new Page.Form(action, token(action, binding));
  }

  /**
   * Checks a posted form.
   *
   * @throws OAuthException {@code access_denied} when it is not one of ours, for this binding
   */
  public void check(RoutingContext context, Parameters form, String action, String binding) {
    SameOrigin.require(context.request(), origin);
    byte[] expected = token(action, binding).getBytes(StandardCharsets.US_ASCII);
    byte[] received = form.get(FIELD).orElse("").getBytes(StandardCharsets.UTF_8);
    if (!MessageDigest.isEqual(expected, received)) {
      throw OAuthException.of(
          ErrorCode.ACCESS_DENIED, "This form is too old or was not made for this browser");
    }
  }

  private String token(String action, String binding) {
    return mac.apply(action + "\n" + binding);
  }
}
