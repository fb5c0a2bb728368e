package io.tributary.platform.relyingparty;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;

/** The ways in which an HTTP answer itself can be bad. */
final class FakeAnswer {
  private final Vertx vertx;

  FakeAnswer(Vertx vertx) {
    this.vertx = vertx;
  }

  /** Good JSON. */
  static void json(HttpServerResponse response, int status, String body) {
    response
        .setStatusCode(status)
        .putHeader("content-type", "application/json; charset=UTF-8")
        .putHeader("cache-control", "no-store")
        .end(body);
  }

  static void error(HttpServerResponse response, int status, String code) {
    json(response, status, "{\"error\":\"" + code + "\",\"error_description\":\"marker-text\"}");
  }

  static void html(HttpServerResponse response) {
    response.putHeader("content-type", "text/html").end("<html>Sign in</html>");
  }

  static void garbage(HttpServerResponse response) {
    json(response, 200, "{\"truncated\": ");
  }

  static void redirect(HttpServerResponse response, String location) {
    response.setStatusCode(307).putHeader("location", location).end();
  }

  /** Endless, so that only a limit of the reader ends it. */
  static void huge(HttpServerResponse response) {
    response.setChunked(true).putHeader("content-type", "application/json");
    response.write("{\"padding\":\"");
    String part = "p".repeat(16 * 1024);
    writeOn(response, part);
  }

  private static void writeOn(HttpServerResponse response, String part) {
    if (!response.closed()) {
      response.write(part).onSuccess(written -> writeOn(response, part));
    }
  }

  static void hugeHeaders(HttpServerResponse response) {
    response.putHeader("x-padding", "p".repeat(64 * 1024));
    json(response, 200, "{}");
  }

  /** A good body, one byte at a time. */
  void drip(HttpServerResponse response, String body) {
    response
        .putHeader("content-type", "application/json")
        .putHeader("content-length", Integer.toString(body.length()));
    response.write(body.substring(0, 1));
    int[] next = {1};
    vertx.setPeriodic(
        50,
        timer -> {
          if (response.closed() || next[0] == body.length()) {
            vertx.cancelTimer(timer);
          } else {
            response.write(body.substring(next[0], ++next[0]));
          }
        });
  }
}
