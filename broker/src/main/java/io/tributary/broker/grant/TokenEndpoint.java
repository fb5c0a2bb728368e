package io.tributary.broker.grant;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.tributary.broker.client.Client;
import io.tributary.broker.client.ClientAuthenticator;
import io.tributary.broker.token.TokenResponse;
import io.tributary.broker.token.TokensByIssuer;
import io.tributary.broker.web.Delivery;
import io.tributary.broker.web.EndpointPath;
import io.tributary.broker.web.FormBody;
import io.tributary.broker.web.IssuerChoice;
import io.tributary.broker.web.Issuers;
import io.tributary.broker.web.Parameters;
import io.tributary.platform.http.RequestInfo;
import io.tributary.platform.protocol.ErrorCode;
import io.tributary.platform.protocol.OAuthException;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The token endpoint (RFC 6749 §3.2): the phases that every grant shares, in this order: read the
 * form → authenticate the client → its issuer → the grant.
 */
public final class TokenEndpoint {
  private final ClientAuthenticator authenticator;
  private final TokensByIssuer tokens;
  private final Map<String, Grant> grants = new LinkedHashMap<>();
  private final Delivery delivery;
  private final MeterRegistry registry;
  private final Map<Series, Counter> issued = new ConcurrentHashMap<>();

  public TokenEndpoint(
      ClientAuthenticator authenticator,
      TokensByIssuer tokens,
      List<Grant> grants,
      Delivery delivery,
      MeterRegistry registry) {
    this.authenticator = authenticator;
    this.tokens = tokens;
    grants.forEach(grant -> this.grants.put(grant.type(), grant));
    this.delivery = delivery;
    this.registry = registry;
  }

  public void mount(Router router, Issuers issuers) {
    issuers
        .at(EndpointPath.TOKEN)
        .forEach((path, choice) -> router.post(path).handler(context -> handle(context, choice)));
  }

  private void handle(RoutingContext context, IssuerChoice issuers) {
    Future.succeededFuture()
        .compose(go -> respond(context, issuers))
        .onSuccess(response -> delivery.json(context, 200, response.toJson()))
        .onFailure(cause -> refuse(context, cause));
  }

  private Future<TokenResponse> respond(RoutingContext context, IssuerChoice issuers) {
    Parameters form = FormBody.of(context);
    form.refuseDuplicates();
    Client client =
        authenticator.authenticate(
            Credentials.read(context.request().getHeader(HttpHeaders.AUTHORIZATION), form));
    TokenRequest request =
        new TokenRequest(
            client,
            tokens.of(issuers.forClient(client.issuers())),
            form,
            RequestInfo.of(context).id());
    Grant grant = grants.get(form.require("grant_type"));
    if (grant == null) {
      throw OAuthException.of(
          ErrorCode.UNSUPPORTED_GRANT_TYPE, "This grant type is not supported here");
    }
    return grant.redeem(request).onSuccess(issued -> count(grant, client));
  }

  private void count(Grant grant, Client client) {
    issued
        .computeIfAbsent(
            new Series(grant.type(), client.id()),
            series ->
                Counter.builder("broker.tokens")
                    .tag("grant", series.grant())
                    .tag("client", series.client())
                    .register(registry))
        .increment();
  }

  /** Both from the configuration. */
  private record Series(String grant, String client) {}

  /** RFC 6749 §5.2: who tried by header is told by header. */
  private void refuse(RoutingContext context, Throwable cause) {
    boolean byHeader = context.request().getHeader(HttpHeaders.AUTHORIZATION) != null;
    if (byHeader
        && cause instanceof OAuthException known
        && known.code() == ErrorCode.INVALID_CLIENT) {
      context.response().putHeader("WWW-Authenticate", "Basic realm=\"token\"");
    }
    delivery.failureJson(context, cause);
  }
}
