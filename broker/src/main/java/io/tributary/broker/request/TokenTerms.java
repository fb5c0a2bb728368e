package io.tributary.broker.request;

import io.tributary.broker.token.RequestedClaims;
import io.tributary.platform.protocol.Scopes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a request wants its tokens to be and to say.
 *
 * @param scopes those of the request that the client may have
 * @param claims asked for by name; none that the client's scopes could not give it
 * @param claimScopes that give the named claims and were not asked for: nothing is issued for them,
 *     but their mappings run and the person is asked about them
 * @param codeChallenge S256
 * @param resource that access tokens are for (RFC 8707), one of the client's
 */
public record TokenTerms(
    Scopes scopes,
    RequestedClaims claims,
    List<String> claimScopes,
    Optional<String> nonce,
    Optional<String> codeChallenge,
    Optional<String> resource) {

  /** All that the client learns something by: its grant is for these, and so is a consent. */
  public Scopes reach() {
    List<String> all = new ArrayList<>(scopes.values());
    all.addAll(claimScopes);
    return Scopes.of(all);
  }
}
