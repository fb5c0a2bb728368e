package io.tributary.broker.grant;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.tributary.broker.client.Client;
import io.tributary.broker.direct.ClientRequest;
import io.tributary.broker.direct.ClientRequests;
import io.tributary.broker.token.ClientEncryption;
import io.tributary.broker.token.TokenResponse;
import io.tributary.broker.token.TokensByIssuer;
import io.tributary.broker.web.Delivery;
import io.tributary.broker.web.EndpointPath;
import io.tributary.broker.web.Issuers;
import io.tributary.platform.protocol.ErrorCode;
import io.tributary.platform.protocol.OAuthException;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The token endpoint (RFC 6749 §3.2): after the phases of every direct request comes the grant
 * type, which the client must be registered for.
 */
public final class TokenEndpoint {
  private final ClientRequests requests;
  private final TokensByIssuer tokens;
  private final Map<String, GrantType> types = new LinkedHashMap<>();
  private final ClientEncryption encryption;
  private final Delivery delivery;
  private final MeterRegistry registry;
  private final Map<Series, Counter> issued = new ConcurrentHashMap<>();

  public TokenEndpoint(
      ClientRequests requests,
      TokensByIssuer tokens,
      List<GrantType> types,
      ClientEncryption encryption,
      Delivery delivery,
      MeterRegistry registry) {
    this.requests = requests;
    this.tokens = tokens;
    types.forEach(type -> this.types.put(type.type(), type));
    this.encryption = encryption;
    this.delivery = delivery;
    this.registry = registry;
  }

  public void mount(Router router, Issuers issuers) {
    requests.mountForScripts(
        router,
        issuers,
        EndpointPath.TOKEN,
        (context, request) ->
            redeem(request).onSuccess(response -> delivery.json(context, 200, response.toJson())));
  }

  private Future<TokenResponse> redeem(ClientRequest request) {
    GrantType type = types.get(request.parameters().require("grant_type"));
    if (type == null) {
      throw OAuthException.of(
          ErrorCode.UNSUPPORTED_GRANT_TYPE, "This grant type is not supported here");
    }
    if (!request.client().requests().grantTypes().contains(type.type())) {
      throw OAuthException.of(
          ErrorCode.UNAUTHORIZED_CLIENT, "The client is not registered for this grant type");
    }
    Client client = request.client();
    // Before anything is spent: an id_token that cannot be encrypted to the client is never given.
    Future<Void> ready = type.isOfPerson() ? encryption.ready(client) : Future.succeededFuture();
    return ready
        .compose(go -> type.redeem(new TokenRequest(request, tokens.of(request.issuer()))))
        .compose(response -> encryption.response(response, client))
        .onSuccess(response -> count(type, request.client()));
  }

  private void count(GrantType type, Client client) {
    issued
        .computeIfAbsent(
            new Series(type.type(), client.label()),
            series ->
                Counter.builder("broker.tokens")
                    .tag("grant", series.grant())
                    .tag("client", series.client())
                    .register(registry))
        .increment();
  }

  private record Series(String grant, String client) {}
}
