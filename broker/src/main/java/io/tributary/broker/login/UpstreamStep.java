package io.tributary.broker.login;

import io.tributary.broker.account.Account;
import io.tributary.broker.account.Accounts;
import io.tributary.broker.account.UpstreamTrust;
import io.tributary.broker.request.LoginTerms;
import io.tributary.broker.request.Prompt;
import io.tributary.broker.request.ValidRequest;
import io.tributary.broker.session.NewSession;
import io.tributary.broker.trace.ClaimFacts;
import io.tributary.broker.trace.TraceNotes;
import io.tributary.broker.upstream.FederationPaths;
import io.tributary.broker.upstream.Upstream;
import io.tributary.broker.upstream.UpstreamAnswer;
import io.tributary.broker.upstream.UpstreamFailure;
import io.tributary.broker.upstream.UpstreamIdentity;
import io.tributary.broker.upstream.UpstreamLogin;
import io.tributary.broker.upstream.UpstreamRequest;
import io.tributary.broker.upstream.Upstreams;
import io.tributary.broker.web.Delivery;
import io.tributary.broker.web.Parameters;
import io.tributary.platform.http.RequestInfo;
import io.tributary.platform.protocol.ErrorCode;
import io.tributary.platform.protocol.OAuthException;
import io.tributary.platform.protocol.RandomToken;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The detour to an upstream. Out: the browser is sent there with the attempt in its cookie. Back:
 * find the attempt → browser binding → same upstream → the answer → a verified identity → an
 * account → a session.
 */
public final class UpstreamStep {
  /** Seconds: ten years. */
  private static final long ANY_AGE = 10L * 365 * 24 * 3600;

  private final Upstreams upstreams;
  private final Accounts accounts;
  private final Attempts attempts;
  private final SessionStep sessionStep;
  private final FederationPaths paths;
  private final Delivery delivery;
  private final Clock clock;

  public UpstreamStep(
      Upstreams upstreams,
      Accounts accounts,
      Attempts attempts,
      SessionStep sessionStep,
      FederationPaths paths,
      Delivery delivery,
      Clock clock) {
    this.upstreams = upstreams;
    this.accounts = accounts;
    this.attempts = attempts;
    this.sessionStep = sessionStep;
    this.paths = paths;
    this.delivery = delivery;
    this.clock = clock;
  }

  /** Sends the browser to an upstream. */
  Future<Void> go(RoutingContext context, LoginAttempt attempt, String name) {
    Upstream upstream = upstreams.find(name).orElseThrow();
    ValidRequest request = attempt.request();
    UpstreamRequest login =
        new UpstreamRequest(
            paths.callback(name),
            attempt.id() + "." + RandomToken.bits256(),
            prompt(request.login().prompt()),
            maxAge(request.login()),
            request.login().acr().values(),
            request.login().loginHint());
    return upstream
        .begin(login)
        .compose(
            started ->
                attempts
                    .keep(context, attempt.goneUpstream(started.login()))
                    .onSuccess(kept -> delivery.leave(context, started.location().toString())))
        .recover(cause -> Future.failedFuture(new AttemptFailed(attempt, name, cause)));
  }

  /** What the browser brings back from {@code /federation/<upstream>/callback}. */
  Future<Optional<Continuation>> back(RoutingContext context, String name) {
    Parameters parameters = Parameters.parse(context.request().query());
    parameters.refuseDuplicates();
    UpstreamAnswer answer =
        new UpstreamAnswer(
            parameters.get("code"),
            parameters.get("state"),
            parameters.get("iss"),
            parameters.get("error"),
            parameters.get("error_description"));
    String state = answer.state().orElseThrow(() -> foreign("no state"));
    int dot = state.indexOf('.');
    return attempts
        .find(context, dot < 0 ? "" : state.substring(0, dot))
        .compose(attempt -> finish(context, attempt, name, answer))
        .map(Optional::of);
  }

  private Future<Continuation> finish(
      RoutingContext context, LoginAttempt attempt, String name, UpstreamAnswer answer) {
    LoginFacts.notes(context, attempt);
    UpstreamLogin pending =
        attempt.pending().orElseThrow(() -> foreign("the attempt is at no upstream"));
    Upstream upstream = upstreams.find(name).orElseThrow(() -> foreign("no such upstream"));
    if (!pending.upstream().equals(name)) {
      throw foreign("the attempt is at another upstream");
    }
    return upstream
        .complete(pending, answer)
        .compose(person -> account(context, attempt, upstream, person))
        .compose(proof -> sessionStep.begin(context, attempt, proof))
        .recover(cause -> Future.failedFuture(told(attempt, name, cause)));
  }

  private Future<Authenticated> account(
      RoutingContext context, LoginAttempt attempt, Upstream upstream, UpstreamIdentity person) {
    UpstreamTrust trust = new UpstreamTrust(upstream.name(), upstream.config().trustsEmail());
    TraceNotes notes = LoginFacts.notes(context, attempt);
    notes.about(person.identity(), Optional.empty());
    notes.add(ClaimFacts.said(person.identity(), person.trace()));
    return accounts
        .resolve(person.identity(), trust, RequestInfo.of(context).id())
        .onSuccess(resolution -> notes.add(LoginFacts.linked(resolution)))
        .compose(
            resolution ->
                resolution.<Future<Account>>fold(
                    known -> Future.succeededFuture(known.person()),
                    created -> Future.succeededFuture(created.person()),
                    linked -> Future.succeededFuture(linked.person()),
                    refused ->
                        Future.failedFuture(new AccountRefused(attempt, upstream.name(), refused))))
        .map(
            account -> {
              notes.about(person.identity(), Optional.of(account.subject()));
              notes.proven();
              return new Authenticated(newSession(account.subject(), person, clock.instant()));
            });
  }

  private static NewSession newSession(String subject, UpstreamIdentity person, Instant now) {
    return new NewSession(
        subject,
        person.identity(),
        person.sid(),
        authTime(person, now),
        person.acr(),
        person.amr(),
        Optional.of(person.idToken()));
  }

  /** What was not said is not now: the upstream's own session may be a day old. */
  private static Instant authTime(UpstreamIdentity person, Instant now) {
    return person
        .authTime()
        .map(said -> said.isAfter(now) ? now : said)
        .orElse(NewSession.UNKNOWN_TIME);
  }

  /** A failure with a client to tell; what belongs to no login of ours goes to no client. */
  private static Throwable told(LoginAttempt attempt, String name, Throwable cause) {
    if (cause instanceof UpstreamFailure failure && failure.isForeign()) {
      return failure.toOAuth();
    }
    return cause instanceof OAuthException ours && ours.code() == ErrorCode.INVALID_REQUEST
        ? ours
        : LoginFailure.of(cause, attempt, name);
  }

  private static Optional<String> prompt(Set<Prompt> asked) {
    if (asked.contains(Prompt.LOGIN)) {
      return Optional.of(Prompt.LOGIN.wire());
    }
    return asked.contains(Prompt.SELECT_ACCOUNT)
        ? Optional.of(Prompt.SELECT_ACCOUNT.wire())
        : Optional.empty();
  }

  /**
   * Who is asked for a time says it: with any {@code max_age} the answer must have {@code
   * auth_time} (OpenID Connect Core §2).
   */
  private static OptionalLong maxAge(LoginTerms terms) {
    return terms.maxAgeSeconds().isEmpty() && terms.authTimeRequired()
        ? OptionalLong.of(ANY_AGE)
        : terms.maxAgeSeconds();
  }

  private static OAuthException foreign(String detail) {
    return OAuthException.of(
        ErrorCode.INVALID_REQUEST, "This answer does not belong to a login here", detail);
  }
}
