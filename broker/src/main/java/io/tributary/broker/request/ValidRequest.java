package io.tributary.broker.request;

import io.tributary.broker.client.Client;
import io.tributary.broker.web.Issuer;
import io.tributary.platform.protocol.ResponseType;
import java.util.Set;

/**
 * An authorization request in which {@link RequestRules} checked everything.
 *
 * @param responseTypes one of the sets that the client may ask for
 */
public record ValidRequest(
    Client client,
    ReturnAddress back,
    Set<ResponseType> responseTypes,
    TokenTerms tokens,
    LoginTerms login) {

  public Issuer issuer() {
    return back.issuer();
  }
}
