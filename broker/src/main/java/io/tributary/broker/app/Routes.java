package io.tributary.broker.app;

import io.tributary.broker.admin.Api;
import io.tributary.broker.admin.Console;
import io.tributary.broker.admin.MappingDesk;
import io.tributary.broker.claims.ClaimsPipeline;
import io.tributary.broker.client.ClientAssertions;
import io.tributary.broker.client.ClientAuthenticator;
import io.tributary.broker.client.ClientKeySets;
import io.tributary.broker.client.ClientSignatures;
import io.tributary.broker.direct.ClientRequests;
import io.tributary.broker.endpoint.Capabilities;
import io.tributary.broker.endpoint.IntrospectionEndpoint;
import io.tributary.broker.endpoint.LoginReportEndpoint;
import io.tributary.broker.endpoint.LogoEndpoint;
import io.tributary.broker.endpoint.PublicDocuments;
import io.tributary.broker.endpoint.RegistrationEndpoint;
import io.tributary.broker.endpoint.RevocationEndpoint;
import io.tributary.broker.endpoint.UserinfoEndpoint;
import io.tributary.broker.grant.AuthorizationCodeGrant;
import io.tributary.broker.grant.ClientCredentialsGrant;
import io.tributary.broker.grant.RefreshTokenGrant;
import io.tributary.broker.grant.TokenEndpoint;
import io.tributary.broker.keys.SealingKeys;
import io.tributary.broker.login.LoginRoutes;
import io.tributary.broker.logout.LogoutAssembly;
import io.tributary.broker.logout.SessionFrame;
import io.tributary.broker.person.OwnLogins;
import io.tributary.broker.registration.ClientLogos;
import io.tributary.broker.request.RequestObjectFetch;
import io.tributary.broker.request.RequestObjects;
import io.tributary.broker.token.ClientEncryption;
import io.tributary.broker.token.Introspection;
import io.tributary.broker.token.Revocation;
import io.tributary.broker.token.TokensByIssuer;
import io.tributary.broker.trace.ReportConfig;
import io.tributary.broker.trace.Traces;
import io.tributary.broker.upstream.Upstreams;
import io.tributary.broker.web.Delivery;
import io.tributary.broker.web.VisitorLimit;
import io.tributary.platform.http.RequestInfo;
import io.tributary.platform.ops.Log;
import io.tributary.platform.ops.Metrics;
import io.tributary.platform.outbound.OutboundClient;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Wires the endpoints; {@link #mount} adds them to the router of each event loop. */
final class Routes {
  /** Registrations of one network without a token of ours: so many, then one in ten seconds. */
  private static final int REGISTRATIONS_AT_ONCE = 60;

  private static final double REGISTRATIONS_PER_SECOND = 0.1;

  private final BrokerConfig config;
  private final Delivery delivery;
  private final LoginRoutes login;
  private final TokenEndpoint token;
  private final UserinfoEndpoint userinfo;
  private final IntrospectionEndpoint introspection;
  private final RevocationEndpoint revocation;
  private final PublicDocuments documents;
  private final LogoutAssembly logout;
  private final Optional<SessionFrame> sessionFrame;
  private final OwnLogins ownLogins;
  private final FrontPage front;
  private final Optional<RegistrationEndpoint> registration;
  private final LogoEndpoint logos;
  private final Optional<LoginReportEndpoint> loginReports;
  private final Optional<Console> console;
  private final Optional<Api> api;

  Routes(
      Vertx vertx,
      BrokerConfig config,
      Storage storage,
      SealingKeys sealing,
      TokensByIssuer tokens,
      Upstreams upstreams,
      ClientKeySets keySets,
      ClientLogos clientLogos,
      OutboundClient named,
      RequestObjectFetch requestObjects,
      ClaimsPipeline claims,
      MappingDesk desk,
      Supplier<Capabilities> capabilities,
      Log log,
      Metrics metrics,
      Clock clock) {
    this.config = config;
    BrowserSide browser = BrowserSide.of(config, sealing, log);
    this.delivery = browser.delivery();
    ClientSignatures signatures = new ClientSignatures(keySets);
    RequestObjects objects = new RequestObjects(signatures, requestObjects, clock);
    ClientEncryption encryption = new ClientEncryption(keySets);
    this.login =
        LoginWiring.routes(
            config,
            storage,
            sealing,
            tokens,
            encryption,
            upstreams,
            objects,
            claims,
            browser,
            log,
            metrics,
            clock);
    ClientAssertions assertions =
        new ClientAssertions(signatures, storage.spentAssertions(), clock);
    ClientRequests requests =
        new ClientRequests(new ClientAuthenticator(storage.clients(), assertions), delivery);
    this.token =
        new TokenEndpoint(
            requests,
            tokens,
            List.of(
                new AuthorizationCodeGrant(
                    storage.codes(), storage.audit(), storage.traceWriter(), clock),
                new RefreshTokenGrant(storage.families(), storage.traceWriter(), clock),
                new ClientCredentialsGrant()),
            encryption,
            delivery,
            metrics.registry());
    this.userinfo = new UserinfoEndpoint(tokens, storage.clients(), encryption, delivery, clock);
    this.introspection =
        new IntrospectionEndpoint(
            requests,
            tokens,
            new Introspection(storage.clients(), storage.families(), storage.revoked()),
            delivery,
            clock);
    this.revocation =
        new RevocationEndpoint(
            requests,
            tokens,
            new Revocation(storage.grants(), storage.revoked()),
            storage.audit(),
            clock);
    this.loginReports = loginReports(config, storage, requests, clock);
    this.documents = new PublicDocuments(tokens, capabilities);
    this.logout =
        LogoutWiring.assembly(config, storage, sealing, tokens, upstreams, browser, log, clock);
    this.sessionFrame =
        browser.browserState().map(state -> new SessionFrame(state, browser.base()));
    this.logos = new LogoEndpoint(storage.clients(), clientLogos, browser.base(), delivery);
    Traces traces = AdminWiring.traces(vertx, config, storage, sealing, clock);
    this.ownLogins =
        new OwnLogins(
            storage.sessions(),
            browser.sessionCookie(),
            traces,
            storage.clients(),
            upstreams,
            browser.base(),
            delivery);
    this.front =
        new FrontPage(
            storage.sessions(),
            browser.sessionCookie(),
            storage.grants(),
            storage.clients(),
            upstreams,
            config.look(),
            browser.base(),
            ownLogins.address(),
            delivery);
    this.registration =
        config.registration().isOn()
            ? Optional.of(registration(config, storage, named, keySets, delivery, clock))
            : Optional.empty();
    this.console =
        config.administration().isOn()
            ? Optional.of(
                ConsoleWiring.console(
                    vertx, config, storage, sealing, browser, desk, traces, clock))
            : Optional.empty();
    this.api =
        config.administration().isOn()
            ? Optional.of(
                AdminWiring.api(vertx, config, storage, tokens, desk, traces, delivery, clock))
            : Optional.empty();
  }

  private static RegistrationEndpoint registration(
      BrokerConfig config,
      Storage storage,
      OutboundClient named,
      ClientKeySets keySets,
      Delivery delivery,
      Clock clock) {
    return new RegistrationEndpoint(
        storage
            .registration()
            .registrations(config.registration(), RegistrationWiring.rules(config), named, keySets),
        new VisitorLimit(clock, REGISTRATIONS_AT_ONCE, REGISTRATIONS_PER_SECOND),
        delivery);
  }

  private static Optional<LoginReportEndpoint> loginReports(
      BrokerConfig config, Storage storage, ClientRequests requests, Clock clock) {
    ReportConfig reports = config.applicationReports();
    return reports.enabled()
        ? Optional.of(
            new LoginReportEndpoint(
                requests,
                storage.reports(),
                new VisitorLimit(clock, reports.burst(), reports.perSecond())))
        : Optional.empty();
  }

  void mount(Router router) {
    documents.mount(router, config.issuers());
    token.mount(router, config.issuers());
    userinfo.mount(router, config.issuers());
    introspection.mount(router, config.issuers());
    revocation.mount(router, config.issuers());
    loginReports.ifPresent(on -> on.mount(router, config.issuers()));
    login.mount(router, config.issuers());
    logout.mount(router);
    sessionFrame.ifPresent(on -> on.mount(router, config.issuers()));
    logos.mount(router);
    ownLogins.mount(router);
    front.mount(router, config.issuers());
    registration.ifPresent(on -> on.mount(router, config.issuers()));
    console.ifPresent(on -> on.mount(router));
    api.ifPresent(on -> on.mount(router));
  }

  /** What no route answered: each of its callers is told in its own form. */
  void failed(RoutingContext context, RequestInfo request, int status) {
    Optional<Api> owner = api.filter(on -> on.owns(context.request().path()));
    Optional<Console> form =
        console.filter(on -> status == 413 && on.owns(context.request().path()));
    if (form.isPresent()) {
      form.get().tooLong(context);
    } else if (owner.isPresent()) {
      owner.get().statusProblem(context, status);
    } else {
      delivery.statusPage(context, status);
    }
  }
}
