package io.tributary.broker.login;

import io.tributary.broker.account.Accounts;
import io.tributary.broker.claims.ClaimsPipeline;
import io.tributary.broker.claims.ClientView;
import io.tributary.broker.claims.MappedClaims;
import io.tributary.broker.identity.Trace;
import io.tributary.broker.session.BrowserState;
import io.tributary.broker.session.LoginAttemptUse;
import io.tributary.broker.session.Session;
import io.tributary.broker.token.AuthorizationCodeRepository;
import io.tributary.broker.token.Grant;
import io.tributary.broker.token.NewCode;
import io.tributary.broker.token.NewGrant;
import io.tributary.broker.token.TraceRepository;
import io.tributary.platform.http.RequestInfo;
import io.tributary.platform.protocol.ErrorCode;
import io.tributary.platform.protocol.OAuthException;
import io.tributary.platform.protocol.RandomToken;
import io.tributary.platform.protocol.Scopes;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The end of a login: the claims of this person for this client, and a code for them. Scope
 * mappings run once for a client in a session; afterwards its grant has what they made.
 */
public final class IssueStep {
  private final ClaimsPipeline claims;
  private final AuthorizationCodeRepository codes;
  private final TraceRepository traces;
  private final Accounts accounts;
  private final AcrRules acrs;
  private final Optional<BrowserState> browserState;

  public IssueStep(
      ClaimsPipeline claims,
      AuthorizationCodeRepository codes,
      TraceRepository traces,
      Accounts accounts,
      AcrRules acrs,
      Optional<BrowserState> browserState) {
    this.claims = claims;
    this.codes = codes;
    this.traces = traces;
    this.accounts = accounts;
    this.acrs = acrs;
    this.browserState = browserState;
  }

  /** What a grant is made of. */
  private record Given(JsonObject claims, JsonObject versions, String traceId) {}

  /**
   * @param before the client's live grant in this session
   */
  Future<AuthorizationResponse> issue(
      RoutingContext context, Continuation came, Session session, Optional<Grant> before) {
    ValidRequest request = came.attempt().request();
    return given(context, request, session, before, came.trace())
        .compose(given -> code(came, session, given))
        .map(code -> code.orElseThrow(IssueStep::sessionEnded))
        .map(
            code ->
                AuthorizationResponse.success(
                    request.back(), code, sessionState(request, session)));
  }

  /** OpenID Connect Session Management §2. */
  private Optional<String> sessionState(ValidRequest request, Session session) {
    return browserState.flatMap(
        state ->
            state.sessionState(request.client().id(), request.back().redirectUri(), session.id()));
  }

  private Future<Optional<String>> code(Continuation came, Session session, Given given) {
    LoginAttempt attempt = came.attempt();
    NewGrant grant = grant(attempt, session, given);
    NewCode code = code(attempt.request(), session);
    return came.unspent()
        ? codes.issue(
            grant,
            code,
            new LoginAttemptUse(attempt.id(), attempt.startedAt(), attempt.expiresAt()))
        : codes.issue(grant, code);
  }

  private Future<Given> given(
      RoutingContext context,
      ValidRequest request,
      Session session,
      Optional<Grant> before,
      Optional<Trace> upstreamTrace) {
    Optional<Grant> enough =
        before.filter(
            grant -> grant.scopes().values().containsAll(request.tokens().reach().values()));
    if (enough.isPresent()) {
      Grant grant = enough.get();
      return Future.succeededFuture(
          new Given(grant.claims(), grant.mappingVersions(), grant.traceId()));
    }
    List<String> asked = new ArrayList<>(request.tokens().reach().values());
    before.ifPresent(grant -> asked.addAll(grant.scopes().values()));
    ClientView client =
        new ClientView(request.client().id(), List.copyOf(request.client().release().always()));
    return claims
        .map(
            session.identity(),
            client,
            Scopes.of(asked),
            RequestInfo.of(context).id(),
            Optional.of(session.subject()))
        .compose(mapped -> noted(session, mapped))
        .compose(mapped -> keep(session, mapped, upstreamTrace));
  }

  /** Before anything is issued: what such an account may be joined to depends on it. */
  private Future<MappedClaims> noted(Session session, MappedClaims mapped) {
    return mapped.privileged()
        ? accounts.notePrivileged(session.subject()).map(mapped)
        : Future.succeededFuture(mapped);
  }

  private Future<Given> keep(Session session, MappedClaims mapped, Optional<Trace> upstreamTrace) {
    String traceId = RandomToken.bits128();
    Trace whole = new Trace();
    upstreamTrace.ifPresent(trace -> copy(trace, whole));
    copy(mapped.trace(), whole);
    Given given =
        new Given(
            AccountClaims.over(mapped.claims(), session.account()),
            new JsonObject(Map.copyOf(mapped.mappingVersions())),
            traceId);
    return traces.keep(traceId, session.subject(), whole).map(given);
  }

  private static NewGrant grant(LoginAttempt attempt, Session session, Given given) {
    ValidRequest request = attempt.request();
    return new NewGrant(
        Buffer.buffer(session.idHash()),
        request.client().id(),
        request.issuer().identifier(),
        session.subject(),
        request.tokens().reach(),
        attempt.consented() ? request.tokens().reach() : Scopes.of(List.of()),
        given.claims(),
        given.versions(),
        given.traceId());
  }

  private NewCode code(ValidRequest request, Session session) {
    return new NewCode(
        request.back().redirectUri(),
        request.tokens().scopes(),
        request.tokens().nonce(),
        request.tokens().codeChallenge(),
        session.authTime(),
        acrs.told(session, request.login().acr()),
        request.tokens().claims(),
        request.tokens().resource(),
        request.client().tokens().codeLifetime());
  }

  private static void copy(Trace from, Trace to) {
    from.lines().forEach(line -> to.add(line.step(), line.claim(), line.note()));
  }

  private static OAuthException sessionEnded() {
    return OAuthException.of(
        ErrorCode.LOGIN_REQUIRED,
        "The session ended meanwhile, or this login was finished already",
        "no code was made");
  }
}
