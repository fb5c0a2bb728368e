package io.tributary.platform.http;

import io.tributary.platform.db.DatabaseUnavailable;
import io.tributary.platform.ops.Log;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import java.util.Set;

/**
 * The one place that answers what no endpoint has answered: logged once with the request id and the
 * cause, shown without either's details.
 */
final class Failures {
  private final ErrorRenderer renderer;
  private final SecurityHeaders headers;
  private final Log log;

  Failures(ErrorRenderer renderer, SecurityHeaders headers, Log log) {
    this.renderer = renderer;
    this.headers = headers;
    this.log = log;
  }

  void install(Router router) {
    for (int status = 400; status < 600; status++) {
      router.errorHandler(status, context -> answer(router, context));
    }
  }

  private void answer(Router router, RoutingContext context) {
    RequestInfo info = RequestInfo.of(context);
    int status = status(context);
    if (status >= 500) {
      log.error("http.failed")
          .request(info.id())
          .with("route", AccessLog.route(context))
          .with("status", status)
          .cause(context.failure())
          .write();
    }
    HttpServerResponse response = context.response();
    if (response.ended() || response.closed()) {
      return;
    }
    if (response.headWritten()) {
      response.reset(); // half an answer must not look like a whole one
      return;
    }
    prepareAnew(context);
    headers.apply(response.headers(), info.id());
    response.setStatusCode(status);
    if (status == 405) {
      response.putHeader("Allow", AllowedMethods.of(router, context.request().path()));
    }
    if (status == 503) {
      response.putHeader("Retry-After", "1");
    }
    render(context, info, status);
  }

  /** Forgets what a failed endpoint had prepared: a half-made session must not reach a browser. */
  private static void prepareAnew(RoutingContext context) {
    context.response().headers().clear();
    for (Cookie cookie : Set.copyOf(context.request().cookies())) {
      context.response().removeCookies(cookie.getName(), false);
    }
  }

  private void render(RoutingContext context, RequestInfo info, int status) {
    try {
      renderer.render(context, info, status);
    } catch (RuntimeException e) {
      log.error("http.error_page_failed").request(info.id()).cause(e).write();
      if (!context.response().ended()) {
        plain(context.response(), status, info.id());
      }
    }
  }

  static void plain(HttpServerResponse response, int status, String requestId) {
    response
        .setStatusCode(status)
        .putHeader("Content-Type", "text/plain; charset=utf-8")
        .end(status + " " + response.getStatusMessage() + "\nRequest id: " + requestId + "\n");
  }

  private static int status(RoutingContext context) {
    Throwable failure = context.failure();
    if (failure instanceof DatabaseUnavailable) {
      return 503;
    }
    if (failure instanceof HttpException http) {
      return http.getStatusCode();
    }
    return context.statusCode() >= 400 && context.statusCode() < 600 ? context.statusCode() : 500;
  }
}
