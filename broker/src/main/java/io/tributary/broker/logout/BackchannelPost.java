package io.tributary.broker.logout;

import io.tributary.broker.client.Client;
import io.tributary.broker.client.Clients;
import io.tributary.broker.client.LogoutChannels.Channel;
import io.tributary.broker.logout.DeliveryRepository.Told;
import io.tributary.platform.outbound.OutboundClient;
import io.tributary.platform.outbound.OutboundException;
import io.tributary.platform.outbound.OutboundRequest;
import io.vertx.core.Future;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** One attempt to tell one client (OpenID Connect Back-Channel Logout §2.5). */
final class BackchannelPost {
  private final Clients clients;
  private final LogoutTokens tokens;
  private final OutboundClient configured;
  private final OutboundClient guarded;

  /**
   * @param configured for addresses that the operator wrote
   * @param guarded for addresses that clients named themselves: public ones only
   */
  BackchannelPost(
      Clients clients, LogoutTokens tokens, OutboundClient configured, OutboundClient guarded) {
    this.clients = clients;
    this.tokens = tokens;
    this.configured = configured;
    this.guarded = guarded;
  }

  /**
   * What came of it.
   *
   * @param state {@code PENDING}: worth another attempt
   * @param status of HTTP, or a word of ours; never a foreign text
   */
  record Outcome(DeliveryState state, String status, Told told) {}

  Future<Outcome> send(LogoutDelivery delivery) {
    return clients
        .find(delivery.clientId())
        .compose(
            client -> {
              Optional<Channel> channel = client.flatMap(found -> found.logout().backchannel());
              return channel.isEmpty()
                  ? Future.succeededFuture(
                      untold(client.isEmpty() ? "client is gone" : "no back channel"))
                  : send(delivery, client.get(), channel.get());
            });
  }

  private Future<Outcome> send(LogoutDelivery delivery, Client client, Channel channel) {
    Optional<LogoutTokens.Made> made = tokens.make(delivery, client);
    if (made.isEmpty()) {
      return Future.succeededFuture(untold("issuer is gone"));
    }
    Told told =
        new Told(
            Optional.of(made.get().sid()),
            Optional.of(made.get().sub()),
            Optional.of(channel.uri()));
    OutboundRequest request =
        OutboundRequest.form(
            URI.create(channel.uri()), Map.of("logout_token", made.get().token()), Map.of());
    return (client.registered() ? guarded : configured)
        .send(request)
        .map(answer -> answered(answer.status(), told))
        .otherwise(failure -> failed(failure, told));
  }

  private static Outcome untold(String why) {
    return new Outcome(DeliveryState.UNTOLD, why, Told.NOTHING);
  }

  /** §2.8: 200, or 204 of frameworks that put it there; 400 means that the token is not good. */
  private static Outcome answered(int status, Told told) {
    DeliveryState state =
        switch (status) {
          case 200, 204 -> DeliveryState.ACKNOWLEDGED;
          case 400 -> DeliveryState.REFUSED;
          default -> DeliveryState.PENDING;
        };
    return new Outcome(state, Integer.toString(status), told);
  }

  private static Outcome failed(Throwable failure, Told told) {
    String why =
        failure instanceof OutboundException known
            ? known.reason().name().toLowerCase(Locale.ROOT)
            : "error";
    return new Outcome(DeliveryState.PENDING, why, told);
  }
}
