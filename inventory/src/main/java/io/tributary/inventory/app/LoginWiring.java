package io.tributary.inventory.app;

import io.tributary.inventory.login.BackchannelEndpoint;
import io.tributary.inventory.login.LoginEndpoints;
import io.tributary.inventory.login.LoginMeters;
import io.tributary.inventory.login.LoginPages;
import io.tributary.inventory.login.LoginReports;
import io.tributary.inventory.login.LogoutEndpoints;
import io.tributary.inventory.login.OidcConfig;
import io.tributary.inventory.login.PendingLoginRepository;
import io.tributary.inventory.login.SsoEndpoints;
import io.tributary.inventory.page.Cookies;
import io.tributary.inventory.page.FormGuard;
import io.tributary.inventory.page.Pages;
import io.tributary.inventory.pipeline.AccountRepository;
import io.tributary.inventory.pipeline.SsoPipeline;
import io.tributary.inventory.session.Gate;
import io.tributary.inventory.session.SessionRepository;
import io.tributary.inventory.user.LoginThrottleRepository;
import io.tributary.inventory.user.UserRepository;
import io.tributary.platform.db.Database;
import io.tributary.platform.ops.Log;
import io.tributary.platform.ops.Metrics;
import io.tributary.platform.outbound.OutboundClient;
import io.tributary.platform.password.PasswordWorkers;
import io.tributary.platform.relyingparty.ProviderSettings;
import io.tributary.platform.relyingparty.RelyingParty;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Logging in and out, put together. */
final class LoginWiring {
  private final InventoryConfig config;
  private final Database database;
  private final Metrics metrics;
  private final Log log;
  private final Pages pages;
  private final SessionRepository sessions;
  private final Gate gate;
  private final UserRepository users;
  private final PendingLoginRepository pending;
  private final LoginThrottleRepository throttle;
  private final LoginMeters meters;
  private final LoginPages loginPages;

  LoginWiring(
      InventoryConfig config,
      Database database,
      Metrics metrics,
      Log log,
      Pages pages,
      FormGuard forms,
      Cookies sessionCookie,
      SessionRepository sessions,
      Gate gate,
      UserRepository users) {
    this.config = config;
    this.database = database;
    this.metrics = metrics;
    this.log = log;
    this.pages = pages;
    this.sessions = sessions;
    this.gate = gate;
    this.users = users;
    this.pending = new PendingLoginRepository(database);
    this.throttle = new LoginThrottleRepository(database);
    this.meters = new LoginMeters(metrics.registry());
    this.loginPages =
        new LoginPages(
            pages,
            forms,
            new Cookies("login", config.publicUrl()),
            sessionCookie,
            sessions,
            config.sessions(),
            config.oidc().map(OidcConfig::label));
  }

  /** The routes; without a provider there is no single sign-on. */
  List<Consumer<Router>> mounts(Vertx vertx, OutboundClient outbound, PasswordWorkers passwords) {
    List<Consumer<Router>> mounts = new ArrayList<>();
    mounts.add(
        new LoginEndpoints(gate, loginPages, users, passwords, throttle, meters, log)::mount);
    Optional<RelyingParty> provider =
        config.oidc().map(oidc -> provider(vertx, oidc, outbound, metrics));
    provider.ifPresent(party -> mounts.add(singleSignOn(party)::mount));
    provider.ifPresent(party -> mounts.add(new BackchannelEndpoint(party, sessions, log)::mount));
    mounts.add(
        new LogoutEndpoints(
                gate, pages, loginPages, sessions, provider, config.address("/login/"), log)
            ::mount);
    return mounts;
  }

  List<Supplier<Future<Void>>> sweeps() {
    return List.of(pending::sweep, throttle::sweep);
  }

  private SsoEndpoints singleSignOn(RelyingParty party) {
    return new SsoEndpoints(
        gate,
        loginPages,
        pending,
        party,
        new SsoPipeline(
            new AccountRepository(database), config.oidc().orElseThrow().associateByEmail()),
        config.address(SsoEndpoints.COMPLETE),
        meters,
        config
            .oidc()
            .filter(OidcConfig::reportLogins)
            .map(oidc -> new LoginReports(party::report, metrics.registry(), log)),
        log);
  }

  private static RelyingParty provider(
      Vertx vertx, OidcConfig oidc, OutboundClient outbound, Metrics metrics) {
    return RelyingParty.create(
        vertx,
        ProviderSettings.of(
            "oidc", oidc.issuer(), oidc.clientId(), oidc.clientSecret(), oidc.scopes()),
        outbound,
        new ProviderTimers(metrics.registry()),
        Clock.systemUTC());
  }
}
