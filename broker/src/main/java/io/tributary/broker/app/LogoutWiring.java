package io.tributary.broker.app;

import io.tributary.broker.client.ClientKeySets;
import io.tributary.broker.keys.SealingKeys;
import io.tributary.broker.logout.DeliveryRounds;
import io.tributary.broker.logout.LogoutAssembly;
import io.tributary.broker.token.ClientEncryption;
import io.tributary.broker.token.TokensByIssuer;
import io.tributary.broker.upstream.Upstreams;
import io.tributary.platform.ops.Log;
import io.tributary.platform.ops.Metrics;
import io.vertx.core.Vertx;
import java.time.Clock;

/** Logging out, put together: what browsers call, and what tells applications. */
final class LogoutWiring {
  private LogoutWiring() {}

  static LogoutAssembly assembly(
      BrokerConfig config,
      Storage storage,
      SealingKeys sealing,
      TokensByIssuer tokens,
      Upstreams upstreams,
      BrowserSide browser,
      Log log,
      Clock clock) {
    String us = config.publicUrl().toString();
    return new LogoutAssembly(
        storage.clients(),
        tokens,
        storage.sessions(),
        browser.sessionCookie(),
        upstreams,
        sealing.forCookies(us, "logout-request"),
        sealing.forCookies(us, "logout-return"),
        sealing.forCookies(us, "logout-receipt"),
        storage.deliveries(),
        config.issuers(),
        browser.formTokens(),
        browser.federation(),
        browser.base(),
        browser.delivery(),
        log,
        clock);
  }

  /** Starts telling applications; it ends with {@code closing}. */
  static void deliver(
      Vertx vertx,
      BrokerConfig config,
      Storage storage,
      TokensByIssuer tokens,
      ClientKeySets keySets,
      Outgoing outgoing,
      Metrics metrics,
      Closing closing,
      Log log,
      Clock clock) {
    DeliveryRounds rounds =
        LogoutAssembly.rounds(
            vertx,
            storage.clients(),
            tokens,
            config.issuers(),
            storage.deliveries(),
            new ClientEncryption(keySets),
            outgoing.configured(),
            outgoing.named(),
            metrics.registry(),
            clock,
            log);
    closing.with(
        rounds,
        () -> {
          storage.bell().connect(() -> {});
          return rounds.close();
        });
    storage.bell().connect(rounds::ring);
    rounds.start();
  }
}
