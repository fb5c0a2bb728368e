package io.tributary.inventory.login;

import io.tributary.inventory.login.LoginMeters.Outcome;
import io.tributary.inventory.login.PendingLoginRepository.Taken;
import io.tributary.inventory.page.Fields;
import io.tributary.inventory.page.LocalPath;
import io.tributary.inventory.page.Refusal;
import io.tributary.inventory.pipeline.AccountRefused;
import io.tributary.inventory.pipeline.SsoOutcome;
import io.tributary.inventory.pipeline.SsoPipeline;
import io.tributary.inventory.session.Gate;
import io.tributary.inventory.session.LoginMethod;
import io.tributary.inventory.session.ProviderSession;
import io.tributary.platform.http.RequestInfo;
import io.tributary.platform.ops.Log;
import io.tributary.platform.ops.LogEntry;
import io.tributary.platform.protocol.RandomToken;
import io.tributary.platform.relyingparty.Authentication;
import io.tributary.platform.relyingparty.CallbackParameters;
import io.tributary.platform.relyingparty.LoginRequest;
import io.tributary.platform.relyingparty.ProviderRefusal;
import io.tributary.platform.relyingparty.RelyingParty;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * {@code /oauth/login/oidc/} and {@code /oauth/complete/oidc/}: to the provider and back. Whatever
 * goes wrong ends on the login page, with the button still there.
 */
public final class SsoEndpoints {
  static final String BEGIN = "/oauth/login/oidc/";
  public static final String COMPLETE = "/oauth/complete/oidc/";
  private static final int MAX_PARAMETER = 4096;

  private final Gate gate;
  private final LoginPages pages;
  private final PendingLoginRepository logins;
  private final RelyingParty provider;
  private final SsoPipeline pipeline;
  private final URI redirectUri;
  private final LoginMeters meters;
  private final Optional<LoginReports> reports;
  private final Log log;

  /**
   * @param reports none when the provider is not to be told what became of its logins
   */
  public SsoEndpoints(
      Gate gate,
      LoginPages pages,
      PendingLoginRepository logins,
      RelyingParty provider,
      SsoPipeline pipeline,
      URI redirectUri,
      LoginMeters meters,
      Optional<LoginReports> reports,
      Log log) {
    this.reports = reports;
    this.gate = gate;
    this.pages = pages;
    this.logins = logins;
    this.provider = provider;
    this.pipeline = pipeline;
    this.redirectUri = redirectUri;
    this.meters = meters;
    this.log = log;
  }

  public void mount(Router router) {
    router.get(BEGIN).handler(gate.guard(this::begin));
    router.get(COMPLETE).handler(gate.guard(this::complete));
  }

  private Future<Void> begin(RoutingContext context) {
    LocalPath next = LocalPath.afterLogin(Fields.query(context).one("next"));
    LoginRequest request =
        new LoginRequest(
            redirectUri,
            RandomToken.bits256(),
            Optional.empty(),
            OptionalLong.empty(),
            Optional.empty());
    return provider
        .begin(request)
        .compose(
            started ->
                logins
                    .keep(
                        started.pending(),
                        next,
                        pages.browserOrNew(context),
                        RequestInfo.of(context).network())
                    .map(
                        kept -> {
                          if (!kept) {
                            throw Refusal.busy();
                          }
                          LoginPages.redirect(context, 302, started.location().toString());
                          return (Void) null;
                        }))
        .recover(failure -> explain(context, next, failure));
  }

  private Future<Void> complete(RoutingContext context) {
    CallbackParameters answer = parameters(context);
    Future<Optional<Taken>> taken =
        answer.state().isPresent() && pages.browser(context).isPresent()
            ? logins.take(answer.state().get(), pages.browser(context).get())
            : Future.succeededFuture(Optional.empty());
    return taken.compose(
        found ->
            found.isEmpty()
                ? foreign(context)
                : finish(context, found.get(), answer)
                    .recover(failure -> explain(context, found.get().next(), failure)));
  }

  private Future<Void> finish(RoutingContext context, Taken taken, CallbackParameters answer) {
    return provider
        .complete(taken.pending(), answer)
        .compose(
            login ->
                admit(context, taken, login)
                    .onFailure(cause -> reports.ifPresent(to -> to.denied(login, cause))));
  }

  private Future<Void> admit(RoutingContext context, Taken taken, Authentication login) {
    return Future.succeededFuture()
        .compose(
            go ->
                pipeline.run(
                    login.issuer(), login.subject(), login.claims(), RequestInfo.of(context).id()))
        .compose(outcome -> enter(context, taken, login, outcome));
  }

  private Future<Void> enter(
      RoutingContext context, Taken taken, Authentication login, SsoOutcome outcome) {
    note(context, outcome);
    return pages
        .enter(
            context,
            302,
            outcome.user().id(),
            LoginMethod.SSO,
            Optional.of(
                new ProviderSession(login.issuer(), login.subject(), login.sid(), login.idToken())),
            taken.next())
        .compose(
            entered -> {
              if (!entered) {
                return Future.failedFuture(new AccountRefused());
              }
              meters.login(LoginMethod.SSO, Outcome.SUCCESS);
              reports.ifPresent(to -> to.accepted(login, outcome));
              return Future.succeededFuture();
            });
  }

  private void note(RoutingContext context, SsoOutcome outcome) {
    String request = RequestInfo.of(context).id();
    meters.pipeline(outcome);
    log.info("login.completed")
        .request(request)
        .with("method", "sso")
        .with("user_id", outcome.user().id())
        .with("created", outcome.created())
        .with("linked", outcome.linked())
        .with("groups_added", outcome.groupsAdded())
        .with("groups_removed", outcome.groupsRemoved())
        .with("flags_changed", outcome.flagsChanged())
        .with("superuser", outcome.user().superuser())
        .with("staff", outcome.user().staff())
        .write();
    for (String warning : outcome.warnings()) {
      log.warn("login.warning")
          .request(request)
          .with("user_id", outcome.user().id())
          .with("warning", warning)
          .write();
    }
  }

  private Future<Void> foreign(RoutingContext context) {
    meters.login(LoginMethod.SSO, Outcome.FOREIGN);
    log.warn("login.refused")
        .request(RequestInfo.of(context).id())
        .with("method", "sso")
        .with("reason", "no login of this browser has this state")
        .write();
    return pages.fail(
        context,
        400,
        LocalPath.HOME,
        "This login has expired, was used already, or began in another browser. Begin again.");
  }

  private Future<Void> explain(RoutingContext context, LocalPath next, Throwable failure) {
    Optional<SsoFailure> known = SsoFailure.of(failure);
    if (known.isEmpty()) {
      return Future.failedFuture(failure);
    }
    SsoFailure shown = known.get();
    meters.login(LoginMethod.SSO, shown.outcome());
    LogEntry entry =
        log.warn("login.refused")
            .request(RequestInfo.of(context).id())
            .with("method", "sso")
            .with("reason", shown.outcome().word())
            .cause(failure);
    shown.refusal().map(ProviderRefusal::fields).orElse(Map.of()).forEach(entry::with);
    entry.write();
    return pages.fail(context, shown.status(), next, shown.sentence());
  }

  private static CallbackParameters parameters(RoutingContext context) {
    Fields query = Fields.query(context);
    return new CallbackParameters(
        bounded(query, "code"),
        bounded(query, "state"),
        bounded(query, "iss"),
        bounded(query, "error"),
        bounded(query, "error_description"));
  }

  private static Optional<String> bounded(Fields query, String name) {
    Optional<String> value = query.one(name);
    if (value.filter(text -> text.length() > MAX_PARAMETER).isPresent()) {
      throw Refusal.badRequest("The provider's answer is too long.");
    }
    return value;
  }
}
