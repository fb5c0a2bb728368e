package io.tributary.broker.login;

import io.micrometer.core.instrument.MeterRegistry;
import io.tributary.broker.account.Accounts;
import io.tributary.broker.account.LocalAccounts;
import io.tributary.broker.audit.Audit;
import io.tributary.broker.claims.ClaimsPipeline;
import io.tributary.broker.client.Client;
import io.tributary.broker.client.Clients;
import io.tributary.broker.keys.Sealer;
import io.tributary.broker.request.KeptRequestRepository;
import io.tributary.broker.request.VisitorLimit;
import io.tributary.broker.session.SessionCookie;
import io.tributary.broker.session.Sessions;
import io.tributary.broker.token.AuthorizationCodeRepository;
import io.tributary.broker.token.GrantRepository;
import io.tributary.broker.token.TokensByIssuer;
import io.tributary.broker.token.TraceRepository;
import io.tributary.broker.upstream.FederationPaths;
import io.tributary.broker.upstream.Upstream;
import io.tributary.broker.upstream.Upstreams;
import io.tributary.broker.web.BrowserCookies;
import io.tributary.broker.web.Delivery;
import io.tributary.broker.web.FormTokens;
import io.tributary.broker.web.Issuers;
import io.tributary.platform.ops.Log;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;

/**
 * Everything a login stands on; {@link #routes()} puts its steps together.
 *
 * @param localLogin whether passwords are accepted at all
 * @param attemptSealer for cookies, purpose of its own
 */
public record LoginAssembly(
    Issuers issuers,
    TokensByIssuer tokens,
    Clients clients,
    Upstreams upstreams,
    Accounts accounts,
    LocalAccounts localAccounts,
    boolean localLogin,
    Sessions sessions,
    SessionCookie sessionCookie,
    ClaimsPipeline claims,
    GrantRepository grants,
    AuthorizationCodeRepository codes,
    TraceRepository traces,
    KeptRequestRepository keptRequests,
    Sealer attemptSealer,
    BrowserCookies cookies,
    FormTokens formTokens,
    LoginPaths paths,
    FederationPaths federation,
    Delivery delivery,
    MeterRegistry registry,
    Audit audit,
    Log log,
    Clock clock) {

  /**
   * Refused logins of one network that are audited: this many at once, then one in five seconds.
   */
  private static final int REFUSED_AT_ONCE = 30;

  private static final double REFUSED_PER_SECOND = 0.2;

  /** Large requests of one network: this many at once, then one in ten seconds. */
  private static final int LARGE_AT_ONCE = 20;

  private static final double LARGE_PER_SECOND = 0.1;

  public LoginRoutes routes() {
    Attempts attempts =
        new Attempts(
            cookies,
            attemptSealer,
            new AttemptCodec(clients, issuers),
            keptRequests,
            new VisitorLimit(clock, LARGE_AT_ONCE, LARGE_PER_SECOND),
            clock);
    LoginReport report =
        new LoginReport(
            registry,
            audit,
            new VisitorLimit(clock, REFUSED_AT_ONCE, REFUSED_PER_SECOND),
            log,
            clock);
    SessionStep session = new SessionStep(sessions, sessionCookie, attempts, clock);
    ChoiceStep choice = new ChoiceStep(upstreams, attempts, cookies, formTokens, paths, delivery);
    UpstreamStep upstream =
        new UpstreamStep(upstreams, accounts, attempts, session, federation, delivery, clock);
    LocalStep local =
        new LocalStep(localAccounts, attempts, session, formTokens, paths, report, delivery, clock);
    ConsentStep consent = new ConsentStep(sessions, attempts, formTokens, paths, delivery);
    HintedPerson hinted = new HintedPerson(tokens);
    Dispatcher dispatcher =
        new Dispatcher(
            session,
            grants,
            policies(),
            hinted,
            choice,
            upstream,
            local,
            consent,
            new IssueStep(claims, codes, traces, accounts),
            attempts,
            report,
            delivery,
            clock);
    LoginSteps steps =
        new LoginSteps(
            attempts,
            session,
            choice,
            upstream,
            local,
            consent,
            new CancelStep(formTokens, paths),
            dispatcher,
            new LoginFailures(upstreams, attempts, report, paths, delivery));
    return new LoginRoutes(clients, steps, paths, delivery, hinted, clock);
  }

  private Function<Client, LoginPolicy> policies() {
    List<String> names = upstreams.all().stream().map(Upstream::name).toList();
    return client -> LoginPolicy.of(names, localLogin, client);
  }
}
