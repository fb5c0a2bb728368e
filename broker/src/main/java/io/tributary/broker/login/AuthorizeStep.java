package io.tributary.broker.login;

import io.tributary.broker.client.Clients;
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

/** The beginning of every login: raw → trusted → valid → attempt. */
public final class AuthorizeStep {
  private final Clients clients;
  private final RequestRules rules;
  private final Attempts attempts;
  private final LoginPaths paths;
  private final Delivery delivery;
  private final Clock clock;

  public AuthorizeStep(
      Clients clients,
      RequestRules rules,
      Attempts attempts,
      LoginPaths paths,
      Delivery delivery,
      Clock clock) {
    this.clients = clients;
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
    return trusted(new RawRequest(issuers, parameters(context)))
        .compose(trusted -> attempt(context, trusted));
  }

  private Future<TrustedRequest> trusted(RawRequest raw) {
    return clients.find(raw.clientId()).map(client -> TrustedRequest.of(raw, client));
  }

  private Future<Optional<Continuation>> attempt(RoutingContext context, TrustedRequest trusted) {
    LoginAttempt attempt;
    try {
      attempt = LoginAttempt.begin(rules.valid(trusted), clock.instant());
    } catch (OAuthException invalid) {
      OAuthException told = delivery.understood(context, invalid);
      delivery.leave(context, trusted.back().refuse(told).location());
      return Future.succeededFuture(Optional.empty());
    }
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
