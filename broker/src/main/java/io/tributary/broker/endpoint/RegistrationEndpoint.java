package io.tributary.broker.endpoint;

import io.tributary.broker.client.StrictObject;
import io.tributary.broker.registration.ClientAccess;
import io.tributary.broker.registration.ClientInformation;
import io.tributary.broker.registration.Registrations;
import io.tributary.broker.web.BearerToken;
import io.tributary.broker.web.Delivery;
import io.tributary.broker.web.EndpointPath;
import io.tributary.broker.web.Issuer;
import io.tributary.broker.web.Issuers;
import io.tributary.broker.web.VisitorLimit;
import io.tributary.platform.http.RequestBody;
import io.tributary.platform.http.RequestInfo;
import io.tributary.platform.protocol.ErrorCode;
import io.tributary.platform.protocol.OAuthException;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Client registration (RFC 7591 §3, OpenID Connect Dynamic Client Registration §3) and, one segment
 * below, each client's configuration endpoint (RFC 7592 §2). A client belongs to the issuer whose
 * address it used.
 */
public final class RegistrationEndpoint {
  private static final String CLIENT = "client";

  /** No honest client says more of itself. */
  private static final int MOST_BYTES = 64 * 1024;

  private static final String RETRY_SECONDS = "10";

  private final Registrations registrations;
  private final VisitorLimit visitors;
  private final Delivery delivery;

  /**
   * @param visitors how often one network may register or change something without a token of ours
   */
  public RegistrationEndpoint(
      Registrations registrations, VisitorLimit visitors, Delivery delivery) {
    this.registrations = registrations;
    this.visitors = visitors;
    this.delivery = delivery;
  }

  public void mount(Router router, Issuers issuers) {
    for (Issuer issuer : issuers.all()) {
      router
          .post(issuer.path(EndpointPath.REGISTRATION))
          .handler(context -> answer(context, issuer, 201, () -> register(context, issuer)));
      String client = address(issuer.path(EndpointPath.REGISTRATION), ":" + CLIENT);
      router
          .get(client)
          .handler(context -> answer(context, issuer, 200, () -> read(context, issuer)));
      router
          .put(client)
          .handler(context -> answer(context, issuer, 200, () -> update(context, issuer)));
      router.delete(client).handler(context -> delete(context, issuer));
    }
  }

  private static String address(String registration, String client) {
    return registration + (registration.endsWith("/") ? "" : "/") + client;
  }

  /** Admitted first: a stranger's metadata is neither judged nor followed. */
  private Future<ClientInformation> register(RoutingContext context, Issuer issuer) {
    Optional<String> token = BearerToken.of(context);
    if (token.isEmpty()) {
      slowDown(context);
    }
    return registrations
        .admit(issuer.name(), token)
        .compose(
            admitted ->
                registrations.register(
                    body(context), issuer.name(), token, RequestInfo.of(context).id()));
  }

  private Future<ClientInformation> read(RoutingContext context, Issuer issuer) {
    return registrations.read(access(context, issuer));
  }

  private Future<ClientInformation> update(RoutingContext context, Issuer issuer) {
    ClientAccess access = access(context, issuer);
    slowDown(context);
    return registrations.update(access, body(context), RequestInfo.of(context).id());
  }

  private void delete(RoutingContext context, Issuer issuer) {
    Future.succeededFuture()
        .compose(go -> registrations.delete(access(context, issuer), RequestInfo.of(context).id()))
        .onSuccess(
            gone ->
                context
                    .response()
                    .setStatusCode(204)
                    .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                    .end())
        .onFailure(cause -> refuse(context, cause));
  }

  private void answer(
      RoutingContext context, Issuer issuer, int status, Supplier<Future<ClientInformation>> work) {
    Future.succeededFuture()
        .compose(go -> work.get())
        .onSuccess(client -> delivery.json(context, status, document(issuer, client)))
        .onFailure(cause -> refuse(context, cause));
  }

  private static JsonObject document(Issuer issuer, ClientInformation client) {
    return client.toJson(address(issuer.url(EndpointPath.REGISTRATION), client.id()));
  }

  private void slowDown(RoutingContext context) {
    if (!visitors.take(RequestInfo.of(context).network())) {
      context.response().putHeader(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
      throw OAuthException.of(
          ErrorCode.TEMPORARILY_UNAVAILABLE, "Too many registrations come from this network");
    }
  }

  private static ClientAccess access(RoutingContext context, Issuer issuer) {
    return new ClientAccess(
        context.pathParam(CLIENT),
        BearerToken.of(context)
            .orElseThrow(
                () ->
                    OAuthException.of(
                        ErrorCode.INVALID_TOKEN, "A registration access token is needed")),
        issuer.name());
  }

  private static JsonObject body(RoutingContext context) {
    RequestBody body = RequestBody.of(context);
    if (body.kind() != RequestBody.Kind.JSON || body.bytes().length() > MOST_BYTES) {
      throw OAuthException.of(
          ErrorCode.INVALID_CLIENT_METADATA, "Send a JSON object of at most 64 KiB");
    }
    try {
      return StrictObject.read(body.bytes().getBytes());
    } catch (IllegalArgumentException malformed) {
      throw OAuthException.of(
          ErrorCode.INVALID_CLIENT_METADATA, "The body is not one JSON object without duplicates");
    }
  }

  private void refuse(RoutingContext context, Throwable cause) {
    OAuthException failure = delivery.understood(context, cause);
    BearerToken.challenge(context, failure);
    delivery.refusalJson(context, failure);
  }
}
