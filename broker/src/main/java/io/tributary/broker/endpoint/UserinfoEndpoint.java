package io.tributary.broker.endpoint;

import io.tributary.broker.client.Client;
import io.tributary.broker.client.Clients;
import io.tributary.broker.token.AccessTokenCheck.LiveToken;
import io.tributary.broker.token.ClientEncryption;
import io.tributary.broker.token.IssuerTokens;
import io.tributary.broker.token.TokensByIssuer;
import io.tributary.broker.web.BearerToken;
import io.tributary.broker.web.CrossOrigin;
import io.tributary.broker.web.Delivery;
import io.tributary.broker.web.EndpointPath;
import io.tributary.broker.web.IssuerChoice;
import io.tributary.broker.web.Issuers;
import io.tributary.platform.protocol.ErrorCode;
import io.tributary.platform.protocol.OAuthException;
import io.tributary.platform.protocol.Scopes;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;

/**
 * Userinfo (OpenID Connect Core §5.3): the claims of the token's grant, filtered by the token's
 * scope; no script runs here.
 */
public final class UserinfoEndpoint {
  private final TokensByIssuer tokens;
  private final Clients clients;
  private final UserinfoJwt jwt;
  private final Delivery delivery;

  public UserinfoEndpoint(
      TokensByIssuer tokens,
      Clients clients,
      ClientEncryption encryption,
      Delivery delivery,
      Clock clock) {
    this.tokens = tokens;
    this.clients = clients;
    this.jwt = new UserinfoJwt(encryption, clock);
    this.delivery = delivery;
  }

  public void mount(Router router, Issuers issuers) {
    issuers
        .at(EndpointPath.USERINFO)
        .forEach(
            (path, choice) -> {
              CrossOrigin.mount(router, path, HttpMethod.GET, HttpMethod.POST);
              router.get(path).handler(context -> handle(context, choice));
              router.post(path).handler(context -> handle(context, choice));
            });
  }

  private void handle(RoutingContext context, IssuerChoice issuers) {
    Future.succeededFuture()
        .compose(go -> answer(context, issuers))
        .onFailure(cause -> refuse(context, cause));
  }

  private Future<?> answer(RoutingContext context, IssuerChoice issuers) {
    String token = BearerToken.ofHeaderOrForm(context).orElseThrow(UserinfoEndpoint::missing);
    IssuerTokens issued = tokens.claimedBy(token, issuers);
    return issued
        .check()
        .check(token)
        .map(UserinfoEndpoint::requireOpenId)
        .compose(
            live ->
                clients
                    .find(live.grant().clientId())
                    .map(client -> client.orElseThrow(UserinfoEndpoint::clientGone))
                    .compose(
                        client -> send(context, released(issued, live, client), issued, client)));
  }

  private Future<?> send(
      RoutingContext context, JsonObject claims, IssuerTokens issued, Client client) {
    if (!UserinfoJwt.isFor(client)) {
      delivery.json(context, 200, claims);
      return Future.succeededFuture();
    }
    return jwt.write(claims, issued, client)
        .onSuccess(written -> delivery.jwt(context, UserinfoJwt.TYPE, written));
  }

  private static JsonObject released(IssuerTokens issued, LiveToken live, Client client) {
    return issued
        .release()
        .released(live.grant().claims(), live.scopes(), live.claims(), client.release())
        .put("sub", live.sub());
  }

  /** OpenID Connect Core §5.3: for tokens of a login; a refresh may have asked for less. */
  private static LiveToken requireOpenId(LiveToken live) {
    if (!live.scopes().contains(Scopes.OPENID)) {
      throw OAuthException.of(
          ErrorCode.INSUFFICIENT_SCOPE, "The token does not have the scope openid");
    }
    return live;
  }

  private static OAuthException clientGone() {
    return OAuthException.of(ErrorCode.INVALID_TOKEN, "The token's application is gone");
  }

  private void refuse(RoutingContext context, Throwable cause) {
    OAuthException failure = delivery.understood(context, cause);
    BearerToken.challenge(context, failure);
    delivery.refusalJson(context, failure);
  }

  private static OAuthException missing() {
    return OAuthException.of(ErrorCode.INVALID_TOKEN, "An access token is needed");
  }
}
