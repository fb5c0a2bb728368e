package io.tributary.platform.http;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.tributary.platform.ops.Log;
import io.tributary.platform.ops.Metrics;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * One line and one timer for each request. Both name the template of the route, never the path:
 * paths and query strings hold codes, states and names, and there are endlessly many of them.
 */
final class AccessLog {
  static final String OTHER = "other";

  private static final Set<HttpMethod> METHODS =
      Set.of(
          HttpMethod.GET,
          HttpMethod.HEAD,
          HttpMethod.POST,
          HttpMethod.PUT,
          HttpMethod.PATCH,
          HttpMethod.DELETE,
          HttpMethod.OPTIONS);

  private final Log log;
  private final MeterRegistry registry;
  private final Counter rejected;
  private final Map<Series, Timer> timers = new ConcurrentHashMap<>();

  AccessLog(Log log, Metrics metrics) {
    this.log = log;
    this.registry = metrics.registry();
    this.rejected =
        Counter.builder("http.server.rejected")
            .description("Requests answered 503 because too many were being served")
            .register(registry);
  }

  /** A request that reached the router. */
  void ended(RoutingContext context, RequestInfo info, HttpMethod method, boolean aborted) {
    int status = aborted ? 499 : context.response().getStatusCode();
    write(info, method, route(context), status, context.response().bytesWritten());
  }

  /** A request that was refused before the router saw it. */
  void refused(RequestInfo info, HttpMethod method, int status) {
    write(info, method, OTHER, status, 0);
  }

  /** Counted only: a line for each would make the overload worse. */
  void rejected() {
    rejected.increment();
  }

  private void write(RequestInfo info, HttpMethod method, String route, int status, long bytes) {
    long nanos = System.nanoTime() - info.startedNanos();
    String known = METHODS.contains(method) ? method.name() : OTHER;
    timer(new Series(route, known, status / 100 + "xx")).record(nanos, TimeUnit.NANOSECONDS);
    log.info("http.request")
        .request(info.id())
        .with("method", known)
        .with("route", route)
        .with("status", status)
        .with("ms", Math.round(nanos / 10_000.0) / 100.0)
        .with("bytes", bytes)
        .write();
  }

  static String route(RoutingContext context) {
    Route route = context.currentRoute();
    if (route == null) {
      return OTHER;
    }
    String name = route.getName() == null ? route.getPath() : route.getName();
    return name == null ? OTHER : name;
  }

  private Timer timer(Series series) {
    Timer timer = timers.get(series);
    return timer != null ? timer : timers.computeIfAbsent(series, this::register);
  }

  private Timer register(Series series) {
    return Timer.builder("http.server.requests")
        .description("From the head of a request to the end of its response")
        .tag("route", series.route())
        .tag("method", series.method())
        .tag("status_class", series.statusClass())
        .serviceLevelObjectives(
            Duration.ofMillis(5),
            Duration.ofMillis(25),
            Duration.ofMillis(100),
            Duration.ofMillis(250),
            Duration.ofSeconds(1),
            Duration.ofSeconds(5))
        .register(registry);
  }

  private record Series(String route, String method, String statusClass) {}
}
