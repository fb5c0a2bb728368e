package io.tributary.broker.conformance;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.JWKGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import io.vertx.core.json.JsonObject;

/** A client's key, as the suite makes them: RS256, and without a name where one key is enough. */
record SuiteKeys(RSAKey key) {
  static SuiteKeys unnamed() {
    return new SuiteKeys(made(new RSAKeyGenerator(2048)));
  }

  static SuiteKeys named(String kid) {
    return new SuiteKeys(made(new RSAKeyGenerator(2048).keyID(kid)));
  }

  private static RSAKey made(JWKGenerator<RSAKey> generator) {
    try {
      return generator.keyUse(KeyUse.SIGNATURE).algorithm(JWSAlgorithm.RS256).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What may be published. */
  JsonObject jwks() {
    return new JsonObject(new JWKSet(key).toString(true));
  }

  /** A JWT with no type, as the suite sends them. */
  String sign(JsonObject claims) {
    try {
      JWSObject jws =
          new JWSObject(
              new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(),
              new Payload(claims.encode()));
      jws.sign(new RSASSASigner(key));
      return jws.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }
}
