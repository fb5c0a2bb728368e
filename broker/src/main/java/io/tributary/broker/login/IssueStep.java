package io.tributary.broker.login;

import io.tributary.broker.request.ValidRequest;
import io.tributary.broker.session.BrowserState;
import io.tributary.broker.session.LoginAttemptUse;
import io.tributary.broker.session.Session;
import io.tributary.broker.token.AuthorizationCodeRepository;
import io.tributary.broker.token.Authorized;
import io.tributary.broker.token.ClientEncryption;
import io.tributary.broker.token.FrontTokens;
import io.tributary.broker.token.GivenAccess;
import io.tributary.broker.token.Grant;
import io.tributary.broker.token.NewCode;
import io.tributary.broker.token.NewGrant;
import io.tributary.broker.token.TokensByIssuer;
import io.tributary.broker.trace.LoginHandle;
import io.tributary.broker.trace.TraceNotes;
import io.tributary.platform.http.RequestInfo;
import io.tributary.platform.protocol.ErrorCode;
import io.tributary.platform.protocol.OAuthException;
import io.tributary.platform.protocol.ResponseType;
import io.tributary.platform.protocol.Scopes;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;

/**
 * The end of a login: a grant with the claims of this person for this client, and what the response
 * has of code, access token and id_token (OpenID Connect Core §3.1.2.5, §3.2.2.5, §3.3.2.5). Tokens
 * are made after the one statement that gives the grant and spends the attempt: who lost a race
 * gets none.
 */
public final class IssueStep {
  private final GrantClaims claims;
  private final AuthorizationCodeRepository codes;
  private final AcrRules acrs;
  private final TokensByIssuer tokens;
  private final ClientEncryption encryption;
  private final Optional<BrowserState> browserState;
  private final boolean reports;

  /**
   * @param reports applications may say what they did with a login, and name it by their {@code
   *     sid}
   */
  public IssueStep(
      GrantClaims claims,
      AuthorizationCodeRepository codes,
      AcrRules acrs,
      TokensByIssuer tokens,
      ClientEncryption encryption,
      Optional<BrowserState> browserState,
      boolean reports) {
    this.reports = reports;
    this.claims = claims;
    this.codes = codes;
    this.acrs = acrs;
    this.tokens = tokens;
    this.encryption = encryption;
    this.browserState = browserState;
  }

  /**
   * @param before the client's live grant in this session
   */
  Future<AuthorizationResponse> issue(
      RoutingContext context, Continuation came, Session session, Optional<Grant> before) {
    ValidRequest request = came.attempt().request();
    TraceNotes notes = LoginFacts.notes(context, came.attempt());
    return ready(request)
        .compose(
            go ->
                claims.of(
                    RequestInfo.of(context).id(),
                    request,
                    session,
                    before,
                    came.attempt().login(),
                    notes))
        .compose(mapped -> give(came, session, mapped))
        .map(given -> given.orElseThrow(IssueStep::sessionEnded))
        .compose(given -> response(request, session, given, notes));
  }

  /** Before the attempt is spent: an id_token that cannot be encrypted is never given. */
  private Future<Void> ready(ValidRequest request) {
    return request.responseTypes().contains(ResponseType.ID_TOKEN)
        ? encryption.ready(request.client())
        : Future.succeededFuture();
  }

  private Future<Optional<GivenAccess>> give(
      Continuation came, Session session, GrantClaims.Mapped mapped) {
    LoginAttempt attempt = came.attempt();
    NewGrant grant = grant(attempt, session, mapped);
    Optional<NewCode> code =
        attempt.request().responseTypes().contains(ResponseType.CODE)
            ? Optional.of(code(attempt.request(), session))
            : Optional.empty();
    if (came.unspent()) {
      return codes.give(
          grant, code, new LoginAttemptUse(attempt.id(), attempt.startedAt(), attempt.expiresAt()));
    }
    Optional<Grant> whole =
        mapped
            .before()
            .filter(before -> before.consented().values().containsAll(grant.consented().values()));
    return whole.isPresent() && code.isPresent()
        ? codes
            .giveAgain(whole.get(), code.get(), grant.traceId())
            .compose(
                given ->
                    given.isPresent() ? Future.succeededFuture(given) : codes.give(grant, code))
        : codes.give(grant, code);
  }

  private Future<AuthorizationResponse> response(
      ValidRequest request, Session session, GivenAccess given, TraceNotes notes) {
    Authorized authorized = authorized(request, session, given.grant());
    notes.add(LoginFacts.given(authorized, request, tokens.of(request.issuer())));
    if (reports && !request.client().isPublic()) {
      notes.foundBy(handle(request, given.grant()));
    }
    FrontTokens front =
        tokens
            .of(request.issuer())
            .issueToFront(authorized, request.client(), request.responseTypes(), given.code());
    return encryption
        .response(front, request.client())
        .map(
            answer ->
                AuthorizationResponse.success(
                    request.back(), answer.parameters(), sessionState(request, session)));
  }

  private String handle(ValidRequest request, Grant grant) {
    return LoginHandle.of(
        grant.issuer(),
        grant.clientId(),
        tokens.of(request.issuer()).subjects().sid(grant.sessionHash(), grant.clientId()));
  }

  /** OpenID Connect Session Management §2. */
  private Optional<String> sessionState(ValidRequest request, Session session) {
    return browserState.flatMap(
        state ->
            state.sessionState(request.client().id(), request.back().redirectUri(), session.id()));
  }

  /** As {@link #code} keeps it for the token endpoint, so that both say the same. */
  private Authorized authorized(ValidRequest request, Session session, Grant grant) {
    return new Authorized(
        grant,
        request.tokens().scopes(),
        request.tokens().nonce(),
        session.authTime(),
        acrs.told(session, request.login().acr()),
        session.amr(),
        request.tokens().claims(),
        request.tokens().resource());
  }

  private static NewGrant grant(LoginAttempt attempt, Session session, GrantClaims.Mapped mapped) {
    ValidRequest request = attempt.request();
    return new NewGrant(
        Buffer.buffer(session.idHash()),
        request.client().id(),
        request.issuer().identifier(),
        session.subject(),
        request.tokens().reach(),
        attempt.consented() ? request.tokens().reach() : Scopes.of(List.of()),
        mapped.claims(),
        mapped.versions(),
        mapped.traceId());
  }

  private NewCode code(ValidRequest request, Session session) {
    return new NewCode(
        request.back().redirectUri(),
        request.tokens().scopes(),
        request.tokens().nonce(),
        request.tokens().codeChallenge(),
        session.authTime(),
        acrs.told(session, request.login().acr()),
        session.amr(),
        request.tokens().claims(),
        request.tokens().resource(),
        request.client().tokens().codeLifetime());
  }

  private static OAuthException sessionEnded() {
    return OAuthException.of(
        ErrorCode.LOGIN_REQUIRED,
        "The session ended meanwhile, or this login was finished already",
        "nothing was given");
  }
}
