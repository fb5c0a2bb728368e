package io.tributary.broker.app;

import io.tributary.broker.claims.ClaimsPipeline;
import io.tributary.broker.keys.SealingKeys;
import io.tributary.broker.login.AcrRules;
import io.tributary.broker.login.AttemptCodec;
import io.tributary.broker.login.Attempts;
import io.tributary.broker.login.AuthorizeStep;
import io.tributary.broker.login.CancelStep;
import io.tributary.broker.login.ChoiceStep;
import io.tributary.broker.login.ConsentStep;
import io.tributary.broker.login.Dispatcher;
import io.tributary.broker.login.GrantClaims;
import io.tributary.broker.login.HintedPerson;
import io.tributary.broker.login.IssueStep;
import io.tributary.broker.login.LocalStep;
import io.tributary.broker.login.LoginFailures;
import io.tributary.broker.login.LoginPaths;
import io.tributary.broker.login.LoginPolicy;
import io.tributary.broker.login.LoginReport;
import io.tributary.broker.login.LoginRoutes;
import io.tributary.broker.login.SessionStep;
import io.tributary.broker.login.UpstreamStep;
import io.tributary.broker.request.RequestObjects;
import io.tributary.broker.request.RequestRules;
import io.tributary.broker.token.ClientEncryption;
import io.tributary.broker.token.TokensByIssuer;
import io.tributary.broker.upstream.Upstream;
import io.tributary.broker.upstream.Upstreams;
import io.tributary.broker.web.Delivery;
import io.tributary.broker.web.FormTokens;
import io.tributary.broker.web.VisitorLimit;
import io.tributary.platform.ops.Log;
import io.tributary.platform.ops.Metrics;
import java.time.Clock;

/** Puts the steps of a login together. */
final class LoginWiring {
  /**
   * Refused logins of one network that are audited: this many at once, then one in five seconds.
   */
  private static final int REFUSED_AT_ONCE = 30;

  private static final double REFUSED_PER_SECOND = 0.2;

  /** Large requests of one network: this many at once, then one in ten seconds. */
  private static final int LARGE_AT_ONCE = 20;

  private static final double LARGE_PER_SECOND = 0.1;

  private LoginWiring() {}

  static LoginRoutes routes(
      BrokerConfig config,
      Storage storage,
      SealingKeys sealing,
      TokensByIssuer tokens,
      ClientEncryption encryption,
      Upstreams upstreams,
      RequestObjects objects,
      ClaimsPipeline claims,
      BrowserSide browser,
      Log log,
      Metrics metrics,
      Clock clock) {
    Delivery delivery = browser.delivery();
    FormTokens forms = browser.formTokens();
    LoginPaths paths = new LoginPaths(browser.base());
    LoginPolicy everyWay =
        new LoginPolicy(
            upstreams.all().stream().map(Upstream::name).toList(), config.accounts().localLogin());
    AcrRules acrs = new AcrRules(config.passwordAcrValues());
    HintedPerson hinted = new HintedPerson(tokens);
    Attempts attempts =
        new Attempts(
            browser.cookies(),
            sealing.forCookies(config.publicUrl().toString(), "login-attempt"),
            new AttemptCodec(storage.clients(), config.issuers()),
            storage.keptRequests(),
            new VisitorLimit(clock, LARGE_AT_ONCE, LARGE_PER_SECOND),
            clock);
    LoginReport report =
        new LoginReport(
            metrics.registry(),
            storage.audit(),
            storage.traceWriter(),
            new VisitorLimit(clock, REFUSED_AT_ONCE, REFUSED_PER_SECOND),
            log,
            clock);
    SessionStep session =
        new SessionStep(storage.sessions(), browser.sessionCookie(), attempts, clock);
    ChoiceStep choice =
        new ChoiceStep(upstreams, attempts, browser.cookies(), forms, paths, delivery);
    UpstreamStep upstream =
        new UpstreamStep(
            upstreams,
            storage.accounts(),
            attempts,
            session,
            browser.federation(),
            delivery,
            clock);
    LocalStep local =
        new LocalStep(
            storage.localAccounts(),
            everyWay,
            attempts,
            session,
            forms,
            paths,
            report,
            delivery,
            clock);
    ConsentStep consent =
        new ConsentStep(storage.sessions(), session, attempts, forms, paths, delivery);
    IssueStep issue =
        new IssueStep(
            new GrantClaims(claims, storage.accounts(), storage.grants(), clock),
            storage.codes(),
            acrs,
            tokens,
            encryption,
            browser.browserState(),
            config.applicationReports().enabled());
    return new LoginRoutes(
        new AuthorizeStep(
            storage.clients(),
            objects,
            new RequestRules(
                config.responseTypes(), hinted::subject, issuer -> tokens.of(issuer).release()),
            attempts,
            paths,
            delivery,
            clock),
        attempts,
        choice,
        upstream,
        local,
        consent,
        new CancelStep(forms, paths),
        new Dispatcher(
            session,
            storage.grants(),
            everyWay,
            hinted,
            acrs,
            choice,
            upstream,
            local,
            consent,
            issue,
            attempts,
            report,
            delivery,
            clock),
        new LoginFailures(upstreams, attempts, report, paths, delivery),
        paths);
  }
}
