package io.tributary.platform.http;

import io.micrometer.core.instrument.Gauge;
import io.tributary.platform.ops.Log;
import io.tributary.platform.ops.Metrics;
import io.tributary.platform.ops.StartupException;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * The public HTTP server of a service, on every event loop that it was given.
 *
 * <p>Before a route of the service sees a request: request id, admission (503 with Retry-After
 * while there is too much to do), limits (request line 16 KiB, headers 32 KiB, form 64 KiB, no
 * uploads), slashes collapsed by an internal rewrite (never a redirect), security headers, form
 * body read. After it: one access log line, one timer ({@code http_server_requests} by route and
 * status class), one place that logs and renders failures.
 */
public final class WebServer {
  /** A port that was free when picked may be taken before it is used; then another is picked. */
  private static final int PICKS = 5;

  private static final Duration LOOK_AT_CERTIFICATE = Duration.ofSeconds(10);

  private final Vertx vertx;
  private final String deployment;
  private final int port;
  private final Optional<CertificateWatch> certificate;

  private WebServer(
      Vertx vertx, String deployment, int port, Optional<CertificateWatch> certificate) {
    this.vertx = vertx;
    this.deployment = deployment;
    this.port = port;
    this.certificate = certificate;
  }

  /**
   * Listens; fails with a {@link StartupException} when the port is taken.
   *
   * @param loops number of event loops that serve
   * @param routes adds the service's routes; called once for each loop
   * @param crowding what the service knows when there is too much to do
   */
  public static Future<WebServer> start(
      Vertx vertx,
      WebServerConfig config,
      int loops,
      Consumer<Router> routes,
      Crowding crowding,
      ErrorRenderer errors,
      Log log,
      Metrics metrics) {
    return start(vertx, config, Timeouts.DEFAULT, loops, routes, crowding, errors, log, metrics);
  }

  static Future<WebServer> start(
      Vertx vertx,
      WebServerConfig config,
      Timeouts timeouts,
      int loops,
      Consumer<Router> routes,
      Crowding crowding,
      ErrorRenderer errors,
      Log log,
      Metrics metrics) {
    AtomicInteger inFlight = new AtomicInteger();
    Gauge.builder("http.server.in.flight", inFlight, AtomicInteger::get)
        .description("Requests being served")
        .strongReference(true)
        .register(metrics.registry());
    AccessLog access = new AccessLog(log, metrics);
    BodySenders senders = new BodySenders(config.maxInFlight());
    return certificate(vertx, config, log, metrics)
        .compose(
            certificate -> {
              Start start =
                  addresses ->
                      deploy(
                          vertx,
                          loops,
                          new ServingLoop.Shared(
                              loops,
                              config,
                              addresses,
                              timeouts,
                              routes,
                              errors,
                              log,
                              access,
                              inFlight,
                              senders,
                              crowding,
                              certificate));
              return listen(vertx, config, log, start, PICKS)
                  .onFailure(failed -> certificate.ifPresent(CertificateWatch::stop));
            });
  }

  private static Future<Optional<CertificateWatch>> certificate(
      Vertx vertx, WebServerConfig config, Log log, Metrics metrics) {
    return config
        .tls()
        .map(
            tls ->
                CertificateWatch.open(vertx, tls, LOOK_AT_CERTIFICATE, log, metrics)
                    .map(Optional::of))
        .orElseGet(() -> Future.succeededFuture(Optional.empty()));
  }

  private static Future<WebServer> listen(
      Vertx vertx, WebServerConfig config, Log log, Start start, int picks) {
    return vertx
        .executeBlocking(() -> BindAddresses.find(config.hosts(), config.port(), log), false)
        .compose(
            addresses ->
                start
                    .on(addresses)
                    .recover(
                        failure ->
                            config.port() == 0 && picks > 1 && BindAddresses.inUse(failure)
                                ? listen(vertx, config, log, start, picks - 1)
                                : Future.failedFuture(sentence(addresses, failure))));
  }

  private static Throwable sentence(BindAddresses addresses, Throwable failure) {
    return BindAddresses.inUse(failure)
        ? new StartupException("Port " + addresses.port() + " is already in use.", failure)
        : failure;
  }

  private static Future<WebServer> deploy(Vertx vertx, int loops, ServingLoop.Shared shared) {
    return vertx
        .deployVerticle(() -> new ServingLoop(shared), new DeploymentOptions().setInstances(loops))
        .map(id -> new WebServer(vertx, id, shared.addresses().port(), shared.certificate()));
  }

  /** The certificate in use, where the listener speaks TLS. */
  Optional<CertificateWatch> certificate() {
    return certificate;
  }

  /** The one port of all addresses. */
  public int port() {
    return port;
  }

  /** Stops taking requests, lets those under way end for a moment, then closes. */
  public Future<Void> close() {
    certificate.ifPresent(CertificateWatch::stop);
    return vertx.undeploy(deployment);
  }

  /** From addresses to a server. */
  @FunctionalInterface
  private interface Start {
    Future<WebServer> on(BindAddresses addresses);
  }
}
