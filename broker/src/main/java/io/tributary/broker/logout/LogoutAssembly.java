package io.tributary.broker.logout;

import io.micrometer.core.instrument.MeterRegistry;
import io.tributary.broker.client.Clients;
import io.tributary.broker.keys.Sealer;
import io.tributary.broker.session.SessionCookie;
import io.tributary.broker.session.Sessions;
import io.tributary.broker.token.ClientEncryption;
import io.tributary.broker.token.TokensByIssuer;
import io.tributary.broker.upstream.FederationPaths;
import io.tributary.broker.upstream.Upstreams;
import io.tributary.broker.web.Delivery;
import io.tributary.broker.web.FormTokens;
import io.tributary.broker.web.Issuers;
import io.tributary.platform.ops.Log;
import io.tributary.platform.outbound.OutboundClient;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.time.Clock;

/**
 * Everything the logout stands on.
 *
 * @param requestSealer for requests on their way through the browser, purpose of its own
 * @param returnSealer for the state that an upstream brings back, purpose of its own
 * @param receiptSealer for the page of who has heard of a logout, purpose of its own
 */
public record LogoutAssembly(
    Clients clients,
    TokensByIssuer tokens,
    Sessions sessions,
    SessionCookie sessionCookie,
    Upstreams upstreams,
    Sealer requestSealer,
    Sealer returnSealer,
    Sealer receiptSealer,
    DeliveryRepository deliveries,
    Issuers issuers,
    FormTokens formTokens,
    FederationPaths federation,
    String base,
    Delivery delivery,
    Log log,
    Clock clock) {

  /** Everything that a browser or an upstream calls. */
  public void mount(Router router) {
    LogoutReceipts receipts =
        new LogoutReceipts(deliveries, clients, receiptSealer, paths().status(), delivery, clock);
    receipts.mount(router);
    endpoint(receipts).mount(router, issuers);
    new UpstreamLogoutEndpoint(upstreams, sessions, federation, delivery, log).mount(router);
  }

  private LogoutEndpoint endpoint(LogoutReceipts receipts) {
    LogoutSteps steps =
        new LogoutSteps(
            sessions, sessionCookie, upstreams, federation, returnSealer, receipts, clock);
    PendingLogout pending = new PendingLogout(requestSealer, clients, clock);
    FrontchannelFrames frames =
        new FrontchannelFrames(clients, new LogoutTokens(tokens, issuers, clock));
    return new LogoutEndpoint(
        steps,
        pending,
        new AfterLogout(frames, pending, paths(), delivery),
        clients,
        tokens,
        formTokens,
        federation,
        paths(),
        delivery);
  }

  private LogoutPaths paths() {
    return new LogoutPaths(base);
  }

  /** The queue's worker; not started yet. */
  public static DeliveryRounds rounds(
      Vertx vertx,
      Clients clients,
      TokensByIssuer tokens,
      Issuers issuers,
      DeliveryRepository deliveries,
      ClientEncryption encryption,
      OutboundClient configured,
      OutboundClient named,
      MeterRegistry registry,
      Clock clock,
      Log log) {
    return new DeliveryRounds(
        vertx,
        deliveries,
        new BackchannelPost(
            clients, new LogoutTokens(tokens, issuers, clock), encryption, configured, named),
        registry,
        clock,
        log);
  }
}
