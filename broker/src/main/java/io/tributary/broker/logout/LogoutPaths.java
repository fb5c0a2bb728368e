package io.tributary.broker.logout;

import io.tributary.broker.web.Issuer;

/**
 * Our own addresses of a logout, beside those of the issuers' layouts.
 *
 * @param base path of the public URL, with a slash at both ends
 */
record LogoutPaths(String base) {
  /** Where a request that came otherwise goes on, by GET. */
  String goOn(Issuer issuer) {
    return base + "logout/" + issuer.name();
  }

  /** Where the person answers. */
  String confirm(Issuer issuer) {
    return goOn(issuer) + "/confirm";
  }

  /** Who has heard of it: one address, since its receipt says the rest. */
  String status() {
    return base + "logout/" + Issuer.ROOT + "/status";
  }
}
