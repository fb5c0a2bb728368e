package io.tributary.broker.client;

import com.nimbusds.jose.jwk.JWK;
import io.tributary.platform.config.Secret;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Verifies what a client signed: a MAC with any of its live secrets, a signature with the key that
 * the JWT names among those of the client. Which algorithms are allowed is decided before.
 */
public final class ClientSignatures {
  private final ClientKeySets keySets;

  public ClientSignatures(ClientKeySets keySets) {
    this.keySets = keySets;
  }

  /**
   * @return false when the client did not sign it; fails with {@link ClientKeySets.KeysUnavailable}
   */
  public Future<Boolean> verify(Client client, ClientJwt jwt) {
    if (jwt.algorithm().isSymmetric()) {
      return Future.succeededFuture(byASecret(client, jwt));
    }
    return keySets
        .verifying(client, jwt.algorithm(), jwt.kid())
        .compose(
            found -> {
              boolean good = found.filter(key -> byKey(key, jwt)).isPresent();
              // A set of one key without ids may have been replaced by another such set.
              return good || found.isEmpty() || jwt.kid().isPresent()
                  ? Future.succeededFuture(good)
                  : again(client, jwt, found.get());
            });
  }

  private Future<Boolean> again(Client client, ClientJwt jwt, JWK tried) {
    if (client.authentication().keys().jwksUri().isEmpty()) {
      return Future.succeededFuture(false);
    }
    return keySets
        .newer(client)
        .map(
            keys ->
                ClientKeySets.one(keys, jwt.algorithm(), Optional.empty())
                    .filter(key -> !key.equals(tried) && byKey(key, jwt))
                    .isPresent());
  }

  private static boolean byKey(JWK key, ClientJwt jwt) {
    return jwt.algorithm().verifies(key, jwt.signed(), jwt.signature());
  }

  private static boolean byASecret(Client client, ClientJwt jwt) {
    boolean match = false;
    for (ClientSecret live : client.authentication().secrets()) {
      match |= live.plain().filter(secret -> made(secret, jwt)).isPresent();
    }
    return match;
  }

  private static boolean made(Secret secret, ClientJwt jwt) {
    byte[] key = secret.reveal().getBytes(StandardCharsets.UTF_8);
    if (key.length < ClientAlgorithm.LEAST_SECRET_BYTES) {
      return false;
    }
    try {
      Mac mac = Mac.getInstance(jwt.algorithm().jdkName());
      mac.init(new SecretKeySpec(key, jwt.algorithm().jdkName()));
      return MessageDigest.isEqual(mac.doFinal(jwt.signed()), jwt.signature());
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("Every JDK has HmacSHA256", impossible);
    }
  }
}
