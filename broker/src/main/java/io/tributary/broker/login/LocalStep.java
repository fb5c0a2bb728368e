package io.tributary.broker.login;

import io.tributary.broker.account.LocalAccounts;
import io.tributary.broker.account.PasswordCheck;
import io.tributary.broker.identity.Identity;
import io.tributary.broker.identity.Trace;
import io.tributary.broker.login.FailedTry.Kind;
import io.tributary.broker.trace.ClaimFacts;
import io.tributary.broker.trace.TraceNotes;
import io.tributary.broker.web.Delivery;
import io.tributary.broker.web.FormBody;
import io.tributary.broker.web.FormTokens;
import io.tributary.broker.web.Page;
import io.tributary.broker.web.Parameters;
import io.tributary.platform.http.RequestInfo;
import io.tributary.platform.protocol.ErrorCode;
import io.tributary.platform.protocol.OAuthException;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** The detour for people whose password is kept here. */
public final class LocalStep implements LoginStep {
  static final String STEP = "local";

  private final LocalAccounts accounts;
  private final LoginPolicy everyWay;
  private final Attempts attempts;
  private final SessionStep sessionStep;
  private final FormTokens tokens;
  private final LoginPaths paths;
  private final LoginReport report;
  private final Delivery delivery;
  private final Clock clock;

  public LocalStep(
      LocalAccounts accounts,
      LoginPolicy everyWay,
      Attempts attempts,
      SessionStep sessionStep,
      FormTokens tokens,
      LoginPaths paths,
      LoginReport report,
      Delivery delivery,
      Clock clock) {
    this.accounts = accounts;
    this.everyWay = everyWay;
    this.attempts = attempts;
    this.sessionStep = sessionStep;
    this.tokens = tokens;
    this.paths = paths;
    this.report = report;
    this.delivery = delivery;
    this.clock = clock;
  }

  Future<Void> show(RoutingContext context, LoginAttempt attempt, LoginPolicy policy) {
    return attempts.keep(context, attempt).onSuccess(kept -> form(context, attempt, policy));
  }

  /**
   * Checks user name and password.
   *
   * @return the way on, or nothing when the browser was sent back to the form
   */
  @Override
  public Future<Optional<Continuation>> take(RoutingContext context, LoginAttempt attempt) {
    LoginPolicy policy = everyWay.of(attempt.request().client());
    Parameters form = FormBody.of(context);
    tokens.check(context, form, paths.step(attempt, STEP), attempt.id());
    if (!policy.local()) {
      throw OAuthException.of(ErrorCode.ACCESS_DENIED, "Passwords are not accepted here");
    }
    String username = form.get("username").orElse("");
    return accounts
        .authenticate(username, form.get("password").orElse(""), RequestInfo.of(context).network())
        .compose(
            check ->
                check.fold(
                    ok -> signedIn(context, attempt, ok),
                    () -> again(context, attempt, FailedTry.of(username, Kind.WRONG)),
                    slow ->
                        again(
                            context,
                            attempt,
                            FailedTry.tooMany(
                                username, clock.instant().plusSeconds(slow.retryAfterSeconds()))),
                    () -> again(context, attempt, FailedTry.of(username, Kind.BUSY))));
  }

  private Future<Optional<Continuation>> signedIn(
      RoutingContext context, LoginAttempt attempt, PasswordCheck.Ok ok) {
    Identity identity =
        LocalAccounts.identity(
            ok.account(), ok.groups(), ok.claims(), attempt.request().issuer().identifier());
    TraceNotes notes = LoginFacts.notes(context, attempt);
    notes.about(identity, Optional.of(ok.account().subject()));
    notes.add(ClaimFacts.said(identity, new Trace()));
    notes.proven();
    Authenticated proof = Authenticated.locally(ok.account(), identity, clock.instant());
    return sessionStep.begin(context, attempt.choose(Identity.LOCAL), proof).map(Optional::of);
  }

  private Future<Optional<Continuation>> again(
      RoutingContext context, LoginAttempt attempt, FailedTry failed) {
    LoginFacts.notes(context, attempt);
    report.failed(
        context,
        Optional.of(attempt.request().client()),
        Identity.LOCAL,
        failed.kind() == Kind.WRONG ? "wrong_password" : "slowed_down");
    return attempts
        .keep(context, attempt.failed(failed))
        .onSuccess(kept -> delivery.seeOther(context, paths.step(attempt, STEP)))
        .map(Optional.empty());
  }

  private void form(RoutingContext context, LoginAttempt attempt, LoginPolicy policy) {
    Instant now = clock.instant();
    Optional<FailedTry> failed = attempt.tried();
    failed
        .flatMap(last -> last.retryAfter(now))
        .ifPresent(
            seconds ->
                context.response().putHeader(HttpHeaders.RETRY_AFTER, Long.toString(seconds)));
    Page page =
        new Page.LocalLogin(
            ShownApplication.of(attempt.request().client()),
            failed
                .map(FailedTry::username)
                .orElseGet(() -> attempt.request().login().loginHint().orElse("")),
            failed.map(last -> last.sentence(now)),
            tokens.form(paths.step(attempt, STEP), attempt.id()),
            policy.upstreams().isEmpty()
                ? Optional.empty()
                : Optional.of(paths.step(attempt, ChoiceStep.WAYS)),
            tokens.form(paths.step(attempt, CancelStep.STEP), attempt.id()));
    delivery.page(context, failed.map(FailedTry::status).orElse(200), page);
  }
}
