package io.tributary.broker.app;

import io.tributary.broker.client.Client;
import io.tributary.broker.upstream.UpstreamConfig;
import io.tributary.platform.outbound.HostResolver;
import io.tributary.platform.outbound.OutboundClient;
import io.tributary.platform.outbound.OutboundPolicy;
import io.tributary.platform.outbound.TrustStore;
import io.tributary.platform.protocol.Loopback;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Our ways out, by who named the address.
 *
 * @param upstreams to the providers of the configuration
 * @param configured to addresses of clients that the operator wrote
 * @param named to addresses that clients wrote: registered ones, or those in their requests
 */
record Outgoing(OutboundClient upstreams, OutboundClient configured, OutboundClient named) {

  static Outgoing open(Vertx vertx, BrokerConfig config) {
    boolean loopback = Loopback.names(config.publicUrl());
    List<URI> issuers = config.upstreams().stream().map(UpstreamConfig::issuer).toList();
    List<URI> named =
        Stream.concat(
                config.clients().stream().flatMap(Outgoing::addresses),
                config.registration().statements().stream()
                    .flatMap(trusted -> trusted.keys().jwksUri().stream()))
            .toList();
    Optional<TrustStore> trust = config.trust();
    OutboundSettings settings = config.outbound();
    return new Outgoing(
        OutboundClient.create(
            vertx, OutboundPolicy.forProviders(settings.configured(issuers, loopback)), trust),
        OutboundClient.create(
            vertx, OutboundPolicy.forClients(settings.configured(named, loopback)), trust),
        OutboundClient.create(
            vertx,
            OutboundPolicy.forClients(settings.named(loopback)),
            HostResolver.patient(vertx),
            trust));
  }

  /** Where we call a client of the configuration. */
  private static Stream<URI> addresses(Client client) {
    return Stream.of(
            client.authentication().keys().jwksUri().stream(),
            client.logout().backchannel().map(channel -> URI.create(channel.uri())).stream(),
            client.pages().logo().map(URI::create).stream(),
            client.requests().requestObjects().uris().stream().map(URI::create))
        .flatMap(addresses -> addresses);
  }

  Future<Void> close() {
    return Future.join(upstreams.close(), configured.close(), named.close()).mapEmpty();
  }
}
