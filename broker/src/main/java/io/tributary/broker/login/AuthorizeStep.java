package io.tributary.broker.login;

import io.tributary.broker.client.Clients;
import io.tributary.broker.request.KnownRequest;
import io.tributary.broker.request.RawRequest;
import io.tributary.broker.request.RequestObjects;
import io.tributary.broker.request.RequestRules;
import io.tributary.broker.request.TrustedRequest;
import io.tributary.broker.web.Delivery;
import io.tributary.broker.web.FormBody;
import io.tributary.broker.web.IssuerChoice;
import io.tributary.broker.web.Parameters;
import io.tributary.platform.protocol.OAuthException;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.util.Optional;

/** The beginning of every login: raw → client known → object read → trusted → valid → attempt. */
public final class AuthorizeStep {
  private final Clients clients;
  private final RequestObjects objects;
  private final RequestRules rules;
  private final Attempts attempts;
  private final LoginPaths paths;
  private final Delivery delivery;
  private final Clock clock;

  public AuthorizeStep(
      Clients clients,
      RequestObjects objects,
      RequestRules rules,
      Attempts attempts,
      LoginPaths paths,
      Delivery delivery,
      Clock clock) {
    this.clients = clients;
    this.objects = objects;
    this.rules = rules;
    this.attempts = attempts;
    this.paths = paths;
    this.delivery = delivery;
    this.clock = clock;
  }

  /**
   * @param issuers to which the address may belong
   */
  Future<Optional<Continuation>> begin(RoutingContext context, IssuerChoice issuers) {
    RawRequest raw = new RawRequest(issuers, parameters(context));
    return clients
        .find(raw.clientId())
        .map(raw::of)
        .compose(this::resolved)
        .map(TrustedRequest::of)
        .map(this::attempt)
        .compose(attempt -> goOn(context, attempt));
  }

  /** What a request object says counts from here on, its return address too. */
  private Future<KnownRequest> resolved(KnownRequest known) {
    return Future.succeededFuture()
        .compose(go -> objects.resolve(known.client(), known.issuer(), known.parameters()))
        .map(known::with)
        .recover(
            cause ->
                Future.failedFuture(
                    known
                        .back()
                        .<Throwable>map(back -> new RequestRefused(known.client(), back, cause))
                        .orElse(cause)));
  }

  private LoginAttempt attempt(TrustedRequest trusted) {
    try {
      return LoginAttempt.begin(rules.valid(trusted), clock.instant());
    } catch (OAuthException invalid) {
      throw new RequestRefused(trusted.client(), trusted.back(), invalid);
    }
  }

  private Future<Optional<Continuation>> goOn(RoutingContext context, LoginAttempt attempt) {
    return context.request().method().equals(HttpMethod.POST)
        ? comeBack(context, attempt)
        : Future.succeededFuture(Optional.of(Continuation.fresh(attempt)));
  }

  /** A cross-site POST carries no Lax cookies: our own GET, which follows, does. */
  private Future<Optional<Continuation>> comeBack(RoutingContext context, LoginAttempt attempt) {
    return attempts
        .keep(context, attempt)
        .onSuccess(kept -> delivery.seeOther(context, paths.attempt(attempt)))
        .map(Optional.empty());
  }

  private static Parameters parameters(RoutingContext context) {
    return context.request().method().equals(HttpMethod.POST)
        ? FormBody.of(context)
        : Parameters.parse(context.request().query());
  }
}
