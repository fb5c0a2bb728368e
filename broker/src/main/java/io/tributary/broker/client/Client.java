package io.tributary.broker.client;

import java.util.List;
import java.util.Set;

/**
 * A registered relying party.
 *
 * @param secretHashes SHA-256 of each live secret; empty for a public client
 * @param redirectUris compared character by character (RFC 9700 §2.1)
 * @param issuers names of the issuers it is reachable under, its home issuer first
 * @param settings what its tokens and its login are like
 */
public record Client(
    String id,
    String name,
    List<byte[]> secretHashes,
    Set<String> redirectUris,
    Set<String> postLogoutRedirectUris,
    List<String> issuers,
    ClientSettings settings) {

  public boolean isPublic() {
    return secretHashes.isEmpty();
  }

  @Override
  public String toString() {
    return "Client[" + id + "]";
  }
}
