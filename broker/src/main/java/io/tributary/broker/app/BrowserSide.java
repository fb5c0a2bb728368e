package io.tributary.broker.app;

import io.tributary.broker.keys.SealingKeys;
import io.tributary.broker.session.SessionCookie;
import io.tributary.broker.upstream.FederationPaths;
import io.tributary.broker.web.BrowserCookies;
import io.tributary.broker.web.Delivery;
import io.tributary.broker.web.FormTokens;
import io.tributary.broker.web.Pages;
import io.tributary.broker.web.PublicUrl;
import io.tributary.platform.ops.Log;

/**
 * What everything that meets a browser shares.
 *
 * @param base path of the public URL, with a slash at both ends
 */
record BrowserSide(
    String base,
    BrowserCookies cookies,
    SessionCookie sessionCookie,
    FormTokens formTokens,
    FederationPaths federation,
    Delivery delivery) {

  static BrowserSide of(BrokerConfig config, SealingKeys sealing, Log log) {
    String us = config.publicUrl().toString();
    String origin = PublicUrl.origin(config.publicUrl());
    String base = PublicUrl.basePath(config.publicUrl());
    BrowserCookies cookies = new BrowserCookies(config.publicUrl());
    return new BrowserSide(
        base,
        cookies,
        new SessionCookie(cookies),
        new FormTokens(sealing.mac(us, "form"), origin),
        new FederationPaths(origin, base),
        new Delivery(new Pages(), config.look(), base, log));
  }
}
