package io.tributary.broker.app;

import io.tributary.broker.claims.ClaimsPipeline;
import io.tributary.broker.client.ClientAssertions;
import io.tributary.broker.client.ClientAuthenticator;
import io.tributary.broker.client.ClientKeySets;
import io.tributary.broker.client.ClientSignatures;
import io.tributary.broker.endpoint.Capabilities;
import io.tributary.broker.endpoint.PublicDocuments;
import io.tributary.broker.endpoint.UserinfoEndpoint;
import io.tributary.broker.grant.AuthorizationCodeGrant;
import io.tributary.broker.grant.ClientCredentialsGrant;
import io.tributary.broker.grant.RefreshTokenGrant;
import io.tributary.broker.grant.TokenEndpoint;
import io.tributary.broker.keys.SealingKeys;
import io.tributary.broker.login.LoginRoutes;
import io.tributary.broker.logout.LogoutAssembly;
import io.tributary.broker.request.ClientRequests;
import io.tributary.broker.token.TokensByIssuer;
import io.tributary.broker.upstream.Upstreams;
import io.tributary.broker.web.Delivery;
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
  private final LogoutAssembly logout;
  private final FrontPage front;

  Routes(
      BrokerConfig config,
      Storage storage,
      SealingKeys sealing,
      TokensByIssuer tokens,
      Upstreams upstreams,
      ClientKeySets keySets,
      ClaimsPipeline claims,
      Capabilities capabilities,
      Log log,
      Metrics metrics,
      Clock clock) {
    this.config = config;
    BrowserSide browser = BrowserSide.of(config, sealing, log);
    this.delivery = browser.delivery();
    this.login =
        LoginWiring.routes(
            config, storage, sealing, tokens, upstreams, claims, browser, log, metrics, clock);
    ClientSignatures signatures = new ClientSignatures(keySets);
    ClientAssertions assertions =
        new ClientAssertions(signatures, storage.spentAssertions(), clock);
    ClientRequests requests =
        new ClientRequests(new ClientAuthenticator(storage.clients(), assertions), delivery);
    this.token =
        new TokenEndpoint(
            requests,
            tokens,
            List.of(
                new AuthorizationCodeGrant(storage.codes(), storage.audit(), clock),
                new RefreshTokenGrant(storage.families()),
                new ClientCredentialsGrant()),
            delivery,
            metrics.registry());
    this.userinfo = new UserinfoEndpoint(tokens, storage.clients(), delivery);
    this.documents = new PublicDocuments(tokens, capabilities);
    this.logout =
        LogoutWiring.assembly(config, storage, sealing, tokens, upstreams, browser, log, clock);
    this.front =
        new FrontPage(
            storage.sessions(),
            browser.sessionCookie(),
            upstreams,
            config.look(),
            browser.base(),
            delivery);
  }

  void mount(Router router) {
    documents.mount(router, config.issuers());
    token.mount(router, config.issuers());
    userinfo.mount(router, config.issuers());
    login.mount(router, config.issuers());
    logout.mount(router);
    front.mount(router, config.issuers());
  }

  Delivery delivery() {
    return delivery;
  }
}
