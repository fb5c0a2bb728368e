package io.tributary.broker.login;

import io.tributary.broker.client.Clients;
import io.tributary.broker.session.Session;
import io.tributary.broker.web.Delivery;
import io.tributary.broker.web.EndpointPath;
import io.tributary.broker.web.FormBody;
import io.tributary.broker.web.IssuerChoice;
import io.tributary.broker.web.Issuers;
import io.tributary.broker.web.Parameters;
import io.tributary.platform.protocol.ErrorCode;
import io.tributary.platform.protocol.OAuthException;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The addresses of a login. Each reads what came, makes its one step, and hands the proof to the
 * {@link Dispatcher}; {@link LoginFailures} tells whoever must hear of it when a step fails.
 */
public final class LoginRoutes {
  /** Shows every way again, whatever was chosen before. */
  static final String WAYS = "ways";

  private static final String NO_CHOICE = "";

  private final Clients clients;
  private final LoginSteps steps;
  private final LoginPaths paths;
  private final Delivery delivery;
  private final HintedPerson hinted;
  private final Clock clock;

  LoginRoutes(
      Clients clients,
      LoginSteps steps,
      LoginPaths paths,
      Delivery delivery,
      HintedPerson hinted,
      Clock clock) {
    this.hinted = hinted;
    this.clients = clients;
    this.steps = steps;
    this.paths = paths;
    this.delivery = delivery;
    this.clock = clock;
  }

  public void mount(Router router, Issuers issuers) {
    issuers
        .at(EndpointPath.AUTHORIZE)
        .forEach(
            (path, choice) -> {
              router.get(path).handler(context -> authorize(context, choice));
              router.post(path).handler(context -> authorize(context, choice));
            });
    String attempt = paths.route("login/:attempt");
    router.get(attempt).handler(context -> run(context, () -> found(context)));
    step(router, HttpMethod.GET, WAYS, context -> chosen(context, NO_CHOICE));
    step(router, HttpMethod.GET, LocalStep.STEP, context -> chosen(context, LocalStep.STEP));
    step(router, HttpMethod.POST, ChoiceStep.STEP, this::choice);
    step(router, HttpMethod.POST, ConsentStep.STEP, this::consent);
    step(router, HttpMethod.POST, CancelStep.STEP, this::cancel);
    router
        .post(attempt + "/" + LocalStep.STEP)
        .handler(context -> runOptional(context, () -> local(context)));
    router
        .get(paths.route("federation/:upstream/callback"))
        .handler(
            context ->
                run(context, () -> steps.upstream().back(context, context.pathParam("upstream"))));
  }

  /** One step from an attempt to its continuation. */
  @FunctionalInterface
  private interface Step {
    Future<Continuation> take(RoutingContext context);
  }

  private void step(Router router, HttpMethod method, String name, Step step) {
    router
        .route(method, paths.route("login/:attempt/" + name))
        .handler(context -> run(context, () -> step.take(context)));
  }

  /** Raw → trusted → valid → attempt; then the decision. */
  private void authorize(RoutingContext context, IssuerChoice issuers) {
    Future.succeededFuture()
        .compose(go -> trusted(new RawRequest(issuers, parameters(context))))
        .onSuccess(trusted -> begin(context, trusted))
        .onFailure(untrusted -> steps.failures().tell(context, untrusted));
  }

  private Future<TrustedRequest> trusted(RawRequest raw) {
    return clients.find(raw.clientId()).map(client -> TrustedRequest.of(raw, client));
  }

  private void begin(RoutingContext context, TrustedRequest trusted) {
    LoginAttempt attempt;
    try {
      attempt = LoginAttempt.begin(ValidRequest.of(trusted, hinted::subject), clock.instant());
    } catch (OAuthException invalid) {
      OAuthException told = delivery.understood(context, invalid);
      delivery.leave(context, trusted.refuse(told).location());
      return;
    }
    if (context.request().method().equals(HttpMethod.POST)) {
      // A cross-site POST carries no Lax cookies: our own GET, which follows, does.
      settle(
          context,
          steps
              .attempts()
              .keep(context, attempt)
              .onSuccess(kept -> delivery.seeOther(context, paths.attempt(attempt))));
      return;
    }
    run(context, () -> Future.succeededFuture(Continuation.fresh(attempt)));
  }

  private Future<Continuation> found(RoutingContext context) {
    return attempt(context).map(Continuation::brought);
  }

  private Future<Continuation> chosen(RoutingContext context, String way) {
    return attempt(context).map(attempt -> Continuation.brought(attempt.choose(way)));
  }

  private Future<Continuation> choice(RoutingContext context) {
    return attempt(context)
        .map(attempt -> steps.choice().choose(context, attempt, FormBody.of(context)));
  }

  private Future<Optional<Continuation>> local(RoutingContext context) {
    return attempt(context)
        .compose(
            attempt ->
                steps
                    .local()
                    .submit(
                        context,
                        attempt,
                        steps.dispatcher().policy(attempt),
                        FormBody.of(context)));
  }

  private Future<Continuation> consent(RoutingContext context) {
    return attempt(context)
        .compose(
            attempt ->
                steps
                    .session()
                    .current(context)
                    .map(session -> session.orElseThrow(LoginRoutes::noSession))
                    .compose(session -> agreed(context, attempt, session)));
  }

  private Future<Continuation> agreed(
      RoutingContext context, LoginAttempt attempt, Session session) {
    return steps.consent().answer(context, attempt, session, FormBody.of(context));
  }

  private Future<Continuation> cancel(RoutingContext context) {
    return attempt(context)
        .compose(
            attempt ->
                Future.failedFuture(steps.cancel().cancel(context, attempt, FormBody.of(context))));
  }

  private Future<LoginAttempt> attempt(RoutingContext context) {
    return steps.attempts().find(context, context.pathParam("attempt"));
  }

  private void run(RoutingContext context, Supplier<Future<Continuation>> step) {
    runOptional(context, () -> step.get().map(Optional::of));
  }

  /** Nothing: the step has answered by itself. */
  private void runOptional(RoutingContext context, Supplier<Future<Optional<Continuation>>> step) {
    settle(
        context,
        // Steps may throw: from here on a throw is a failed future.
        Future.succeededFuture()
            .compose(go -> step.get())
            .compose(
                came ->
                    came.map(on -> steps.dispatcher().next(context, on))
                        .orElseGet(Future::succeededFuture)));
  }

  private void settle(RoutingContext context, Future<Void> done) {
    done.onFailure(cause -> steps.failures().tell(context, cause));
  }

  private static Parameters parameters(RoutingContext context) {
    return context.request().method().equals(HttpMethod.POST)
        ? FormBody.of(context)
        : Parameters.parse(context.request().query());
  }

  private static OAuthException noSession() {
    return OAuthException.of(ErrorCode.LOGIN_REQUIRED, "The session ended meanwhile");
  }
}
