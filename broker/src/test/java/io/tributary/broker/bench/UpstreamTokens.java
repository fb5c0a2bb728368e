package io.tributary.broker.bench;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;

/**
 * What the upstream's token endpoint answers: an access token that names the person, an id_token.
 */
final class UpstreamTokens {
  static final String BEARER = "Bearer person.";

  private final RSAKey key;

  UpstreamTokens(RSAKey key) {
    this.key = key;
  }

  JsonObject answer(String issuer, String person, String nonce) throws JOSEException {
    long now = System.currentTimeMillis() / 1000;
    JsonObject claims =
        new JsonObject(new LinkedHashMap<>(People.claims(person)))
            .put("iss", issuer)
            .put("aud", BenchUpstream.CLIENT)
            .put("iat", now)
            .put("auth_time", now)
            .put("exp", now + 300);
    if (nonce != null) {
      claims.put("nonce", nonce);
    }
    JWSObject idToken =
        new JWSObject(
            new JWSHeader.Builder(JWSAlgorithm.RS256)
                .keyID(key.getKeyID())
                .type(JOSEObjectType.JWT)
                .build(),
            new Payload(claims.encode()));
    idToken.sign(new RSASSASigner(key));
    return new JsonObject()
        .put("access_token", "person." + person)
        .put("token_type", "Bearer")
        .put("expires_in", 300)
        .put("scope", "openid profile email groups")
        .put("id_token", idToken.serialize());
  }
}
