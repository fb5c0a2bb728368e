package io.tributary.broker.direct;

import io.tributary.broker.client.Client;
import io.tributary.broker.client.ClientAuthenticator;
import io.tributary.broker.web.CrossOrigin;
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
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Set;

/**
 * The phases that all direct requests of clients share, in this order: read the form → no parameter
 * twice → authenticate the client → its issuer.
 */
public final class ClientRequests {
  private final ClientAuthenticator authenticator;
  private final Delivery delivery;

  public ClientRequests(ClientAuthenticator authenticator, Delivery delivery) {
    this.authenticator = authenticator;
    this.delivery = delivery;
  }

  /** What an endpoint does with a request: it answers, or fails with what the client is told. */
  public interface Work {
    Future<?> answer(RoutingContext context, ClientRequest request);
  }

  /**
   * An endpoint, at all its addresses: after the phases its work, and a refusal when that fails.
   */
  public void mount(Router router, Issuers issuers, EndpointPath endpoint, Work work) {
    issuers
        .at(endpoint)
        .forEach(
            (path, choice) -> router.post(path).handler(context -> handle(context, choice, work)));
  }

  /** As {@link #mount}, for an endpoint that scripts of other origins may call. */
  public void mountForScripts(Router router, Issuers issuers, EndpointPath endpoint, Work work) {
    issuers.at(endpoint).keySet().forEach(path -> CrossOrigin.mount(router, path, HttpMethod.POST));
    mount(router, issuers, endpoint, work);
  }

  private void handle(RoutingContext context, IssuerChoice issuers, Work work) {
    read(context, issuers)
        .compose(request -> work.answer(context, request))
        .onFailure(cause -> refuse(context, cause));
  }

  /**
   * @param issuers to which the address may belong
   * @return fails with {@link OAuthException} for the client
   */
  private Future<ClientRequest> read(RoutingContext context, IssuerChoice issuers) {
    return Future.succeededFuture()
        .compose(
            go -> {
              Parameters form = FormBody.of(context);
              form.refuseDuplicates();
              return authenticator
                  .authenticate(
                      Credentials.read(authorization(context), form),
                      client -> audiences(issuers, client))
                  .map(
                      client ->
                          new ClientRequest(
                              client,
                              issuers.forClient(client.issuers()),
                              form,
                              RequestInfo.of(context).id()));
            });
  }

  /** RFC 9110 §11.6.2: one set of credentials; of two, two readers would each take another. */
  private static String authorization(RoutingContext context) {
    List<String> sent = context.request().headers().getAll(HttpHeaders.AUTHORIZATION);
    if (sent.size() > 1) {
      throw OAuthException.of(
          ErrorCode.INVALID_REQUEST, "The client authenticates in two ways at once");
    }
    return sent.isEmpty() ? null : sent.get(0);
  }

  /**
   * What may stand in the {@code aud} of an assertion at any direct endpoint: the issuer (RFC 7523
   * §3) or its token endpoint (OpenID Connect Core §9). None where the client is not reachable: its
   * assertion proves nothing there.
   */
  private static Set<String> audiences(IssuerChoice issuers, Client client) {
    return issuers
        .find(client.issuers())
        .map(issuer -> Set.of(issuer.identifier(), issuer.url(EndpointPath.TOKEN)))
        .orElse(Set.of());
  }

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
