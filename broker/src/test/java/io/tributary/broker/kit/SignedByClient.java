package io.tributary.broker.kit;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** JWTs as a client makes them. */
public final class SignedByClient {
  private SignedByClient() {}

  public static String rs256(JsonObject claims, RSAKey key, String typ) {
    try {
      return sign(
          new JWSHeader.Builder(JWSAlgorithm.RS256)
              .type(new JOSEObjectType(typ))
              .keyID(key.getKeyID())
              .build(),
          claims,
          new RSASSASigner(key));
    } catch (JOSEException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  public static String hs256(JsonObject claims, String secret) {
    try {
      return sign(
          new JWSHeader(JWSAlgorithm.HS256),
          claims,
          new MACSigner(secret.getBytes(StandardCharsets.UTF_8)));
    } catch (JOSEException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** With {@code alg} {@code none}. */
  public static String unsigned(JsonObject claims) {
    return encoded("{\"alg\":\"none\"}") + "." + encoded(claims.encode()) + ".";
  }

  private static String sign(JWSHeader header, JsonObject claims, JWSSigner signer)
      throws JOSEException {
    JWSObject object = new JWSObject(header, new Payload(claims.encode()));
    object.sign(signer);
    return object.serialize();
  }

  private static String encoded(String json) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }
}
