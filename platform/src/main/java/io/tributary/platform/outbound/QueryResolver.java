package io.tributary.platform.outbound;

import io.tributary.platform.outbound.OutboundException.Reason;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.dns.AddressResolverOptions;
import io.vertx.core.internal.resolver.NameResolver;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Asks name servers over an event loop: a look-up that nobody answers holds some memory for two
 * seconds, and no thread. The JVM's resolver would hold one for as long as the name server of a
 * stranger likes.
 */
final class QueryResolver implements HostResolver {
  private static final int MAX_WAITING = 512;
  private static final long PATIENCE_MILLIS = 1_000;

  private final NameResolver names;
  private final AtomicInteger underWay = new AtomicInteger();

  /**
   * @param options the system's name servers, unless it has others
   */
  QueryResolver(Vertx vertx, AddressResolverOptions options) {
    this.names =
        new NameResolver(
            vertx,
            options
                .setQueryTimeout(PATIENCE_MILLIS)
                // Remembering is the caller's: each request is checked by an answer of its own.
                .setCacheMaxTimeToLive(0)
                .setCacheNegativeTimeToLive(0));
  }

  @Override
  public Future<List<InetAddress>> resolve(String host) {
    if (underWay.incrementAndGet() > MAX_WAITING) {
      underWay.decrementAndGet();
      return Future.failedFuture(
          new OutboundException(Reason.BUSY, host + ": too many names being resolved", null));
    }
    return asked(host)
        // A datagram may be lost, and a name server is asked once only.
        .recover(lost -> asked(host))
        .onComplete(any -> underWay.decrementAndGet())
        .map(all -> all.stream().map(InetSocketAddress::getAddress).toList())
        .recover(
            unknown ->
                Future.failedFuture(
                    new OutboundException(Reason.UNRESOLVED, host + ": unknown host", null)));
  }

  private Future<List<InetSocketAddress>> asked(String host) {
    Promise<List<InetSocketAddress>> found = Promise.promise();
    names.resolveAll(host, found::handle);
    return found.future();
  }

  @Override
  public Future<Void> close() {
    return names.close();
  }
}
