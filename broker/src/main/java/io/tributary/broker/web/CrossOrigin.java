package io.tributary.broker.web;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Lets scripts of every site call an address, never with the browser's cookies: for endpoints where
 * a caller proves who it is by what it sends itself. Not for authorize, logout and pages, where the
 * cookie is the proof.
 *
 * <p>Fetch Standard §3.3: with {@code *} and without {@code Access-Control-Allow-Credentials} a
 * browser keeps an answer from every script that sent cookies along.
 */
public final class CrossOrigin {
  /** What clients send: credentials, the kind of the body, RFC 9449 §7.1. */
  private static final String REQUEST_HEADERS = "Authorization, Content-Type, DPoP";

  /** What a script could not read otherwise: why a token was refused, and until when to wait. */
  private static final String RESPONSE_HEADERS = "WWW-Authenticate, DPoP-Nonce, Retry-After";

  /** Seconds that a browser remembers the permission; Chromium's most. */
  private static final String REMEMBERED = "7200";

  private static final String MARK = CrossOrigin.class.getName();

  private CrossOrigin() {}

  /**
   * Call before the address's own routes are mounted.
   *
   * @param methods that the address answers; GET includes HEAD
   */
  public static void mount(Router router, String path, HttpMethod... methods) {
    String allowed =
        Arrays.stream(methods).map(HttpMethod::name).sorted().collect(Collectors.joining(", "));
    router.options(path).handler(context -> preflight(context, allowed));
    router
        .route(path)
        .handler(
            context -> {
              permit(context);
              context.next();
            })
        // What is refused before any route, a body that is too long say, is an answer too.
        .failureHandler(
            context -> {
              permit(context);
              context.next();
            });
  }

  private static void preflight(RoutingContext context, String methods) {
    permit(context);
    context
        .response()
        .setStatusCode(204)
        .putHeader(HttpHeaders.ALLOW, methods + ", OPTIONS")
        .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, methods)
        .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, REQUEST_HEADERS)
        .putHeader(HttpHeaders.ACCESS_CONTROL_MAX_AGE, REMEMBERED)
        .end();
  }

  /** At the last moment: an error page begins with headers of its own. */
  private static void permit(RoutingContext context) {
    if (context.get(MARK) != null) {
      return;
    }
    context.put(MARK, true);
    MultiMap headers = context.response().headers();
    context.addHeadersEndHandler(
        sending ->
            headers
                .set(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, "*")
                .set(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, RESPONSE_HEADERS));
  }
}
