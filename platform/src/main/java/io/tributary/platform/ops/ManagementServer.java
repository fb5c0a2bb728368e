package io.tributary.platform.ops;

import io.micrometer.core.instrument.Gauge;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.net.BindException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * {@code /health/live}, {@code /health/ready} (200 or 503, JSON) and {@code /metrics} on a port of
 * their own. GET only. It answers whoever can reach the port, so it binds loopback by default.
 *
 * <p>A scrape runs the readiness checks too and carries their result as {@code tributary_ready}, so
 * that an alert can tell a process that is up from one that can work.
 */
public final class ManagementServer {
  /** Scrapes at once; the next one is answered 503. */
  private static final int MAX_SCRAPES = 4;

  private final HttpServer server;
  private final WorkerExecutor worker;
  private final Health health;
  private final Metrics metrics;
  private final AtomicInteger scrapes = new AtomicInteger();
  private final AtomicInteger ready = new AtomicInteger();

  private ManagementServer(Vertx vertx, Health health, Metrics metrics) {
    this.health = health;
    this.metrics = metrics;
    Gauge.builder("tributary.ready", ready, AtomicInteger::get)
        .description("1 when every readiness check passed at this scrape")
        .strongReference(true)
        .register(metrics.registry());
    this.worker =
        vertx.createSharedWorkerExecutor("management-" + System.identityHashCode(this), 1);
    this.server =
        vertx.createHttpServer(
            new HttpServerOptions()
                .setHttp2ClearTextEnabled(false)
                .setMaxInitialLineLength(2048)
                .setMaxHeaderSize(8192)
                .setIdleTimeout(30)
                .setIdleTimeoutUnit(TimeUnit.SECONDS));
  }

  /**
   * Listens; fails with a {@link StartupException} when the port is taken.
   *
   * @param host loopback by default
   * @param port 0 picks one
   */
  public static Future<ManagementServer> start(
      Vertx vertx, String host, int port, Health health, Metrics metrics) {
    ManagementServer management = new ManagementServer(vertx, health, metrics);
    return management
        .server
        .requestHandler(management::answer)
        .listen(port, host)
        .map(management)
        .recover(
            failure -> management.worker.close().transform(done -> refused(host, port, failure)));
  }

  private static Future<ManagementServer> refused(String host, int port, Throwable failure) {
    String sentence =
        failure instanceof BindException && String.valueOf(failure.getMessage()).contains("in use")
            ? "The management port " + port + " on " + host + " is already in use."
            : "The management server cannot listen on " + host + " port " + port + ".";
    return Future.failedFuture(new StartupException(sentence, failure));
  }

  public int port() {
    return server.actualPort();
  }

  public Future<Void> close() {
    return server.close().eventually(worker::close);
  }

  private void answer(HttpServerRequest request) {
    HttpServerResponse response =
        request
            .response()
            .putHeader("X-Content-Type-Options", "nosniff")
            .putHeader("Cache-Control", "no-store")
            .putHeader("Content-Security-Policy", "default-src 'none'");
    if (!HttpMethod.GET.equals(request.method())) {
      response.putHeader("Allow", "GET").setStatusCode(405).end();
      return;
    }
    switch (String.valueOf(request.path())) {
      case "/health/live" -> json(response, 200, new JsonObject().put("status", "live"));
      case "/health/ready" -> ready(response);
      case "/metrics" -> scrape(response);
      default -> response.setStatusCode(404).end();
    }
  }

  private void ready(HttpServerResponse response) {
    health
        .ready()
        .onSuccess(state -> json(response, isReady(state) ? 200 : 503, state))
        .onFailure(failure -> response.setStatusCode(500).end());
  }

  private void scrape(HttpServerResponse response) {
    if (scrapes.incrementAndGet() > MAX_SCRAPES) {
      scrapes.decrementAndGet();
      response.putHeader("Retry-After", "1").setStatusCode(503).end();
      return;
    }
    health
        .ready()
        .onSuccess(state -> ready.set(isReady(state) ? 1 : 0))
        .compose(state -> worker.executeBlocking(metrics::scrape, false))
        .onComplete(
            result -> {
              scrapes.decrementAndGet();
              if (result.succeeded()) {
                response.putHeader("Content-Type", Metrics.CONTENT_TYPE).end(result.result());
              } else {
                response.setStatusCode(500).end();
              }
            });
  }

  private static boolean isReady(JsonObject state) {
    return "ready".equals(state.getString("status"));
  }

  private static void json(HttpServerResponse response, int status, JsonObject body) {
    response
        .setStatusCode(status)
        .putHeader("Content-Type", "application/json")
        .end(body.toBuffer());
  }
}
