package io.tributary.broker.endpoint;

import io.tributary.broker.client.Client;
import io.tributary.broker.direct.ClientRequest;
import io.tributary.broker.direct.ClientRequests;
import io.tributary.broker.token.Introspection;
import io.tributary.broker.token.IssuerTokens;
import io.tributary.broker.token.TokensByIssuer;
import io.tributary.broker.web.Delivery;
import io.tributary.broker.web.EndpointPath;
import io.tributary.broker.web.Issuers;
import io.tributary.platform.protocol.ErrorCode;
import io.tributary.platform.protocol.JwtKind;
import io.tributary.platform.protocol.OAuthException;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.util.List;
import java.util.Locale;

/**
 * Token introspection (RFC 7662), as JSON or, for who accepts it, as a signed JWT (RFC 9701). Only
 * for clients with credentials: §2.1 demands that a stranger cannot try tokens out here.
 */
public final class IntrospectionEndpoint {
  private static final String JWT = "application/token-introspection+jwt";

  private final ClientRequests requests;
  private final TokensByIssuer tokens;
  private final Introspection introspection;
  private final Delivery delivery;
  private final Clock clock;

  public IntrospectionEndpoint(
      ClientRequests requests,
      TokensByIssuer tokens,
      Introspection introspection,
      Delivery delivery,
      Clock clock) {
    this.requests = requests;
    this.tokens = tokens;
    this.introspection = introspection;
    this.delivery = delivery;
    this.clock = clock;
  }

  public void mount(Router router, Issuers issuers) {
    requests.mount(
        router,
        issuers,
        EndpointPath.INTROSPECTION,
        (context, request) -> answer(context, requireCredentials(request)));
  }

  private static ClientRequest requireCredentials(ClientRequest request) {
    if (request.client().isPublic()) {
      throw OAuthException.of(
          ErrorCode.INVALID_CLIENT, "This endpoint needs a client with credentials");
    }
    return request;
  }

  /** {@code token_type_hint} is not needed (§2.1): a token says itself what it is. */
  private Future<JsonObject> answer(RoutingContext context, ClientRequest request) {
    IssuerTokens issued = tokens.of(request.issuer());
    return introspection
        .about(request.parameters().require("token"), issued, request.client())
        .onSuccess(
            known -> {
              if (acceptsJwt(context)) {
                delivery.jwt(context, JWT, signed(known, issued, request.client()));
              } else {
                delivery.json(context, 200, known);
              }
            });
  }

  /**
   * RFC 9701 §5: without {@code sub} and {@code exp} of its own, so that nobody takes it for a
   * token.
   */
  private String signed(JsonObject known, IssuerTokens issued, Client asking) {
    return issued
        .keys()
        .signer(asking.tokens().idTokenAlgorithm())
        .sign(
            JwtKind.INTROSPECTION,
            new JsonObject()
                .put("iss", issued.issuer().identifier())
                .put("aud", asking.id())
                .put("iat", clock.instant().getEpochSecond())
                .put("token_introspection", known));
  }

  /** RFC 9110 §12.5.1; by its full name only: {@code *}{@code /*} is everybody. */
  private static boolean acceptsJwt(RoutingContext context) {
    List<String> sent = context.request().headers().getAll(HttpHeaders.ACCEPT);
    for (String range : String.join(",", sent).toLowerCase(Locale.ROOT).split(",", -1)) {
      String[] parts = range.split(";", -1);
      if (parts[0].strip().equals(JWT)) {
        return List.of(parts).stream().noneMatch(part -> part.strip().matches("q=0(\\.0*)?"));
      }
    }
    return false;
  }
}
