package io.tributary.platform.relyingparty;

import static io.tributary.platform.relyingparty.Fault.*;

import io.tributary.platform.protocol.Digests;
import io.tributary.platform.protocol.JwtKind;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Set;

/**
 * Makes id_tokens, good ones and every kind of bad one. The verifier's own test uses it as the fake
 * provider does.
 */
final class FakeIdToken {
  static final byte[] SYMMETRIC_KEY =
      "a symmetric key of more than 32 bytes".getBytes(StandardCharsets.US_ASCII);

  private final FakeKeys keys;
  private final FakeKeys foreignKeys;
  private final Clock clock;
  private final String algorithm;

  FakeIdToken(FakeKeys keys, FakeKeys foreignKeys, Clock clock, String algorithm) {
    this.keys = keys;
    this.foreignKeys = foreignKeys;
    this.clock = clock;
    this.algorithm = algorithm;
  }

  /** What an id_token is made for. */
  record Login(
      String issuer,
      String clientId,
      String clientSecret,
      String nonce,
      String accessToken,
      long authTime,
      String sid,
      Map<String, Object> user) {}

  String make(Login login, Set<Fault> faults) {
    JsonObject header = header(faults);
    JsonObject claims = claims(login, faults);
    String body = encode(text(claims, faults.contains(ID_TOKEN_DUPLICATE_CLAIM), "sub", "mallory"));
    String head = encode(text(header, faults.contains(ID_TOKEN_DUPLICATE_HEADER), "alg", "none"));
    String input = head + "." + body;
    String token = input + "." + signature(login, input, faults);
    if (faults.contains(ID_TOKEN_PADDED)) {
      return token + "=";
    }
    if (faults.contains(ID_TOKEN_ENCRYPTED)) {
      return token + "." + body + "." + body;
    }
    return faults.contains(ID_TOKEN_GARBAGE) ? "not.a.token" : token;
  }

  private JsonObject header(Set<Fault> faults) {
    JsonObject header =
        new JsonObject().put("alg", algorithm).put("kid", keys.kid(algorithm)).put("typ", "JWT");
    for (Fault fault : faults) {
      switch (fault) {
        case ID_TOKEN_NONE -> header.put("alg", "none").remove("kid");
        case ID_TOKEN_NONE_IN_CAPITALS -> header.put("alg", "NONE");
        case ID_TOKEN_HS256_BY_PUBLIC_KEY, ID_TOKEN_HS256_BY_SECRET, JWKS_SYMMETRIC ->
            header.put("alg", "HS256");
        case ID_TOKEN_BRINGS_ITS_KEY ->
            header.put("jwk", new JsonObject(foreignKeys.rsa().toPublicJWK().toJSONString()));
        case ID_TOKEN_UNKNOWN_KID -> header.put("kid", "unknown");
        case ID_TOKEN_CRITICAL_HEADER ->
            header.put("crit", new JsonArray().add("exp")).put("exp", 1);
        case ID_TOKEN_TYPED_ACCESS_TOKEN -> header.put("typ", JwtKind.ACCESS_TOKEN.typ());
        case ID_TOKEN_TYPED_LOGOUT_TOKEN -> header.put("typ", JwtKind.LOGOUT_TOKEN.typ());
        case ID_TOKEN_KIND_ACCESS_TOKEN -> header.put(JwtKind.HEADER, JwtKind.ACCESS_TOKEN.wire());
        case ID_TOKEN_NESTED -> header.put("cty", "JWT");
        default -> {}
      }
    }
    return header;
  }

  private JsonObject claims(Login login, Set<Fault> faults) {
    long now = clock.instant().getEpochSecond();
    JsonObject claims =
        new JsonObject()
            .put("iss", login.issuer())
            .put("aud", login.clientId())
            .put("iat", now)
            .put("exp", now + 300)
            .put("nonce", login.nonce())
            .put("auth_time", login.authTime())
            .put("sid", login.sid())
            .put("at_hash", atHash(login.accessToken()));
    login.user().forEach(claims::put);
    faults.forEach(fault -> spoilParties(claims, login, fault));
    faults.forEach(fault -> spoilTimes(claims, fault, now));
    faults.forEach(fault -> spoilSubject(claims, fault));
    return claims;
  }

  private void spoilParties(JsonObject claims, Login login, Fault fault) {
    JsonArray two = new JsonArray().add(login.clientId()).add("another-client");
    switch (fault) {
      case ID_TOKEN_WRONG_ISSUER -> claims.put("iss", "https://evil.example");
      case ID_TOKEN_ISSUER_WITHOUT_SLASH ->
          claims.put(
              "iss",
              login.issuer().endsWith("/")
                  ? login.issuer().substring(0, login.issuer().length() - 1)
                  : login.issuer() + "/");
      case ID_TOKEN_WITHOUT_ISSUER -> claims.remove("iss");
      case ID_TOKEN_WRONG_AUDIENCE -> claims.put("aud", "another-client");
      case ID_TOKEN_WITHOUT_AUDIENCE -> claims.remove("aud");
      case ID_TOKEN_AUDIENCE_NOT_TEXT ->
          claims.put("aud", new JsonArray().add(login.clientId()).add(7));
      case ID_TOKEN_EXTRA_AUDIENCE -> claims.put("aud", two);
      case ID_TOKEN_WRONG_PARTY -> claims.put("azp", "another-client");
      case ID_TOKEN_EXTRA_AUDIENCE_WRONG_PARTY ->
          claims.put("aud", two).put("azp", "another-client");
      case ID_TOKEN_WRONG_NONCE -> claims.put("nonce", "another-login");
      case ID_TOKEN_WITHOUT_NONCE -> claims.remove("nonce");
      case ID_TOKEN_WRONG_ACCESS_TOKEN_HASH -> claims.put("at_hash", atHash("another-token"));
      default -> {}
    }
  }

  private static void spoilTimes(JsonObject claims, Fault fault, long now) {
    switch (fault) {
      case ID_TOKEN_EXPIRED -> claims.put("exp", now - 61);
      case ID_TOKEN_WITHOUT_EXPIRY -> claims.remove("exp");
      case ID_TOKEN_EXPIRY_NOT_A_NUMBER -> claims.put("exp", Long.toString(now + 300));
      case ID_TOKEN_FROM_THE_FUTURE -> claims.put("iat", now + 90).put("exp", now + 390);
      case ID_TOKEN_NOT_YET_VALID -> claims.put("nbf", now + 90);
      case ID_TOKEN_OLD -> claims.put("iat", now - 700).put("exp", now + 3600);
      case ID_TOKEN_WITHOUT_ISSUE_TIME -> claims.remove("iat");
      case ID_TOKEN_STALE_LOGIN -> claims.put("auth_time", now - 30);
      case ID_TOKEN_WITHOUT_LOGIN_TIME -> claims.remove("auth_time");
      default -> {}
    }
  }

  private static void spoilSubject(JsonObject claims, Fault fault) {
    switch (fault) {
      case ID_TOKEN_WITHOUT_SUBJECT -> claims.remove("sub");
      case ID_TOKEN_EMPTY_SUBJECT -> claims.put("sub", "");
      case ID_TOKEN_LONG_SUBJECT -> claims.put("sub", "s".repeat(256));
      case ID_TOKEN_SUBJECT_A_NUMBER -> claims.put("sub", 42);
      case ID_TOKEN_HUGE -> claims.put("padding", "p".repeat(100_000));
      default -> {}
    }
  }

  private String signature(Login login, String input, Set<Fault> faults) {
    byte[] bytes = input.getBytes(StandardCharsets.US_ASCII);
    for (Fault fault : faults) {
      switch (fault) {
        case ID_TOKEN_NONE, ID_TOKEN_EMPTY_SIGNATURE -> {
          return "";
        }
        case ID_TOKEN_WRONG_SIGNATURE, ID_TOKEN_BRINGS_ITS_KEY -> {
          return Digests.base64Url(foreignKeys.sign(algorithm, bytes));
        }
        case ID_TOKEN_HS256_BY_SECRET -> {
          byte[] secret = login.clientSecret().getBytes(StandardCharsets.UTF_8);
          return Digests.base64Url(FakeKeys.hmac(secret, input));
        }
        case JWKS_SYMMETRIC -> {
          return Digests.base64Url(FakeKeys.hmac(SYMMETRIC_KEY, input));
        }
        case ID_TOKEN_HS256_BY_PUBLIC_KEY -> {
          return Digests.base64Url(FakeKeys.hmac(publicKeyBytes(), input));
        }
        default -> {}
      }
    }
    return Digests.base64Url(keys.sign(algorithm, bytes));
  }

  private byte[] publicKeyBytes() {
    String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encodedKey());
    return ("-----BEGIN PUBLIC KEY-----\n" + base64 + "\n-----END PUBLIC KEY-----\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  private byte[] encodedKey() {
    try {
      return keys.rsa().toRSAPublicKey().getEncoded();
    } catch (com.nimbusds.jose.JOSEException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private String atHash(String accessToken) {
    try {
      String hash = algorithm.equals("EdDSA") ? "SHA-512" : "SHA-256";
      byte[] digest =
          MessageDigest.getInstance(hash).digest(accessToken.getBytes(StandardCharsets.US_ASCII));
      return Digests.base64Url(Arrays.copyOf(digest, digest.length / 2));
    } catch (NoSuchAlgorithmException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private static String text(JsonObject json, boolean duplicate, String name, String value) {
    String text = json.encode();
    return duplicate ? "{\"" + name + "\":\"" + value + "\"," + text.substring(1) : text;
  }

  private static String encode(String json) {
    return Digests.base64Url(json.getBytes(StandardCharsets.UTF_8));
  }
}
