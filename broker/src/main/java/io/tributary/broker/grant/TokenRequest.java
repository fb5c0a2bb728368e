package io.tributary.broker.grant;

import io.tributary.broker.client.Client;
import io.tributary.broker.direct.ClientRequest;
import io.tributary.broker.token.IssuerTokens;
import io.tributary.broker.web.Parameters;

/**
 * A token request of a client that has proven who it is.
 *
 * @param tokens of the issuer that it uses
 */
public record TokenRequest(ClientRequest request, IssuerTokens tokens) {
  public Client client() {
    return request.client();
  }

  public Parameters parameters() {
    return request.parameters();
  }

  /** For log and audit. */
  public String requestId() {
    return request.requestId();
  }
}
