package io.tributary.broker.login;

import io.tributary.broker.request.ValidRequest;
import io.tributary.broker.session.Session;
import io.tributary.broker.token.Grant;
import io.tributary.broker.token.GrantRepository;
import io.tributary.broker.trace.TraceNotes;
import io.tributary.broker.web.Delivery;
import io.tributary.platform.protocol.ErrorCode;
import io.tributary.platform.protocol.OAuthException;
import io.tributary.platform.protocol.Scopes;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Where every detour returns to: looks at the session, asks {@link NextStep}, and takes that step.
 */
public final class Dispatcher {
  private final SessionStep sessionStep;
  private final GrantRepository grants;
  private final LoginPolicy everyWay;
  private final HintedPerson hinted;
  private final AcrRules acrs;
  private final ChoiceStep choice;
  private final UpstreamStep upstream;
  private final LocalStep local;
  private final ConsentStep consent;
  private final IssueStep issue;
  private final Attempts attempts;
  private final LoginReport report;
  private final Delivery delivery;
  private final Clock clock;

  public Dispatcher(
      SessionStep sessionStep,
      GrantRepository grants,
      LoginPolicy everyWay,
      HintedPerson hinted,
      AcrRules acrs,
      ChoiceStep choice,
      UpstreamStep upstream,
      LocalStep local,
      ConsentStep consent,
      IssueStep issue,
      Attempts attempts,
      LoginReport report,
      Delivery delivery,
      Clock clock) {
    this.sessionStep = sessionStep;
    this.grants = grants;
    this.everyWay = everyWay;
    this.hinted = hinted;
    this.acrs = acrs;
    this.choice = choice;
    this.upstream = upstream;
    this.local = local;
    this.consent = consent;
    this.issue = issue;
    this.attempts = attempts;
    this.report = report;
    this.delivery = delivery;
    this.clock = clock;
  }

  /** Takes the next step. Fails with what the step failed with. */
  Future<Void> next(RoutingContext context, Continuation came) {
    return session(context, came)
        .compose(
            session -> grant(came, session).compose(grant -> decide(context, came, session, grant)))
        .onSuccess(taken -> report.waiting(context, came.attempt().request().client()))
        .recover(
            cause ->
                Future.failedFuture(
                    LoginFailure.of(cause, came.attempt(), LoginReport.NO_UPSTREAM)));
  }

  private Future<Optional<Session>> session(RoutingContext context, Continuation came) {
    return came.session().isPresent()
        ? Future.succeededFuture(came.session())
        : sessionStep.current(context);
  }

  /** A session that was made just now has none. */
  private Future<Optional<Grant>> grant(Continuation came, Optional<Session> session) {
    if (session.isEmpty() || came.session().isPresent()) {
      return Future.succeededFuture(Optional.empty());
    }
    ValidRequest request = came.attempt().request();
    return grants.find(
        Buffer.buffer(session.get().idHash()),
        request.client().id(),
        request.issuer().identifier());
  }

  private Future<Void> decide(
      RoutingContext context, Continuation came, Optional<Session> session, Optional<Grant> grant) {
    LoginAttempt attempt = came.attempt();
    LoginPolicy policy = everyWay.of(attempt.request().client());
    Scopes consented = grant.map(Grant::consented).orElse(Scopes.of(List.of()));
    Optional<SignedIn> signedIn =
        session.map(
            s ->
                new SignedIn(
                    s.id(),
                    s.upstream(),
                    s.authTime(),
                    acrs.met(s),
                    hinted.is(s, attempt.request()),
                    consented));
    NextStep next = NextStep.decide(attempt, signedIn, policy, clock.instant());
    TraceNotes notes = LoginFacts.notes(context, attempt);
    session.ifPresent(s -> notes.about(s.identity(), Optional.of(s.subject())));
    notes.add(LoginFacts.decided(attempt, signedIn, policy, next));
    return next.fold(
        new NextStep.Cases<>() {
          @Override
          public Future<Void> chooseUpstream() {
            return choice.show(context, attempt, policy);
          }

          @Override
          public Future<Void> goUpstream(String name) {
            return upstream.go(context, attempt, name);
          }

          @Override
          public Future<Void> localLogin() {
            return local.show(context, attempt, policy);
          }

          @Override
          public Future<Void> askConsent() {
            return consent.show(context, attempt, session.orElseThrow());
          }

          @Override
          public Future<Void> issue() {
            return finish(context, came, session.orElseThrow(), grant);
          }

          @Override
          public Future<Void> refuse(ErrorCode code, String description) {
            return Future.failedFuture(
                new AttemptFailed(attempt, OAuthException.of(code, description)));
          }
        });
  }

  private Future<Void> finish(
      RoutingContext context, Continuation came, Session session, Optional<Grant> grant) {
    LoginAttempt attempt = came.attempt();
    return issue
        .issue(context, came, session, grant)
        .onSuccess(
            response -> {
              report.issued(
                  context, attempt.request().client(), session, attempt.authenticated().isEmpty());
              attempts.drop(context, attempt);
              response.send(context, delivery);
            })
        .recover(
            cause -> Future.failedFuture(new AttemptFailed(attempt, session.upstream(), cause)))
        .mapEmpty();
  }
}
