package io.tributary.platform.http;

import io.vertx.core.MultiMap;

/**
 * What every response says to a browser unless an endpoint replaces it: load nothing, frame
 * nothing, guess nothing, keep nothing.
 */
final class SecurityHeaders {
  /** For a response that is no page; pages bring a policy of their own. */
  static final String CSP =
      "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

  private final boolean https;

  SecurityHeaders(boolean https) {
    this.https = https;
  }

  void apply(MultiMap headers, String requestId) {
    headers
        .set("X-Request-ID", requestId)
        .set("X-Content-Type-Options", "nosniff")
        .set("X-Frame-Options", "DENY")
        // "no-referrer" would make browsers say "Origin: null" with our own forms.
        .set("Referrer-Policy", "same-origin")
        .set("Content-Security-Policy", CSP)
        .set("Cross-Origin-Opener-Policy", "same-origin")
        .set("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()")
        .set("Cache-Control", "no-store");
    if (https) {
      headers.set("Strict-Transport-Security", "max-age=31536000");
    }
  }
}
