package io.tributary.broker.login;

import io.tributary.broker.account.Resolution;
import io.tributary.broker.claims.MappingFailed;
import io.tributary.broker.claims.MappingsBusy;
import io.tributary.broker.client.Client;
import io.tributary.broker.identity.Identity;
import io.tributary.broker.request.ReturnAddress;
import io.tributary.broker.request.ValidRequest;
import io.tributary.broker.trace.TraceNotes;
import io.tributary.broker.upstream.Upstream;
import io.tributary.broker.upstream.UpstreamFailure;
import io.tributary.broker.upstream.Upstreams;
import io.tributary.broker.web.Delivery;
import io.tributary.broker.web.Page;
import io.tributary.platform.http.RequestInfo;
import io.tributary.platform.protocol.ErrorCode;
import io.tributary.platform.protocol.OAuthException;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who hears of a failed step, and what: the client by a redirect where the attempt is known to be
 * this browser's, the person by a page otherwise.
 */
public final class LoginFailures {
  private final Upstreams upstreams;
  private final Attempts attempts;
  private final LoginReport report;
  private final LoginPaths paths;
  private final Delivery delivery;

  public LoginFailures(
      Upstreams upstreams,
      Attempts attempts,
      LoginReport report,
      LoginPaths paths,
      Delivery delivery) {
    this.upstreams = upstreams;
    this.attempts = attempts;
    this.report = report;
    this.paths = paths;
    this.delivery = delivery;
  }

  /**
   * @param failure anything that a step failed with
   */
  void tell(RoutingContext context, Throwable failure) {
    LoginFailure.of(failure).fold(new Telling(context));
  }

  /** To each its own, in the answer to one request. */
  private final class Telling implements LoginFailure.Cases {
    private final RoutingContext context;

    Telling(RoutingContext context) {
      this.context = context;
    }

    @Override
    public void accountRefused(AccountRefused refused) {
      howToGoOn(context, refused);
    }

    @Override
    public void attemptFailed(AttemptFailed failed) {
      tellClient(context, failed);
    }

    @Override
    public void attemptGone(AttemptGone gone) {
      OAuthException told = told(context, gone.told());
      Optional<Client> client = gone.request().map(ValidRequest::client);
      report.failed(context, client, LoginReport.NO_UPSTREAM, told.code().wire());
      delivery.overPage(context, told, gone.request().flatMap(LoginFailures::startAgain));
    }

    @Override
    public void requestRefused(RequestRefused refused) {
      OAuthException told = told(context, refused.getCause());
      Optional<Client> client = Optional.of(refused.client());
      report.failed(context, client, LoginReport.NO_UPSTREAM, told.code().wire());
      answer(context, refused.back(), told);
    }

    @Override
    public void nobodyToTell(NobodyToTell failed) {
      OAuthException told = told(context, failed.getCause());
      report.failed(context, Optional.empty(), LoginReport.NO_UPSTREAM, told.code().wire());
      delivery.refusalPage(context, told);
    }
  }

  /** Understood and logged, and noted for the trace. */
  private OAuthException told(RoutingContext context, Throwable cause) {
    return told(context, cause, Map.of());
  }

  private OAuthException told(RoutingContext context, Throwable cause, Map<String, String> said) {
    OAuthException told = delivery.understood(context, cause, said);
    LoginFacts.notes(context).add(LoginFacts.refused(told));
    return told;
  }

  private static Optional<Page.Link> startAgain(ValidRequest request) {
    return InitiatedLogin.link(request.client(), request.issuer().identifier());
  }

  private void tellClient(RoutingContext context, AttemptFailed failure) {
    LoginAttempt attempt = failure.attempt();
    TraceNotes notes = LoginFacts.notes(context, attempt);
    LoginFacts.of(failure.getCause()).ifPresent(notes::add);
    OAuthException told = told(context, inOAuth(failure.getCause()), saidOf(failure.getCause()));
    report.failed(
        context, Optional.of(attempt.request().client()), failure.upstream(), told.code().wire());
    attempts.drop(context, attempt);
    answer(context, attempt.request().back(), told);
  }

  private void answer(RoutingContext context, ReturnAddress back, OAuthException told) {
    AuthorizationResponse.failure(back, told, RequestInfo.of(context).id()).send(context, delivery);
  }

  /** The packages below speak of their own failures; here they become what a client may know. */
  private static Throwable inOAuth(Throwable cause) {
    if (cause instanceof UpstreamFailure failure) {
      return failure.toOAuth();
    }
    if (cause instanceof MappingFailed failed) {
      return OAuthException.of(ErrorCode.ACCESS_DENIED, failed.getMessage(), failed);
    }
    if (cause instanceof MappingsBusy busy) {
      return OAuthException.of(
          ErrorCode.TEMPORARILY_UNAVAILABLE, "The service is busy, please try again", busy);
    }
    return cause;
  }

  /** What somebody else said of it. */
  private static Map<String, String> saidOf(Throwable cause) {
    return cause instanceof UpstreamFailure failure ? failure.said() : Map.of();
  }

  private void howToGoOn(RoutingContext context, AccountRefused refused) {
    LoginFacts.notes(context, refused.attempt());
    report.failed(
        context,
        Optional.of(refused.attempt().request().client()),
        refused.upstream(),
        "account_" + refused.reason().name().toLowerCase(java.util.Locale.ROOT));
    Page page =
        refused.reason() == Resolution.Reason.DISABLED
            ? new Page.HowToGoOn(
                "This account is switched off",
                "You were recognised, but the account may not be used.",
                List.of(
                    "Ask your administrator. An account that was deleted cannot be switched on"
                        + " again."),
                Optional.empty())
            : new Page.HowToGoOn(
                "This address has an account already",
                "There is an account with your e-mail address, and it has not been connected with"
                    + " this way to log in. To keep it safe, it is not connected by e-mail alone.",
                waysToProve(refused),
                Optional.of(paths.step(refused.attempt(), ChoiceStep.WAYS)));
    delivery.page(context, 403, page);
  }

  private List<String> waysToProve(AccountRefused refused) {
    List<String> steps = new ArrayList<>();
    for (String method : refused.methods()) {
      String label =
          method.equals(Identity.LOCAL)
              ? "your password here"
              : upstreams
                  .find(method)
                  .map(Upstream::config)
                  .map(config -> config.label())
                  .orElse("the way you used before");
      steps.add("Log in with " + label + " instead, as before.");
    }
    steps.add("Or ask your administrator to connect the two.");
    return steps;
  }
}
