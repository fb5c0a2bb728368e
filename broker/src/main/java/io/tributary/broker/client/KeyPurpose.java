package io.tributary.broker.client;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import java.util.Collections;
import java.util.Set;

/**
 * What a key says that it is for (RFC 7517 §4.2, §4.3); one that says nothing is for everything.
 */
enum KeyPurpose {
  VERIFY,
  ENCRYPT;

  boolean allows(JWK key) {
    return (key.getKeyUse() == null || isSaidBy(key))
        && (key.getKeyOperations() == null
            || !Collections.disjoint(key.getKeyOperations(), operations()));
  }

  /** Whether the key is for this and says so. */
  boolean isSaidBy(JWK key) {
    return (this == VERIFY ? KeyUse.SIGNATURE : KeyUse.ENCRYPTION).equals(key.getKeyUse());
  }

  private Set<KeyOperation> operations() {
    return this == VERIFY
        ? Set.of(KeyOperation.VERIFY)
        : Set.of(
            KeyOperation.ENCRYPT,
            KeyOperation.WRAP_KEY,
            KeyOperation.DERIVE_KEY,
            KeyOperation.DERIVE_BITS);
  }
}
