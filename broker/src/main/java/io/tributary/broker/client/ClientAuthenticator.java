package io.tributary.broker.client;

import io.tributary.platform.protocol.Digests;
import io.tributary.platform.protocol.ErrorCode;
import io.tributary.platform.protocol.OAuthException;
import java.security.MessageDigest;
import java.util.Optional;

/** Decides whether presented credentials are those of a registered client (RFC 6749 §2.3). */
public final class ClientAuthenticator {
  private final Clients clients;

  public ClientAuthenticator(Clients clients) {
    this.clients = clients;
  }

  /**
   * The client.
   *
   * @throws OAuthException {@code invalid_client}, with the same words whatever was wrong
   */
  public Client authenticate(PresentedCredentials credentials) {
    for (PresentedCredentials.Pair pair : credentials.readings()) {
      Optional<Client> client = clients.find(pair.clientId());
      if (client.isPresent() && proves(client.get(), pair.secret())) {
        return client.get();
      }
    }
    throw OAuthException.of(
        ErrorCode.INVALID_CLIENT,
        "The client is unknown or its credentials are wrong",
        "by " + credentials.method());
  }

  private static boolean proves(Client client, Optional<String> secret) {
    if (client.isPublic()) {
      // A public client that sends a secret is another one that guesses.
      return secret.isEmpty();
    }
    byte[] hash = Digests.sha256(secret.orElse(""));
    boolean match = false;
    for (byte[] live : client.secretHashes()) {
      match |= MessageDigest.isEqual(live, hash);
    }
    return match && secret.isPresent();
  }
}
