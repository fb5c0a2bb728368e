package io.tributary.platform.http;

import io.micrometer.core.instrument.Gauge;
import io.tributary.platform.http.TlsIdentity.Unusable;
import io.tributary.platform.ops.Log;
import io.tributary.platform.ops.Metrics;
import io.tributary.platform.ops.StartupException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.net.ServerSSLOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Keeps a listener's certificate as its files are: looks at their content now and then, off the
 * event loops, and gives a new pair to the running servers. Connections that stand keep the old
 * one. A pair that cannot be used is logged once and changes nothing.
 */
final class CertificateWatch {
  private final Vertx vertx;
  private final TlsConfig config;
  private final Log log;
  private final List<HttpServer> servers = new CopyOnWriteArrayList<>();
  private volatile TlsIdentity current;
  private volatile String seen;
  private volatile long timer = -1;

  private CertificateWatch(Vertx vertx, TlsConfig config, Log log, TlsIdentity first) {
    this.vertx = vertx;
    this.config = config;
    this.log = log;
    this.current = first;
    this.seen = first.fingerprint();
  }

  /**
   * Loads the pair; fails with a {@link StartupException} when it cannot be used.
   *
   * @param every how often the files are looked at
   */
  static Future<CertificateWatch> open(
      Vertx vertx, TlsConfig config, Duration every, Log log, Metrics metrics) {
    return vertx
        .executeBlocking(() -> first(config), false)
        .map(
            identity -> {
              CertificateWatch watch = new CertificateWatch(vertx, config, log, identity);
              watch.register(metrics);
              if (identity.expiry().isBefore(Instant.now())) {
                log.warn("http.certificate_expired").with("file", name(config)).write();
              }
              watch.timer = vertx.setPeriodic(every.toMillis(), tick -> watch.look());
              return watch;
            });
  }

  private static TlsIdentity first(TlsConfig config) {
    try {
      return TlsIdentity.load(config);
    } catch (Unusable broken) {
      throw new StartupException(broken.getMessage(), broken);
    }
  }

  private void register(Metrics metrics) {
    Gauge.builder(
            "http.server.certificate.expires.in",
            this,
            watch -> Duration.between(Instant.now(), watch.current.expiry()).toSeconds())
        .description("Until the first certificate of the listener's chain ends")
        .baseUnit("seconds")
        .strongReference(true)
        .register(metrics.registry());
  }

  TlsIdentity current() {
    return current;
  }

  /** A server that shall have each new pair. */
  void serves(HttpServer server) {
    servers.add(server);
  }

  void stop() {
    vertx.cancelTimer(timer);
    servers.clear();
  }

  /** Looks once. */
  Future<Void> look() {
    return vertx
        .executeBlocking(this::changed, false)
        .compose(changed -> changed == null ? Future.succeededFuture() : use(changed))
        .onFailure(
            broken ->
                log.error("http.certificate_unusable")
                    .with("reason", broken instanceof Unusable ? broken.getMessage() : null)
                    .cause(broken instanceof Unusable ? null : broken)
                    .write());
  }

  /** The new pair, or null when nothing changed since the last look. */
  private TlsIdentity changed() throws Unusable {
    String now = TlsIdentity.fingerprintNow(config);
    if (now.equals(seen)) {
      return null;
    }
    seen = now;
    return now.equals(current.fingerprint()) ? null : TlsIdentity.load(config);
  }

  private Future<Void> use(TlsIdentity changed) {
    ServerSSLOptions options =
        ListenerOptions.tls(Timeouts.DEFAULT, changed).getSslOptions().copy();
    return Future.join(
            servers.stream().map(server -> server.updateSSLOptions(options, true)).toList())
        .onSuccess(
            used -> {
              current = changed;
              log.info("http.certificate_renewed")
                  .with("file", name(config))
                  .with("expires", changed.expiry().toString())
                  .write();
            })
        .mapEmpty();
  }

  private static String name(TlsConfig config) {
    return config.certificate().toString();
  }
}
