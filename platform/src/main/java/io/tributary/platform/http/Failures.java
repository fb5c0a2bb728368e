package io.tributary.platform.http;

import io.tributary.platform.db.DatabaseUnavailable;
import io.tributary.platform.ops.Log;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;

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
      router.errorHandler(status, this::answer);
    }
  }

  private void answer(RoutingContext context) {
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
    String allow = response.headers().get("Allow");
    response.headers().clear(); // what a failed endpoint had prepared, cookies too
    headers.apply(response.headers(), info.id());
    response.setStatusCode(status);
    if (allow != null) {
      response.putHeader("Allow", allow);
    }
    if (status == 503) {
      response.putHeader("Retry-After", "1");
    }
    render(context, info, status);
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
