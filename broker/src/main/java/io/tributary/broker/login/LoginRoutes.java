package io.tributary.broker.login;

import io.tributary.broker.identity.Identity;
import io.tributary.broker.web.EndpointPath;
import io.tributary.broker.web.Issuers;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The addresses of a login. Each reads what came, makes its one step, and hands the proof to the
 * {@link Dispatcher}; {@link LoginFailures} tells whoever must hear of it when a step fails.
 */
public final class LoginRoutes {
  private static final String NO_CHOICE = "";
  private static final String ATTEMPT = "login/:attempt";

  private final AuthorizeStep authorize;
  private final Attempts attempts;
  private final ChoiceStep choice;
  private final UpstreamStep upstream;
  private final LocalStep local;
  private final ConsentStep consent;
  private final CancelStep cancel;
  private final Dispatcher dispatcher;
  private final LoginFailures failures;
  private final LoginPaths paths;

  public LoginRoutes(
      AuthorizeStep authorize,
      Attempts attempts,
      ChoiceStep choice,
      UpstreamStep upstream,
      LocalStep local,
      ConsentStep consent,
      CancelStep cancel,
      Dispatcher dispatcher,
      LoginFailures failures,
      LoginPaths paths) {
    this.authorize = authorize;
    this.attempts = attempts;
    this.choice = choice;
    this.upstream = upstream;
    this.local = local;
    this.consent = consent;
    this.cancel = cancel;
    this.dispatcher = dispatcher;
    this.failures = failures;
    this.paths = paths;
  }

  /** Every step of a login, in the order in which a person meets them. */
  public void mount(Router router, Issuers issuers) {
    issuers
        .at(EndpointPath.AUTHORIZE)
        .forEach(
            (path, issuer) -> {
              router.get(path).handler(go -> walk(go, () -> authorize.begin(go, issuer)));
              router.post(path).handler(go -> walk(go, () -> authorize.begin(go, issuer)));
            });
    on(router, HttpMethod.GET, ATTEMPT, (context, attempt) -> brought(attempt));
    on(
        router,
        HttpMethod.GET,
        at(ChoiceStep.WAYS),
        (context, attempt) -> chosen(attempt, NO_CHOICE));
    on(router, HttpMethod.POST, at(ChoiceStep.STEP), choice);
    router
        .get(paths.route("federation/:upstream/callback"))
        .handler(go -> walk(go, () -> upstream.back(go, go.pathParam("upstream"))));
    on(
        router,
        HttpMethod.GET,
        at(LocalStep.STEP),
        (context, attempt) -> chosen(attempt, Identity.LOCAL));
    on(router, HttpMethod.POST, at(LocalStep.STEP), local);
    on(router, HttpMethod.GET, at(ConsentStep.STEP), (context, attempt) -> brought(attempt));
    on(router, HttpMethod.POST, at(ConsentStep.STEP), consent);
    on(router, HttpMethod.POST, at(CancelStep.STEP), cancel);
  }

  private static String at(String step) {
    return ATTEMPT + "/" + step;
  }

  private void on(Router router, HttpMethod method, String pattern, LoginStep step) {
    router
        .route(method, paths.route(pattern))
        .handler(
            context ->
                walk(
                    context,
                    () ->
                        attempts
                            .find(context, context.pathParam("attempt"))
                            .compose(attempt -> step.take(context, attempt))));
  }

  private static Future<Optional<Continuation>> brought(LoginAttempt attempt) {
    return Future.succeededFuture(Optional.of(Continuation.brought(attempt)));
  }

  private static Future<Optional<Continuation>> chosen(LoginAttempt attempt, String way) {
    return brought(attempt.choose(way));
  }

  /** A step, then the decision about the next one. */
  private void walk(RoutingContext context, Supplier<Future<Optional<Continuation>>> step) {
    // Steps may throw: from here on a throw is a failed future.
    Future.succeededFuture()
        .compose(go -> step.get())
        .compose(
            came -> came.map(on -> dispatcher.next(context, on)).orElseGet(Future::succeededFuture))
        .onFailure(cause -> failures.tell(context, cause));
  }
}
