package io.tributary.broker.app;

import io.tributary.platform.outbound.OutboundClient;
import io.tributary.platform.outbound.OutboundPolicy;
import io.tributary.platform.outbound.OutboundPolicy.Addresses;
import io.tributary.platform.outbound.TrustStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Optional;

/**
 * Our ways out, by who named the address.
 *
 * @param upstreams to the providers of the configuration
 * @param configured to addresses of clients that the operator wrote
 * @param named to addresses that clients wrote: registered ones, or those in their requests
 */
record Outgoing(OutboundClient upstreams, OutboundClient configured, OutboundClient named) {

  /**
   * @param trust authorities beside the JVM's
   */
  static Outgoing open(Vertx vertx, Optional<TrustStore> trust) {
    return new Outgoing(
        OutboundClient.create(vertx, OutboundPolicy.configured(), trust),
        OutboundClient.create(vertx, OutboundPolicy.forClients(Addresses.CONFIGURED), trust),
        OutboundClient.create(vertx, OutboundPolicy.forClients(Addresses.PUBLIC_ONLY), trust));
  }

  Future<Void> close() {
    return Future.join(upstreams.close(), configured.close(), named.close()).mapEmpty();
  }
}
