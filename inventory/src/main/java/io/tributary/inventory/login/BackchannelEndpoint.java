package io.tributary.inventory.login;

import io.tributary.inventory.page.Fields;
import io.tributary.inventory.page.Refusal;
import io.tributary.inventory.session.ProviderLogout;
import io.tributary.inventory.session.SessionRepository;
import io.tributary.platform.http.RequestInfo;
import io.tributary.platform.ops.Log;
import io.tributary.platform.protocol.Digests;
import io.tributary.platform.relyingparty.LogoutNotice;
import io.tributary.platform.relyingparty.RelyingParty;
import io.tributary.platform.relyingparty.RelyingPartyException;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/**
 * The provider tells us that somebody has signed out there (OpenID Connect Back-Channel Logout §2.5
 * to §2.8). No browser calls it, so it has no form token: the signature of the logout token is all
 * that counts. 200, or 400 with {@code {"error":"invalid_request"}}; 503 when it may be sent again.
 */
public final class BackchannelEndpoint {
  public static final String PATH = "/oidc/backchannel-logout";

  private final RelyingParty provider;
  private final SessionRepository sessions;
  private final Log log;

  public BackchannelEndpoint(RelyingParty provider, SessionRepository sessions, Log log) {
    this.provider = provider;
    this.sessions = sessions;
    this.log = log;
  }

  public void mount(Router router) {
    router
        .post(PATH)
        .handler(
            context ->
                Future.succeededFuture()
                    .compose(go -> told(context))
                    .onFailure(failure -> refuse(context, failure)));
  }

  private Future<Void> told(RoutingContext context) {
    String token =
        Fields.form(context)
            .one("logout_token")
            .orElseThrow(() -> Refusal.badRequest("There is no logout token."));
    return provider
        .loggedOut(token)
        .compose(notice -> sessions.endProviders(logout(notice)))
        .map(
            ended -> {
              long count = ended.orElseThrow(() -> Refusal.badRequest("It was used before."));
              log.info("logout.by_provider")
                  .request(RequestInfo.of(context).id())
                  .with("sessions", count)
                  .write();
              uncached(context).setStatusCode(200).end();
              return null;
            });
  }

  private static ProviderLogout logout(LogoutNotice notice) {
    String name = notice.issuer() + "\n" + notice.jti();
    return new ProviderLogout(
        Digests.base64Url(Digests.sha256(name)),
        notice.until(),
        notice.issuer(),
        notice.sid(),
        notice.sub());
  }

  private void refuse(RoutingContext context, Throwable failure) {
    boolean theirs =
        failure instanceof Refusal
            || (failure instanceof RelyingPartyException known
                && known.kind() != RelyingPartyException.Kind.UNAVAILABLE);
    log.warn("logout.refused").request(RequestInfo.of(context).id()).cause(failure).write();
    uncached(context)
        .setStatusCode(theirs ? 400 : 503)
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
        .end(
            new JsonObject()
                .put("error", theirs ? "invalid_request" : "temporarily_unavailable")
                .toBuffer());
  }

  private static io.vertx.core.http.HttpServerResponse uncached(RoutingContext context) {
    return context.response().putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
  }
}
