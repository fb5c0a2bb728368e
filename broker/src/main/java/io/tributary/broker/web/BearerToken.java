package io.tributary.broker.web;

import io.tributary.platform.http.RequestBody;
import io.tributary.platform.protocol.ErrorCode;
import io.tributary.platform.protocol.OAuthException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The bearer token of a request (RFC 6750 §2.1), and what is said of one that is no good (§3). */
public final class BearerToken {
  private static final String SCHEME = "bearer ";

  private BearerToken() {}

  /**
   * @return nothing when the request has no {@code Authorization} at all
   * @throws OAuthException {@code invalid_request} for two of them, of which two readers would each
   *     take another (RFC 9110 §11.6.2); {@code invalid_token} for another scheme
   */
  public static Optional<String> of(RoutingContext context) {
    List<String> sent = context.request().headers().getAll(HttpHeaders.AUTHORIZATION);
    if (sent.size() > 1) {
      throw twoWays();
    }
    if (sent.isEmpty()) {
      return Optional.empty();
    }
    if (!sent.get(0).toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
      throw OAuthException.of(ErrorCode.INVALID_TOKEN, "A bearer token is expected");
    }
    return Optional.of(sent.get(0).substring(SCHEME.length()).strip());
  }

  /**
   * As {@link #of}, or from the form (RFC 6750 §2.2): never from the query (RFC 9700 §4.3.2), never
   * from two places.
   */
  public static Optional<String> ofHeaderOrForm(RoutingContext context) {
    Optional<String> posted =
        isForm(context) ? FormBody.of(context).get("access_token") : Optional.empty();
    if (posted.isPresent() && hasHeader(context)) {
      throw twoWays();
    }
    return posted.or(() -> of(context));
  }

  /** §3: the challenge says what was wrong, but nothing to who showed no token. */
  public static void challenge(RoutingContext context, OAuthException failure) {
    if (failure.code().status() != 401 && failure.code() != ErrorCode.INSUFFICIENT_SCOPE) {
      return;
    }
    boolean shown = hasHeader(context) || isForm(context);
    context
        .response()
        .putHeader(
            "WWW-Authenticate",
            shown ? "Bearer error=\"" + failure.code().wire() + "\"" : "Bearer");
  }

  private static boolean hasHeader(RoutingContext context) {
    return context.request().headers().contains(HttpHeaders.AUTHORIZATION);
  }

  private static boolean isForm(RoutingContext context) {
    return RequestBody.of(context).kind() == RequestBody.Kind.FORM;
  }

  private static OAuthException twoWays() {
    return OAuthException.of(ErrorCode.INVALID_REQUEST, "The token is sent in two ways at once");
  }
}
