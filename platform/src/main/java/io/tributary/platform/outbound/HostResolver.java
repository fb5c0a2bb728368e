package io.tributary.platform.outbound;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.dns.AddressResolverOptions;
import java.net.InetAddress;
import java.util.List;

/**
 * Turns a host name into addresses, once for each request: what it answers is checked and connected
 * to, so that a name which answers differently a moment later (DNS rebinding) gains nothing.
 */
@FunctionalInterface
public interface HostResolver {
  /** At least one address, or a failure; completes on any thread. */
  Future<List<InetAddress>> resolve(String host);

  /** The system's resolver (hosts file, DNS) on a small worker pool with a bounded queue. */
  static HostResolver system(Vertx vertx) {
    return new SystemResolver(vertx);
  }

  /**
   * Asks the system's name servers itself, beside the hosts file, and holds no thread while they
   * are silent: for names whose owner may want us to wait.
   */
  static HostResolver patient(Vertx vertx) {
    return new QueryResolver(vertx, new AddressResolverOptions());
  }

  /** Frees what it holds. */
  default Future<Void> close() {
    return Future.succeededFuture();
  }
}
