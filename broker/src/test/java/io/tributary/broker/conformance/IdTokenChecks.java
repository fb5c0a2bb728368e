package io.tributary.broker.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import io.tributary.platform.protocol.ResponseType;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.ParseException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** All that the suite demands of every id_token, and that it carries nothing unasked. */
record IdTokenChecks(ExaminedBroker broker, String client) {
  private static final Set<String> OF_THE_PROTOCOL =
      Set.of(
          "iss",
          "sub",
          "aud",
          "exp",
          "iat",
          "auth_time",
          "nonce",
          "acr",
          "amr",
          "azp",
          "at_hash",
          "c_hash",
          "nbf",
          "jti",
          "sid",
          "s_hash");

  /** Gives its claims, of one from the token endpoint. */
  JsonObject check(String idToken, Map<String, String> request, String accessToken) {
    JsonObject claims = standard(idToken, request);
    if (claims.containsKey("at_hash")) {
      assertEquals(halfHash(accessToken), claims.getString("at_hash"));
    }
    assertNothingUnasked(claims, Set.of());
    return claims;
  }

  /** Of one in the answer to a browser: bound to it and to what came with it. */
  JsonObject checkFront(Map<String, String> answer, Map<String, String> request, Flow flow) {
    assertNotNull(request.get("nonce"), "without nonce there is no id_token at the front");
    JsonObject claims = standard(answer.get("id_token"), request);
    if (flow.has(ResponseType.TOKEN)) {
      assertEquals(halfHash(answer.get("access_token")), claims.getString("at_hash"));
    }
    if (flow.has(ResponseType.CODE)) {
      assertEquals(halfHash(answer.get("code")), claims.getString("c_hash"));
    }
    if (claims.containsKey("s_hash")) {
      assertEquals(halfHash(request.get("state")), claims.getString("s_hash"));
    }
    Set<String> asked =
        new HashSet<>(
            new JsonObject(request.getOrDefault("claims", "{}"))
                .getJsonObject("id_token", new JsonObject())
                .fieldNames());
    if (flow.isWithoutAccess()) {
      asked.addAll(StandardClaims.of(request.getOrDefault("scope", "")));
    }
    assertNothingUnasked(claims, asked);
    return claims;
  }

  private JsonObject standard(String idToken, Map<String, String> request) {
    assertNotNull(idToken);
    JsonObject claims = verified(idToken);
    long now = broker.clock().instant().getEpochSecond();
    assertEquals(broker.issuer(), claims.getString("iss"));
    assertEquals(client, claims.getString("aud"));
    assertTrue(claims.getLong("exp") > now, "exp");
    long issued = claims.getLong("iat");
    assertTrue(issued <= now + 1 && issued > now - 60, "iat");
    assertTrue(claims.getString("sub").matches("[\\x20-\\x7E]{1,255}"), "sub");
    assertEquals(request.get("nonce"), claims.getString("nonce"));
    StandardClaims.assertShapes(claims);
    return claims;
  }

  private JsonObject verified(String idToken) {
    try {
      SignedJWT jwt = SignedJWT.parse(idToken);
      JWKSet keys =
          JWKSet.parse(Wire.send(HttpRequest.newBuilder(broker.endpoint("jwks_uri"))).body());
      assertEquals("RS256", jwt.getHeader().getAlgorithm().getName());
      assertNotNull(jwt.getHeader().getKeyID());
      assertTrue(
          jwt.verify(
              new RSASSAVerifier(keys.getKeyByKeyId(jwt.getHeader().getKeyID()).toRSAKey())));
      return new JsonObject(jwt.getPayload().toString());
    } catch (ParseException | JOSEException e) {
      throw new AssertionError("no good id_token: " + idToken, e);
    }
  }

  /** The suite warns of other claims; with access tokens, scopes belong to userinfo (§5.4). */
  private static void assertNothingUnasked(JsonObject claims, Set<String> asked) {
    Set<String> unasked = new HashSet<>(claims.fieldNames());
    unasked.removeAll(OF_THE_PROTOCOL);
    unasked.removeAll(asked);
    assertEquals(Set.of(), unasked);
  }

  /** OpenID Connect Core 1.0 §3.1.3.6. */
  private static String halfHash(String value) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.US_ASCII));
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(Arrays.copyOf(hash, hash.length / 2));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
