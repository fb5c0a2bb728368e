package io.tributary.broker.registration;

import io.tributary.broker.client.ClientSecret;
import io.tributary.broker.keys.Sealer;
import io.tributary.platform.config.Secret;
import io.tributary.platform.protocol.Digests;
import io.tributary.platform.protocol.RandomToken;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Secrets that we make: 256 bits, {@code [A-Za-z0-9_-]}, kept as SHA-256, and sealed as well where
 * a MAC must be checked with them.
 */
final class ClientSecrets {
  private final Sealer sealer;

  /**
   * @param sealer for data at rest, purpose of its own
   */
  ClientSecrets(Sealer sealer) {
    this.sealer = sealer;
  }

  /**
   * As it is stored.
   *
   * @param sealed for its client only
   */
  record Stored(String hash, Optional<byte[]> sealed) {}

  /** A secret that is shown once. */
  record Made(Secret plain, Stored stored) {}

  /** For a client that only shows it. */
  static Made hashed() {
    String plain = RandomToken.bits256();
    return new Made(new Secret(plain), new Stored(hash(plain), Optional.empty()));
  }

  /**
   * @param forMac sealed as well
   */
  Made make(String clientId, boolean forMac) {
    Made made = hashed();
    if (!forMac) {
      return made;
    }
    byte[] plain = made.plain().reveal().getBytes(StandardCharsets.US_ASCII);
    Stored sealed = new Stored(made.stored().hash(), Optional.of(sealer.seal(plain, clientId)));
    return new Made(made.plain(), sealed);
  }

  ClientSecret open(String clientId, Stored stored) {
    return new ClientSecret(stored.hash(), stored.sealed().map(box -> plain(clientId, box)));
  }

  private Secret plain(String clientId, byte[] box) {
    return new Secret(new String(sealer.open(box, clientId), StandardCharsets.US_ASCII));
  }

  static boolean matches(Stored stored, String presented) {
    return stored.hash().equals(hash(presented));
  }

  private static String hash(String secret) {
    return Digests.base64Url(Digests.sha256(secret));
  }
}
