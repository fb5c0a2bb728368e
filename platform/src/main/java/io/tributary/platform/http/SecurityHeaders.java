package io.tributary.platform.http;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.List;
import java.util.Map;

/**
 * What every response says to a browser unless an endpoint replaces it: load nothing, frame
 * nothing, guess nothing, keep nothing.
 */
final class SecurityHeaders {
  /** For a response that is no page; pages bring a policy of their own. */
  static final String CSP =
      "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

  /**
   * Names and values as they go out: each response has them all, and text would be encoded anew.
   */
  private static final List<Map.Entry<CharSequence, CharSequence>> ALWAYS =
      List.of(
          header("X-Content-Type-Options", "nosniff"),
          header("X-Frame-Options", "DENY"),
          // "no-referrer" would make browsers say "Origin: null" with our own forms.
          header("Referrer-Policy", "same-origin"),
          header("Content-Security-Policy", CSP),
          header("Cross-Origin-Opener-Policy", "same-origin"),
          header(
              "Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
          header("Cache-Control", "no-store"));

  private static final CharSequence REQUEST_ID = HttpHeaders.createOptimized("X-Request-ID");
  private static final Map.Entry<CharSequence, CharSequence> HTTPS_ONLY =
      header("Strict-Transport-Security", "max-age=31536000");

  private final boolean https;

  SecurityHeaders(boolean https) {
    this.https = https;
  }

  void apply(MultiMap headers, String requestId) {
    headers.set(REQUEST_ID, requestId);
    for (Map.Entry<CharSequence, CharSequence> header : ALWAYS) {
      headers.set(header.getKey(), header.getValue());
    }
    if (https) {
      headers.set(HTTPS_ONLY.getKey(), HTTPS_ONLY.getValue());
    }
  }

  private static Map.Entry<CharSequence, CharSequence> header(String name, String value) {
    return Map.entry(HttpHeaders.createOptimized(name), HttpHeaders.createOptimized(value));
  }
}
