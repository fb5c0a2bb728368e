package io.tributary.broker.app;

import io.tributary.broker.keys.SealingKeys;
import io.tributary.broker.session.BrowserState;
import io.tributary.broker.session.SessionCookie;
import io.tributary.broker.upstream.FederationPaths;
import io.tributary.broker.web.BrowserCookies;
import io.tributary.broker.web.Delivery;
import io.tributary.broker.web.FormTokens;
import io.tributary.broker.web.Pages;
import io.tributary.broker.web.PublicUrl;
import io.tributary.platform.ops.Log;
import java.util.Optional;

/**
 * What everything that meets a browser shares.
 *
 * @param base path of the public URL, with a slash at both ends
 * @param browserState where applications may watch the login state
 */
record BrowserSide(
    String base,
    BrowserCookies cookies,
    SessionCookie sessionCookie,
    Optional<BrowserState> browserState,
    FormTokens formTokens,
    FederationPaths federation,
    Delivery delivery) {

  static BrowserSide of(BrokerConfig config, SealingKeys sealing, Log log) {
    String us = config.publicUrl().toString();
    String origin = PublicUrl.origin(config.publicUrl());
    String base = PublicUrl.basePath(config.publicUrl());
    BrowserCookies cookies = new BrowserCookies(config.publicUrl());
    Optional<BrowserState> state =
        config.watchable() ? Optional.of(new BrowserState(cookies)) : Optional.empty();
    if (config.sessionManagement() && state.isEmpty()) {
      log.warn("session_management.off").with("reason", "it needs an https public_url").write();
    }
    return new BrowserSide(
        base,
        cookies,
        new SessionCookie(cookies, state),
        state,
        new FormTokens(sealing.mac(us, "form"), origin),
        new FederationPaths(origin, base),
        new Delivery(new Pages(), config.look(), base, log));
  }
}
