package io.tributary.broker.app;

import io.tributary.broker.claims.ClaimsPipeline;
import io.tributary.broker.client.ClientAuthenticator;
import io.tributary.broker.endpoint.Capabilities;
import io.tributary.broker.endpoint.PublicDocuments;
import io.tributary.broker.endpoint.UserinfoEndpoint;
import io.tributary.broker.grant.AuthorizationCodeGrant;
import io.tributary.broker.grant.TokenEndpoint;
import io.tributary.broker.keys.SealingKeys;
import io.tributary.broker.login.LoginAssembly;
import io.tributary.broker.login.LoginPaths;
import io.tributary.broker.login.LoginRoutes;
import io.tributary.broker.logout.LogoutAssembly;
import io.tributary.broker.logout.LogoutEndpoint;
import io.tributary.broker.request.ClientRequests;
import io.tributary.broker.session.SessionCookie;
import io.tributary.broker.token.TokensByIssuer;
import io.tributary.broker.upstream.FederationPaths;
import io.tributary.broker.upstream.Upstreams;
import io.tributary.broker.web.BrowserCookies;
import io.tributary.broker.web.Delivery;
import io.tributary.broker.web.FormTokens;
import io.tributary.broker.web.Pages;
import io.tributary.broker.web.PublicUrl;
import io.tributary.platform.ops.Log;
import io.tributary.platform.ops.Metrics;
import io.vertx.ext.web.Router;
import java.time.Clock;
import java.util.List;

/** Wires the endpoints; {@link #mount} adds them to the router of each event loop. */
final class Routes {
  private final BrokerConfig config;
  private final Delivery delivery;
  private final LoginRoutes login;
  private final TokenEndpoint token;
  private final UserinfoEndpoint userinfo;
  private final PublicDocuments documents;
  private final LogoutEndpoint logout;
  private final FrontPage front;

  Routes(
      BrokerConfig config,
      Storage storage,
      SealingKeys sealing,
      TokensByIssuer tokens,
      Upstreams upstreams,
      ClaimsPipeline claims,
      Capabilities capabilities,
      Log log,
      Metrics metrics,
      Clock clock) {
    this.config = config;
    String us = config.publicUrl().toString();
    String origin = PublicUrl.origin(config.publicUrl());
    String base = PublicUrl.basePath(config.publicUrl());
    FormTokens formTokens = new FormTokens(sealing.mac(us, "form"), origin);
    BrowserCookies cookies = new BrowserCookies(config.publicUrl());
    SessionCookie sessionCookie = new SessionCookie(cookies);
    FederationPaths federation = new FederationPaths(origin, base);
    this.delivery = new Delivery(new Pages(), config.look(), base, log);
    this.login =
        new LoginAssembly(
                config.issuers(),
                tokens,
                storage.clients(),
                upstreams,
                storage.accounts(),
                storage.localAccounts(),
                config.accounts().localLogin(),
                storage.sessions(),
                sessionCookie,
                claims,
                storage.grants(),
                storage.codes(),
                storage.traces(),
                storage.keptRequests(),
                sealing.forCookies(us, "login-attempt"),
                cookies,
                formTokens,
                new LoginPaths(base),
                federation,
                delivery,
                metrics.registry(),
                storage.audit(),
                log,
                clock)
            .routes();
    this.token =
        new TokenEndpoint(
            new ClientRequests(new ClientAuthenticator(storage.clients()), delivery),
            tokens,
            List.of(new AuthorizationCodeGrant(storage.codes(), storage.audit(), clock)),
            delivery,
            metrics.registry());
    this.userinfo = new UserinfoEndpoint(tokens, storage.clients(), delivery);
    this.documents = new PublicDocuments(tokens, capabilities);
    this.logout =
        new LogoutAssembly(
                storage.clients(),
                tokens,
                storage.sessions(),
                sessionCookie,
                upstreams,
                sealing.forCookies(us, "logout-request"),
                sealing.forCookies(us, "logout-return"),
                formTokens,
                federation,
                base,
                delivery,
                clock)
            .endpoint();
    this.front =
        new FrontPage(storage.sessions(), sessionCookie, upstreams, config.look(), base, delivery);
  }

  void mount(Router router) {
    documents.mount(router, config.issuers());
    token.mount(router, config.issuers());
    userinfo.mount(router, config.issuers());
    login.mount(router, config.issuers());
    logout.mount(router, config.issuers());
    front.mount(router, config.issuers());
  }

  Delivery delivery() {
    return delivery;
  }
}
