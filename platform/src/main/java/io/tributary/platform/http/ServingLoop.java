package io.tributary.platform.http;

import io.tributary.platform.ops.Log;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** What one event loop runs: a server for each address, one router. */
final class ServingLoop extends VerticleBase {
  /** What the loops of one web server have in common. */
  record Shared(
      int loops,
      WebServerConfig config,
      BindAddresses addresses,
      Timeouts timeouts,
      Consumer<Router> routes,
      ErrorRenderer errors,
      Log log,
      AccessLog access,
      AtomicInteger inFlight,
      BodySenders senders,
      Crowding crowding,
      Optional<CertificateWatch> certificate) {}

  private final Shared shared;
  private final List<HttpServer> servers = new ArrayList<>();

  ServingLoop(Shared shared) {
    this.shared = shared;
  }

  @Override
  public Future<?> start() {
    SecurityHeaders headers = new SecurityHeaders(shared.config().https());
    Front front = front(headers);
    Router router = router(front, headers);
    HttpServerOptions options = options();
    List<Future<HttpServer>> listening = new ArrayList<>();
    for (String host : shared.addresses().hosts()) {
      HttpServer server =
          vertx
              .createHttpServer(options)
              .connectionHandler(front.connections()::opened)
              .invalidRequestHandler(front::invalid)
              .requestHandler(request -> front.accept(request, router));
      servers.add(server);
      listening.add(
          server
              .listen(shared.addresses().port(), host)
              .onSuccess(open -> shared.certificate().ifPresent(watch -> watch.serves(open))));
    }
    return Future.all(listening);
  }

  /** What sees a request before the routes do. */
  private Front front(SecurityHeaders headers) {
    Deadlines deadlines = new Deadlines();
    deadlines.start(vertx);
    Gate gate =
        new Gate(
            vertx,
            shared.loops(),
            shared.config().maxInFlight(),
            shared.inFlight(),
            shared.crowding());
    return new Front(
        shared.config(),
        shared.timeouts(),
        gate,
        headers,
        shared.access(),
        deadlines,
        shared.senders());
  }

  private Router router(Front front, SecurityHeaders headers) {
    Router router = Router.router(vertx);
    router.route().handler(front::enter);
    shared.routes().accept(router);
    new Failures(shared.errors(), headers, shared.log()).install(router);
    return router;
  }

  private HttpServerOptions options() {
    return shared
        .certificate()
        .map(watch -> ListenerOptions.tls(shared.timeouts(), watch.current()))
        .orElseGet(() -> ListenerOptions.of(shared.timeouts()));
  }

  /** Takes no more connections, waits a moment for what is under way. */
  @Override
  public Future<?> stop() {
    return Future.join(
        servers.stream()
            .map(server -> server.shutdown(shared.timeouts().drain(), TimeUnit.MILLISECONDS))
            .toList());
  }
}
