package io.tributary.broker.logout;

import io.tributary.broker.session.LoginAttemptUse;
import io.tributary.broker.session.Sessions;
import io.tributary.broker.session.UpstreamSession;
import io.tributary.broker.upstream.FederationPaths;
import io.tributary.broker.upstream.Upstream;
import io.tributary.broker.upstream.UpstreamLogout;
import io.tributary.broker.upstream.Upstreams;
import io.tributary.broker.web.Delivery;
import io.tributary.broker.web.FormBody;
import io.tributary.broker.web.Parameters;
import io.tributary.platform.http.RequestInfo;
import io.tributary.platform.ops.Log;
import io.tributary.platform.protocol.Digests;
import io.tributary.platform.protocol.ErrorCode;
import io.tributary.platform.protocol.OAuthException;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/**
 * An upstream tells us that a session of its own has ended (OpenID Connect Back-Channel Logout §2.5
 * to §2.8): ours that began with it end too, and their clients hear of it. 200 also when there was
 * none; 400 with an {@code error} for a token that is not good; 503 when it may be sent again.
 */
final class UpstreamLogoutEndpoint {
  private final Upstreams upstreams;
  private final Sessions sessions;
  private final FederationPaths paths;
  private final Delivery delivery;
  private final Log log;

  UpstreamLogoutEndpoint(
      Upstreams upstreams, Sessions sessions, FederationPaths paths, Delivery delivery, Log log) {
    this.upstreams = upstreams;
    this.sessions = sessions;
    this.paths = paths;
    this.delivery = delivery;
    this.log = log;
  }

  void mount(Router router) {
    router
        .post(paths.backchannelLogoutRoute())
        .handler(
            context ->
                Future.succeededFuture()
                    .compose(go -> told(context))
                    .onFailure(cause -> delivery.failureJson(context, cause)));
  }

  private Future<Void> told(RoutingContext context) {
    Upstream upstream =
        upstreams
            .find(context.pathParam("upstream"))
            .orElseThrow(
                () -> OAuthException.of(ErrorCode.INVALID_REQUEST, "There is no such upstream"));
    Parameters form = FormBody.of(context);
    form.refuseDuplicates();
    return upstream
        .loggedOut(form.require("logout_token"))
        .compose(notice -> end(context, notice))
        .map(
            count -> {
              log.info("logout.by_upstream")
                  .request(RequestInfo.of(context).id())
                  .with("upstream", upstream.name())
                  .with("sessions", count)
                  .write();
              context
                  .response()
                  .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                  .setStatusCode(200)
                  .end();
              return null;
            });
  }

  private Future<Integer> end(RoutingContext context, UpstreamLogout notice) {
    return sessions
        .endUpstream(
            use(notice),
            new UpstreamSession(notice.upstream(), notice.issuer(), notice.sid(), notice.sub()),
            RequestInfo.of(context).id())
        .map(count -> count.orElseThrow(UpstreamLogoutEndpoint::usedBefore));
  }

  /** §2.6 step 8: spent by its {@code jti}, which is unique for one issuer only. */
  private static LoginAttemptUse use(UpstreamLogout notice) {
    String name = notice.upstream() + "\n" + notice.issuer() + "\n" + notice.jti();
    return new LoginAttemptUse(
        "logout-token:" + Digests.base64Url(Digests.sha256(name)),
        notice.issuedAt(),
        notice.until());
  }

  private static OAuthException usedBefore() {
    return OAuthException.of(
        ErrorCode.INVALID_REQUEST,
        "The logout token was used before",
        "replayed, or older than the list of used ones");
  }
}
