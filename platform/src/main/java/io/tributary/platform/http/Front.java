package io.tributary.platform.http;

import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.tributary.platform.protocol.RandomToken;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.internal.http.HttpServerRequestInternal;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;

/**
 * The way of a request to the routes, on one event loop: admission, framing, path, then as the
 * router's first handler request id, headers and body.
 */
final class Front {
  private final Timeouts timeouts;
  private final Gate gate;
  private final TrustedProxies proxies;
  private final SecurityHeaders headers;
  private final AccessLog access;
  private final Deadlines deadlines;
  private final Connections connections;
  private final BodyReader bodies;

  Front(
      WebServerConfig config,
      Timeouts timeouts,
      Gate gate,
      SecurityHeaders headers,
      AccessLog access,
      Deadlines deadlines,
      BodySenders senders) {
    this.timeouts = timeouts;
    this.gate = gate;
    this.proxies = new TrustedProxies(config.proxies());
    this.headers = headers;
    this.access = access;
    this.deadlines = deadlines;
    this.connections = new Connections(deadlines, timeouts);
    this.bodies = new BodyReader(config, timeouts, deadlines, senders);
  }

  Connections connections() {
    return connections;
  }

  /** What comes from the connection. */
  void accept(HttpServerRequest request, Router router) {
    int status = check(request);
    if (!gate.admits(request)) {
      turnAway(request, status == 0);
      return;
    }
    if (status != 0) {
      RequestInfo info = info(request);
      access.refused(info, request.method(), status);
      refuse(request, info.id(), status);
      return;
    }
    router.handle(request);
  }

  /**
   * There is too much to do already. The connection is kept where that is safe and its body short:
   * a new one would cost more than the request.
   */
  private void turnAway(HttpServerRequest request, boolean wellFormed) {
    access.rejected();
    HttpServerResponse response = request.response().putHeader("Retry-After", "1");
    String id = RandomToken.bits128();
    if (wellFormed && bodies.canIgnore(request)) {
      connections.began(request.connection());
      connections.ended(request.connection());
      headers.apply(response.headers(), id);
      Failures.plain(response, 503, id);
    } else {
      refuse(request, id, 503);
    }
  }

  /** What is not HTTP, or too long a head. */
  void invalid(HttpServerRequest request) {
    Throwable cause = request.decoderResult().cause();
    int status = 400;
    if (cause instanceof TooLongHttpLineException) {
      status = 414;
    } else if (cause instanceof TooLongHttpHeaderException
        || cause instanceof TooLongFrameException) {
      status = 431;
    }
    RequestInfo info = info(request);
    access.refused(info, request.method(), status);
    refuse(request, info.id(), status);
  }

  /** 0, or the status that refuses the request. */
  private static int check(HttpServerRequest request) {
    if (request.uri().length() > ListenerOptions.MAX_LINE) {
      return 414; // HTTP/2 has no request line that the codec could bound
    }
    if (HttpMethod.CONNECT.equals(request.method()) || HttpMethod.TRACE.equals(request.method())) {
      return 405;
    }
    if (request.version() != HttpVersion.HTTP_2 && !wellFramed(request)) {
      return 400;
    }
    boolean authority =
        request.version() == HttpVersion.HTTP_1_0
            || ((HttpServerRequestInternal) request).isValidAuthority();
    return authority && RequestPath.collapse(request.path()).isPresent() ? 0 : 400;
  }

  /** RFC 9112 3.2 (one Host) and 6.1 (one way to find the end of the body). */
  private static boolean wellFramed(HttpServerRequest request) {
    List<String> encodings = request.headers().getAll("Transfer-Encoding");
    int hosts = request.headers().getAll("Host").size();
    boolean http10 = request.version() == HttpVersion.HTTP_1_0;
    boolean host = hosts == 1 || (http10 && hosts == 0);
    boolean chunked = encodings.size() == 1 && encodings.get(0).equalsIgnoreCase("chunked");
    boolean encoding =
        encodings.isEmpty()
            || (chunked && !http10 && !request.headers().contains("Content-Length"));
    return host && encoding && request.headers().getAll("Content-Length").size() <= 1;
  }

  private void refuse(HttpServerRequest request, String id, int status) {
    HttpServerResponse response = request.response();
    headers.apply(response.headers(), id);
    if (request.version() != HttpVersion.HTTP_2) {
      response.putHeader("Connection", "close");
      response.endHandler(sent -> request.connection().close());
    }
    Failures.plain(response, status, id);
  }

  private RequestInfo info(HttpServerRequest request) {
    String peer = request.remoteAddress() == null ? "" : request.remoteAddress().hostAddress();
    return new RequestInfo(
        RandomToken.bits128(),
        proxies.client(peer == null ? "" : peer, request.headers()),
        System.nanoTime());
  }

  /** The router's first handler. */
  void enter(RoutingContext context) {
    if (context.get(RequestInfo.KEY) == null && begin(context)) {
      return;
    }
    RequestInfo info = RequestInfo.of(context);
    headers.apply(context.response().headers(), info.id());
    bodies.read(context);
  }

  /** True when the router starts again with another path or method. */
  private boolean begin(RoutingContext context) {
    HttpServerRequest request = context.request();
    HttpMethod method = request.method();
    RequestInfo info = info(request);
    context.put(RequestInfo.KEY, info);
    gate.entered();
    connections.began(request.connection());
    Deadlines.Deadline late = deadlines.in(timeouts.request(), () -> context.fail(503));
    boolean chunked = request.headers().contains("Transfer-Encoding");
    context.addEndHandler(
        end -> {
          late.cancel();
          gate.left();
          connections.ended(request.connection());
          access.ended(context, info, method, end.failed());
          if (chunked) {
            // RFC 9112 6.1: the codec drops a Content-Length beside it without telling.
            request.connection().close();
          }
        });
    Optional<String> path = RequestPath.collapse(request.path());
    boolean head = HttpMethod.HEAD.equals(method);
    if (path.isEmpty() || (!head && path.get().equals(request.path()))) {
      return false;
    }
    String query = request.query() == null ? "" : "?" + request.query();
    context.reroute(head ? HttpMethod.GET : method, path.get() + query);
    return true;
  }
}
