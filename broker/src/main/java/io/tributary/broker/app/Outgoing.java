package io.tributary.broker.app;

import io.tributary.platform.outbound.OutboundClient;
import io.tributary.platform.outbound.OutboundPolicy;
import io.tributary.platform.outbound.OutboundPolicy.Addresses;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

/**
 * Our ways out, by who named the address.
 *
 * @param upstreams to the providers of the configuration
 * @param configured to addresses of clients that the operator wrote
 * @param named to addresses that clients wrote: registered ones, or those in their requests
 */
record Outgoing(OutboundClient upstreams, OutboundClient configured, OutboundClient named) {

  static Outgoing open(Vertx vertx) {
    return new Outgoing(
        OutboundClient.create(vertx, OutboundPolicy.configured()),
        OutboundClient.create(vertx, OutboundPolicy.forClients(Addresses.CONFIGURED)),
        OutboundClient.create(vertx, OutboundPolicy.forClients(Addresses.PUBLIC_ONLY)));
  }

  Future<Void> close() {
    return Future.join(upstreams.close(), configured.close(), named.close()).mapEmpty();
  }
}
