package io.tributary.broker.request;

import io.tributary.broker.client.Client;
import io.tributary.broker.web.Issuer;
import io.tributary.broker.web.Parameters;
import io.tributary.platform.protocol.OAuthException;
import java.util.Optional;

/**
 * An authorization request of a client that is registered here; where it wants its answer sent is
 * not believed yet.
 *
 * @param issuer that the client is reachable under
 */
public record KnownRequest(Client client, Issuer issuer, Parameters parameters) {

  /** The same request as its request object has it. */
  public KnownRequest with(Parameters resolved) {
    return new KnownRequest(client, issuer, resolved);
  }

  /**
   * Where the client hears that its request object is refused: what stands beside the object, when
   * it is registered. Otherwise only the person does (RFC 6749 §4.1.2.1).
   */
  public Optional<ReturnAddress> back() {
    try {
      return Optional.of(TrustedRequest.of(this).back());
    } catch (OAuthException untrusted) {
      return Optional.empty();
    }
  }
}
