package io.tributary.broker.logout;

import io.tributary.broker.client.Clients;
import io.tributary.broker.keys.Sealer;
import io.tributary.broker.session.SessionCookie;
import io.tributary.broker.session.Sessions;
import io.tributary.broker.token.TokensByIssuer;
import io.tributary.broker.upstream.FederationPaths;
import io.tributary.broker.upstream.Upstreams;
import io.tributary.broker.web.Delivery;
import io.tributary.broker.web.FormTokens;
import java.time.Clock;

/**
 * Everything the logout stands on.
 *
 * @param requestSealer for requests on their way through the browser, purpose of its own
 * @param returnSealer for the state that an upstream brings back, purpose of its own
 */
public record LogoutAssembly(
    Clients clients,
    TokensByIssuer tokens,
    Sessions sessions,
    SessionCookie sessionCookie,
    Upstreams upstreams,
    Sealer requestSealer,
    Sealer returnSealer,
    FormTokens formTokens,
    FederationPaths federation,
    String base,
    Delivery delivery,
    Clock clock) {

  public LogoutEndpoint endpoint() {
    LogoutSteps steps =
        new LogoutSteps(sessions, sessionCookie, upstreams, federation, returnSealer, clock);
    return new LogoutEndpoint(
        steps,
        new PendingLogout(requestSealer, clients, clock),
        clients,
        tokens,
        formTokens,
        federation,
        base,
        delivery);
  }
}
