package io.tributary.broker.request;

import io.tributary.broker.client.Client;
import io.tributary.broker.web.Issuer;
import io.tributary.broker.web.Parameters;
import io.tributary.platform.protocol.ErrorCode;
import io.tributary.platform.protocol.OAuthException;
import java.util.Optional;

/**
 * An authorization request whose redirect URI is one of its client's: from here on failures are
 * told to the client, before it only to the person (RFC 6749 §4.1.2.1).
 */
public record TrustedRequest(Client client, ReturnAddress back, Parameters parameters) {

  /**
   * @throws OAuthException for a page: redirect URI missing or not registered
   */
  public static TrustedRequest of(KnownRequest known) {
    Client client = known.client();
    Parameters parameters = known.parameters();
    String redirectUri = parameters.require("redirect_uri");
    if (!client.returnsTo(redirectUri)) {
      throw OAuthException.of(
          ErrorCode.INVALID_REQUEST,
          "The application asked to return to an address that is not registered for it",
          "redirect_uri not registered for client " + client.id());
    }
    return new TrustedRequest(
        client,
        new ReturnAddress(
            known.issuer(),
            redirectUri,
            stateOf(parameters),
            ResponseRules.ofRefusal(parameters, redirectUri)),
        parameters);
  }

  /** A state given twice is none: the client is told of the duplicate without one. */
  private static Optional<String> stateOf(Parameters parameters) {
    try {
      return parameters.get("state");
    } catch (OAuthException duplicate) {
      return Optional.empty();
    }
  }

  public Issuer issuer() {
    return back.issuer();
  }
}
