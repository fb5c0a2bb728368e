package io.tributary.broker.login;

import io.tributary.broker.web.IssuerChoice;
import io.tributary.broker.web.Parameters;

/**
 * An authorization request as it came: nothing in it is believed yet.
 *
 * @param issuers to which the address may belong
 */
public record RawRequest(IssuerChoice issuers, Parameters parameters) {
  /**
   * @throws io.tributary.platform.protocol.OAuthException for a page when it is missing or doubled
   */
  String clientId() {
    return parameters.require("client_id");
  }
}
