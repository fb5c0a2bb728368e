package io.tributary.broker.client;

import java.net.URI;
import java.util.Optional;

/**
 * A client's public keys, by value or by reference, never both (RFC 7591 §2).
 *
 * @param jwks the key set as JSON
 * @param jwksUri where the client publishes it
 */
public record ClientKeys(Optional<String> jwks, Optional<URI> jwksUri) {
  public static final ClientKeys NONE = new ClientKeys(Optional.empty(), Optional.empty());

  public boolean isEmpty() {
    return jwks.isEmpty() && jwksUri.isEmpty();
  }
}
