package io.tributary.broker.app;

import io.tributary.broker.client.Clients;
import io.tributary.broker.login.InitiatedLogin;
import io.tributary.broker.session.Session;
import io.tributary.broker.session.SessionCookie;
import io.tributary.broker.session.Sessions;
import io.tributary.broker.token.GrantRepository;
import io.tributary.broker.upstream.Upstreams;
import io.tributary.broker.web.Delivery;
import io.tributary.broker.web.EndpointPath;
import io.tributary.broker.web.Issuer;
import io.tributary.broker.web.Issuers;
import io.tributary.broker.web.Page;
import io.tributary.broker.web.PageLook;
import io.tributary.platform.http.StaticAssets;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;

/** The page at the public URL itself, and the files that all pages use. */
final class FrontPage {
  private final Sessions sessions;
  private final SessionCookie cookie;
  private final GrantRepository grants;
  private final Clients clients;
  private final Upstreams upstreams;
  private final PageLook look;
  private final String base;
  private final String logins;
  private final Delivery delivery;

  /**
   * @param logins address of a person's own logins
   */
  FrontPage(
      Sessions sessions,
      SessionCookie cookie,
      GrantRepository grants,
      Clients clients,
      Upstreams upstreams,
      PageLook look,
      String base,
      String logins,
      Delivery delivery) {
    this.logins = logins;
    this.sessions = sessions;
    this.cookie = cookie;
    this.grants = grants;
    this.clients = clients;
    this.upstreams = upstreams;
    this.look = look;
    this.base = base;
    this.delivery = delivery;
  }

  void mount(Router router, Issuers issuers) {
    StaticAssets.load(
            FrontPage.class,
            "assets",
            List.of(
                "tributary.css",
                "console.css",
                "mark.svg",
                "check-session.js",
                "post-on.js",
                "signing-out.js"),
            base + "assets")
        .mount(router);
    String accent = ":root{--accent:" + look.accent() + "}";
    router
        .get(base + "assets/accent.css")
        .handler(
            context ->
                context
                    .response()
                    .putHeader(HttpHeaders.CONTENT_TYPE, "text/css; charset=utf-8")
                    .putHeader(HttpHeaders.CACHE_CONTROL, "public, max-age=300")
                    .end(accent));
    Issuer root = issuers.find(Issuer.ROOT).orElseThrow();
    router.get(base).handler(context -> show(context, root.path(EndpointPath.END_SESSION)));
  }

  private void show(RoutingContext context, String signOut) {
    cookie
        .read(context)
        .map(sessions::find)
        .orElseGet(() -> Future.succeededFuture(Optional.empty()))
        .compose(session -> applications(session).map(found -> home(session, found, signOut)))
        .onSuccess(page -> delivery.page(context, 200, page))
        .onFailure(cause -> delivery.failurePage(context, cause));
  }

  /** Those of the session that begin a login when they are asked to (OpenID Connect Core §4). */
  private Future<List<Page.Link>> applications(Optional<Session> session) {
    return session
        .map(found -> grants.usedIn(Buffer.buffer(found.idHash())))
        .orElseGet(() -> Future.succeededFuture(List.of()))
        .compose(uses -> Future.all(uses.stream().map(this::link).toList()))
        .map(all -> all.<Optional<Page.Link>>list().stream().flatMap(Optional::stream).toList());
  }

  private Future<Optional<Page.Link>> link(GrantRepository.Use use) {
    return clients
        .find(use.clientId())
        .map(found -> found.flatMap(client -> InitiatedLogin.link(client, use.issuer())));
  }

  private Page home(Optional<Session> session, List<Page.Link> applications, String signOut) {
    return new Page.Home(
        session.map(found -> found.account().username()),
        session
            .flatMap(found -> upstreams.find(found.upstream()))
            .map(upstream -> upstream.config().label()),
        applications,
        session.map(found -> logins),
        // Without a token: the logout asks before it acts.
        session.map(found -> new Page.Form(signOut, "")));
  }
}
