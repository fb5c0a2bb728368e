package io.tributary.platform.http;

import io.tributary.platform.db.DatabaseUnavailable;
import io.tributary.platform.ops.Log;
import io.tributary.platform.ops.Metrics;
import io.tributary.platform.protocol.ErrorCode;
import io.tributary.platform.protocol.OAuthException;
import io.vertx.core.Vertx;
import io.vertx.core.http.Cookie;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;

/** A web server with routes that show what arrived, and everything it logged. */
final class RunningWebServer implements AutoCloseable {
  static final Timeouts PATIENT = Timeouts.DEFAULT;

  final Vertx vertx = Vertx.vertx();
  final ByteArrayOutputStream logged = new ByteArrayOutputStream();
  final Log log = Log.to(logged, "test");
  final Metrics metrics = Metrics.create();
  private final Consumer<Router> moreRoutes;
  private final Crowding crowding;
  final WebServer server;
  final int port;

  RunningWebServer() {
    this(config(100), PATIENT, 2);
  }

  RunningWebServer(WebServerConfig config, Timeouts timeouts, int loops) {
    this(config, timeouts, loops, router -> {});
  }

  RunningWebServer(
      WebServerConfig config, Timeouts timeouts, int loops, Consumer<Router> moreRoutes) {
    this(config, timeouts, loops, moreRoutes, Crowding.UNKNOWN);
  }

  RunningWebServer(
      WebServerConfig config,
      Timeouts timeouts,
      int loops,
      Consumer<Router> moreRoutes,
      Crowding crowding) {
    this.moreRoutes = moreRoutes;
    this.crowding = crowding;
    server = start(config, timeouts, loops);
    port = server.port();
  }

  static WebServerConfig config(int maxInFlight) {
    return new WebServerConfig(List.of("localhost"), 0, maxInFlight, 64 * 1024, List.of());
  }

  WebServer start(WebServerConfig config, Timeouts timeouts, int loops) {
    return WebServer.start(
            vertx,
            config,
            timeouts,
            loops,
            this::routes,
            crowding,
            (context, request, status) ->
                context.response().end("rendered " + status + " " + request.id()),
            log,
            metrics)
        .await();
  }

  void routes(Router router) {
    moreRoutes.accept(router);
    router.get("/hello").handler(context -> context.response().end("hello"));
    router
        .route("/echo")
        .handler(
            context -> {
              RequestBody body = RequestBody.of(context);
              context
                  .response()
                  .end(
                      new JsonObject()
                          .put("method", context.request().method().name())
                          .put("path", context.request().path())
                          .put("query", context.request().query())
                          .put("kind", body.kind())
                          .put("body", body.bytes().toString())
                          .put("remote", RequestInfo.of(context).remoteAddress())
                          .toBuffer());
            });
    router
        .get("/items/:name")
        .handler(context -> context.response().end(context.pathParam("name")));
    router.get("/.well-known/x").handler(c -> c.response().end(c.request().path()));
    router.get("/never").handler(context -> {});
    router
        .get("/half")
        .handler(
            context -> {
              context.response().setChunked(true).write("half of it");
              context.fail(new IllegalStateException("broke in the middle"));
            });
    router
        .get("/throws")
        .handler(
            context -> {
              context.response().putHeader("Set-Cookie", "session=1");
              context.response().addCookie(Cookie.cookie("half", "made"));
              throw new IllegalStateException("the private reason");
            });
    router
        .get("/database")
        .handler(c -> c.fail(new DatabaseUnavailable("no connection", new Exception("x"))));
    router
        .get("/refused")
        .handler(c -> c.fail(OAuthException.of(ErrorCode.INVALID_REQUEST, "not answered")));
    router
        .get("/page")
        .handler(
            context ->
                context
                    .response()
                    .putHeader("Content-Security-Policy", "default-src 'self'")
                    .end("page"));
  }

  String log() {
    log.flush();
    return logged.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    server.close().await();
    vertx.close().await();
    metrics.close();
    log.close();
  }
}
