package io.tributary.broker.client;

import java.util.List;
import java.util.Set;

/**
 * A registered relying party.
 *
 * @param registered by itself, over the registration endpoint (RFC 7591); otherwise by the
 *     configuration
 * @param redirectUris compared character by character (RFC 9700 §2.1)
 * @param issuers names of the issuers it is reachable under, its home issuer first
 */
public record Client(
    String id,
    String name,
    boolean registered,
    ClientAuthentication authentication,
    Set<String> redirectUris,
    List<String> issuers,
    RequestSettings requests,
    TokenSettings tokens,
    ReleaseSettings release,
    LogoutChannels logout,
    ClientPages pages) {

  /** Its name in metrics: clients that registered themselves are one, since nothing bounds them. */
  public String label() {
    return registered ? "registered" : id;
  }

  public boolean isPublic() {
    return authentication.isPublic();
  }

  @Override
  public String toString() {
    return "Client[" + id + "]";
  }

  /** Whether a request may name this redirect URI. */
  public boolean returnsTo(String presented) {
    return redirectUris.stream().anyMatch(registered -> RedirectUri.matches(registered, presented));
  }
}
