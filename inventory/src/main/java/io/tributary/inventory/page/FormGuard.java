package io.tributary.inventory.page;

import io.tributary.platform.protocol.Digests;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Protects forms that change something: a token bound to the browser's own secret (its session or
 * login cookie) and to the form's address, and the browser's word for where the request came from.
 */
public final class FormGuard {
  /** Name of the hidden field. */
  public static final String FIELD = "csrf";

  private final String ownOrigin;

  /**
   * @param ownOrigin scheme, host and port as browsers spell it (RFC 6454 §6.2)
   */
  public FormGuard(String ownOrigin) {
    this.ownOrigin = ownOrigin;
  }

  /** HMAC-SHA-256 of the address under the secret, which only this browser and we know. */
  public static String token(String secret, String action) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return Digests.base64Url(mac.doFinal(("form " + action).getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("Every JDK has HmacSHA256", impossible);
    }
  }

  /** Throws a 403 when the form was not ours, shown to this browser, for this address. */
  public void check(HttpServerRequest request, String secret, String action, Fields fields) {
    sameOrigin(request);
    String given = fields.one(FIELD).orElse("");
    if (!MessageDigest.isEqual(
        given.getBytes(StandardCharsets.UTF_8),
        token(secret, action).getBytes(StandardCharsets.UTF_8))) {
      throw Refusal.foreignForm();
    }
  }

  private void sameOrigin(HttpServerRequest request) {
    Optional<String> origin = Optional.ofNullable(request.getHeader("Origin"));
    Optional<String> site = Optional.ofNullable(request.getHeader("Sec-Fetch-Site"));
    if (origin.filter(value -> !value.equals(ownOrigin)).isPresent()
        || site.filter(value -> !value.equals("same-origin")).isPresent()) {
      throw Refusal.foreignForm();
    }
  }
}
