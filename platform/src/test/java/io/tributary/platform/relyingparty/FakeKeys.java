package io.tributary.platform.relyingparty;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** One generation of a fake provider's keys: RSA, P-256 and Ed25519 under ids of their own. */
final class FakeKeys {
  /** Making RSA keys is slow: every provider starts with the same ones. */
  static final FakeKeys FIRST = generate("first");

  /** Nobody publishes these. */
  static final FakeKeys FOREIGN = generate("foreign");

  private final RSAKey rsa;
  private final ECKey ec;
  private final KeyPair edwards;
  private final String generation;

  private FakeKeys(RSAKey rsa, ECKey ec, KeyPair edwards, String generation) {
    this.rsa = rsa;
    this.ec = ec;
    this.edwards = edwards;
    this.generation = generation;
  }

  static FakeKeys generate(String generation) {
    try {
      return new FakeKeys(
          new RSAKeyGenerator(2048).keyID("rsa-" + generation).generate(),
          new ECKeyGenerator(Curve.P_256).keyID("ec-" + generation).generate(),
          KeyPairGenerator.getInstance("Ed25519").generateKeyPair(),
          generation);
    } catch (JOSEException | GeneralSecurityException failure) {
      throw new IllegalStateException(failure);
    }
  }

  String kid(String algorithm) {
    return switch (algorithm.substring(0, 2)) {
      case "ES" -> "ec-" + generation;
      case "Ed" -> "ed-" + generation;
      default -> "rsa-" + generation;
    };
  }

  RSAKey rsa() {
    return rsa;
  }

  /** The public keys as a provider publishes them. */
  JsonObject jwks() {
    byte[] encoded = edwards.getPublic().getEncoded();
    OctetKeyPair ed =
        new OctetKeyPair.Builder(
                Curve.Ed25519,
                Base64URL.encode(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length)))
            .keyID("ed-" + generation)
            .build();
    JsonArray keys = new JsonArray();
    for (String jwk :
        new String[] {
          rsa.toPublicJWK().toJSONString(), ec.toPublicJWK().toJSONString(), ed.toJSONString()
        }) {
      keys.add(new JsonObject(jwk).put("use", "sig"));
    }
    return new JsonObject().put("keys", keys);
  }

  byte[] sign(String algorithm, byte[] input) {
    try {
      return switch (algorithm) {
        case "RS256" -> sign(Signature.getInstance("SHA256withRSA"), rsa.toPrivateKey(), input);
        case "PS256" -> sign(pss(), rsa.toPrivateKey(), input);
        case "ES256" ->
            sign(Signature.getInstance("SHA256withECDSAinP1363Format"), ec.toPrivateKey(), input);
        case "EdDSA" -> sign(Signature.getInstance("Ed25519"), edwards.getPrivate(), input);
        default -> throw new IllegalArgumentException(algorithm);
      };
    } catch (JOSEException | GeneralSecurityException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private static Signature pss() throws GeneralSecurityException {
    Signature signature = Signature.getInstance("RSASSA-PSS");
    signature.setParameter(
        new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
    return signature;
  }

  private static byte[] sign(Signature signature, PrivateKey key, byte[] input)
      throws GeneralSecurityException {
    signature.initSign(key);
    signature.update(input);
    return signature.sign();
  }

  static byte[] hmac(byte[] key, String input) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(input.getBytes(StandardCharsets.US_ASCII));
    } catch (GeneralSecurityException failure) {
      throw new IllegalStateException(failure);
    }
  }
}
