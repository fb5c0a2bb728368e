package io.tributary.broker.logout;

import io.tributary.broker.client.Client;
import io.tributary.broker.client.Clients;
import io.tributary.broker.client.LogoutChannels.Channel;
import io.tributary.broker.logout.DeliveryRepository.Told;
import io.tributary.broker.token.ClientEncryption;
import io.tributary.platform.outbound.OutboundClient;
import io.tributary.platform.outbound.OutboundException;
import io.tributary.platform.outbound.OutboundRequest;
import io.tributary.platform.protocol.OAuthException;
import io.vertx.core.Future;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** One attempt to tell one client (OpenID Connect Back-Channel Logout §2.5). */
final class BackchannelPost {
  private final Clients clients;
  private final LogoutTokens tokens;
  private final ClientEncryption encryption;
  private final OutboundClient configured;
  private final OutboundClient named;

  /**
   * @param configured for addresses that the operator wrote
   * @param named for addresses that clients named themselves: public ones only
   */
  BackchannelPost(
      Clients clients,
      LogoutTokens tokens,
      ClientEncryption encryption,
      OutboundClient configured,
      OutboundClient named) {
    this.clients = clients;
    this.tokens = tokens;
    this.encryption = encryption;
    this.configured = configured;
    this.named = named;
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
    OutboundClient out = client.registered() ? named : configured;
    return encryption
        .logoutToken(made.get().token(), made.get().issuer(), client)
        .map(
            token ->
                OutboundRequest.form(
                    URI.create(channel.uri()), Map.of("logout_token", token), Map.of()))
        .compose(request -> out.send(request, client.id()))
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

  /** A key of the client that is missing now may be there later. */
  private static Outcome failed(Throwable failure, Told told) {
    String why = "error";
    if (failure instanceof OutboundException known) {
      why = known.reason().name().toLowerCase(Locale.ROOT);
    } else if (failure instanceof OAuthException) {
      why = "no key";
    }
    return new Outcome(DeliveryState.PENDING, why, told);
  }
}
