package io.tributary.platform.outbound;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.net.TrustOptions;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Sends guarded requests: no redirects, no cookies, bounded time and size, checked addresses.
 *
 * <p>Plain http is sent to loopback addresses only, under either policy. At most {@value #PER_HOST}
 * requests to one host are under way and {@value #WAITING_PER_HOST} wait, and {@value #PER_PARTY}
 * are there for one party; one more fails at once with {@code BUSY}. May be used from every event
 * loop.
 */
public final class OutboundClient {
  static final int PER_HOST = 16;
  static final int WAITING_PER_HOST = 64;
  static final int PER_PARTY = 12;
  static final int TOTAL = 512;
  static final int MAX_HEADER_BYTES = 16 * 1024;

  private final Vertx vertx;
  private final OutboundPolicy policy;
  private final HostResolver resolver;
  private final HttpClient http;
  private final HostGates gates = new HostGates(PER_HOST, WAITING_PER_HOST, PER_PARTY, TOTAL);

  private OutboundClient(
      Vertx vertx, OutboundPolicy policy, HostResolver resolver, HttpClientOptions options) {
    this.vertx = vertx;
    this.policy = policy;
    this.resolver = resolver;
    // Our own gates stand before the pool, so that nothing ever waits in it.
    this.http =
        vertx.createHttpClient(
            options, new PoolOptions().setHttp1MaxSize(TOTAL).setMaxWaitQueueSize(TOTAL));
  }

  public static OutboundClient create(Vertx vertx, OutboundPolicy policy) {
    return create(vertx, policy, HostResolver.system(vertx), Optional.empty());
  }

  /**
   * @param trust authorities beside the JVM's
   */
  public static OutboundClient create(
      Vertx vertx, OutboundPolicy policy, Optional<TrustStore> trust) {
    return create(vertx, policy, HostResolver.system(vertx), trust);
  }

  /**
   * With a resolver of the caller's.
   *
   * @param trust who vouches for servers
   */
  public static OutboundClient create(
      Vertx vertx,
      OutboundPolicy policy,
      HostResolver resolver,
      Optional<? extends TrustOptions> trust) {
    HttpClientOptions options =
        new HttpClientOptions()
            .setProtocolVersion(HttpVersion.HTTP_1_1)
            .setUseAlpn(false)
            .setDecompressionSupported(false)
            .setVerifyHost(true)
            .setConnectTimeout(Math.toIntExact(policy.connectTimeout().toMillis()))
            .setSslHandshakeTimeout(policy.connectTimeout().toMillis())
            .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
            .setMaxInitialLineLength(4 * 1024)
            .setMaxHeaderSize(MAX_HEADER_BYTES)
            // Shorter than any server's, so that a POST seldom meets a closed connection.
            .setKeepAliveTimeout(4);
    trust.ifPresent(options::setTrustOptions);
    return new OutboundClient(vertx, policy, resolver, options);
  }

  /** The whole answer, or an {@link OutboundException}. */
  public Future<OutboundResponse> send(OutboundRequest request) {
    return send(request, Optional.empty());
  }

  /**
   * As {@link #send(OutboundRequest)}, for somebody who named the address: slow servers of one
   * party hold few places.
   *
   * @param party names it: a client's id
   */
  public Future<OutboundResponse> send(OutboundRequest request, String party) {
    return send(request, Optional.of(party));
  }

  private Future<OutboundResponse> send(OutboundRequest request, Optional<String> party) {
    Target target;
    try {
      target = Target.of(request.uri());
    } catch (OutboundException refused) {
      return Future.failedFuture(refused);
    }
    Context context = vertx.getOrCreateContext();
    Exchange exchange = new Exchange(vertx, context, http, policy, resolver, request, target);
    return exchange.run(gates, party);
  }

  public Future<Void> close() {
    return http.close().eventually(resolver::close);
  }
}
