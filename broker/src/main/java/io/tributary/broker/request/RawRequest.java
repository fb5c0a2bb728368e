package io.tributary.broker.request;

import io.tributary.broker.client.Client;
import io.tributary.broker.web.IssuerChoice;
import io.tributary.broker.web.Parameters;
import io.tributary.platform.protocol.ErrorCode;
import io.tributary.platform.protocol.OAuthException;
import java.util.Optional;

/**
 * An authorization request as it came: nothing in it is believed yet.
 *
 * @param issuers to which the address may belong
 */
public record RawRequest(IssuerChoice issuers, Parameters parameters) {
  /**
   * @throws OAuthException for a page when it is missing or doubled
   */
  public String clientId() {
    return parameters.require("client_id");
  }

  /**
   * @param found the client of {@link #clientId()}
   * @throws OAuthException for a page: client unknown, or not at this issuer
   */
  public KnownRequest of(Optional<Client> found) {
    Client client =
        found.orElseThrow(
            () ->
                OAuthException.of(
                    ErrorCode.UNAUTHORIZED_CLIENT, "This application is not registered here"));
    return new KnownRequest(client, issuers.forClient(client.issuers()), parameters);
  }
}
