package io.tributary.broker.kit;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import io.tributary.platform.protocol.Digests;
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

/**
 * The keys of a client of a test (RSA, P-256, Ed25519), and the JWTs that it signs, good or bad.
 */
public final class ClientSigner {
  private final String name;
  private final RSAKey rsa;
  private final ECKey ec;
  private final KeyPair edwards;

  private ClientSigner(String name, RSAKey rsa, ECKey ec, KeyPair edwards) {
    this.name = name;
    this.rsa = rsa;
    this.ec = ec;
    this.edwards = edwards;
  }

  /** Keys with ids {@code rsa-<name>}, {@code ec-<name>}, {@code ed-<name>}. */
  public static ClientSigner named(String name) {
    try {
      return new ClientSigner(
          name,
          new RSAKeyGenerator(2048).keyID("rsa-" + name).generate(),
          new ECKeyGenerator(Curve.P_256).keyID("ec-" + name).generate(),
          KeyPairGenerator.getInstance("Ed25519").generateKeyPair());
    } catch (JOSEException | GeneralSecurityException failure) {
      throw new IllegalStateException(failure);
    }
  }

  public String kid(String algorithm) {
    return switch (algorithm) {
      case "ES256" -> "ec-" + name;
      case "EdDSA" -> "ed-" + name;
      default -> "rsa-" + name;
    };
  }

  public JsonObject rsa() {
    return json(rsa.toPublicJWK());
  }

  public JsonObject ec() {
    return json(ec.toPublicJWK());
  }

  public JsonObject privateEc() {
    return json(ec);
  }

  public JsonObject edwards() {
    byte[] encoded = edwards.getPublic().getEncoded();
    byte[] point = Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
    return json(
        new OctetKeyPair.Builder(Curve.Ed25519, Base64URL.encode(point))
            .keyID("ed-" + name)
            .build());
  }

  private static JsonObject json(JWK key) {
    return new JsonObject(key.toJSONString());
  }

  /** All three, as a client publishes them. */
  public JsonObject jwks() {
    return set(rsa(), ec(), edwards());
  }

  public static JsonObject set(Object... keys) {
    return new JsonObject().put("keys", new JsonArray(Arrays.asList(keys)));
  }

  /** Under its own key with its {@code kid}. */
  public String sign(String algorithm, JsonObject claims) {
    return sign(header(algorithm), claims);
  }

  public JsonObject header(String algorithm) {
    return new JsonObject().put("alg", algorithm).put("kid", kid(algorithm));
  }

  /** The header is sent as it stands; its {@code alg} says how it is signed. */
  public String sign(JsonObject header, JsonObject claims) {
    String input = input(header, claims);
    try {
      return input
          + "."
          + Digests.base64Url(
              signature(header.getString("alg"), input.getBytes(StandardCharsets.US_ASCII)));
    } catch (JOSEException | GeneralSecurityException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private byte[] signature(String algorithm, byte[] input)
      throws JOSEException, GeneralSecurityException {
    return switch (algorithm) {
      case "RS256" -> sign(Signature.getInstance("SHA256withRSA"), rsa.toPrivateKey(), input);
      case "RS512" -> sign(Signature.getInstance("SHA512withRSA"), rsa.toPrivateKey(), input);
      case "PS256" -> sign(pss(), rsa.toPrivateKey(), input);
      case "ES256" ->
          sign(Signature.getInstance("SHA256withECDSAinP1363Format"), ec.toPrivateKey(), input);
      case "EdDSA" -> sign(Signature.getInstance("Ed25519"), edwards.getPrivate(), input);
      // The attack of the public key as a secret (RFC 8725 §2.1).
      case "HS256" -> hmac("HmacSHA256", rsa.toRSAPublicKey().getEncoded(), input);
      default -> new byte[0];
    };
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

  /** A MAC with a secret. */
  public static String mac(String secret, JsonObject header, JsonObject claims) {
    String input = input(header, claims);
    String name = header.getString("alg").equals("HS512") ? "HmacSHA512" : "HmacSHA256";
    return input
        + "."
        + Digests.base64Url(
            hmac(
                name,
                secret.getBytes(StandardCharsets.UTF_8),
                input.getBytes(StandardCharsets.US_ASCII)));
  }

  private static byte[] hmac(String name, byte[] key, byte[] input) {
    try {
      Mac mac = Mac.getInstance(name);
      mac.init(new SecretKeySpec(key, name));
      return mac.doFinal(input);
    } catch (GeneralSecurityException failure) {
      throw new IllegalStateException(failure);
    }
  }

  public static String input(JsonObject header, JsonObject claims) {
    return part(header.encode()) + "." + part(claims.encode());
  }

  public static String part(String json) {
    return Digests.base64Url(json.getBytes(StandardCharsets.UTF_8));
  }
}
