package io.tributary.broker.keys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.tributary.platform.protocol.Digests;
import io.tributary.platform.protocol.ErrorCode;
import io.tributary.platform.protocol.JwtKind;
import io.tributary.platform.protocol.OAuthException;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OwnTokenVerifierTest {
  private static final String ISSUER = "https://broker.example";
  private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final long T = NOW.getEpochSecond();
  private static final SigningProvider PROVIDER = SigningProvider.choose();
  private static final KeyPair PAIR = PROVIDER.generate(SigningAlgorithm.RS256);
  private static final SigningKey KEY = key(PAIR);
  private static final SigningKey FOREIGN = SigningKeyTest.key(SigningAlgorithm.RS256, PROVIDER);

  private final Map<String, SigningKey> keys = new HashMap<>(Map.of(KEY.kid(), KEY));
  private final OwnTokenVerifier verifier =
      new OwnTokenVerifier(ISSUER, kid -> Optional.ofNullable(keys.get(kid)), CLOCK);

  private static SigningKey key(KeyPair pair) {
    return new SigningKey(
        PublicJwk.thumbprint(SigningAlgorithm.RS256, pair.getPublic()),
        SigningAlgorithm.RS256,
        SigningKey.Use.SIGNING,
        pair.getPublic(),
        Optional.of(pair.getPrivate()),
        PROVIDER);
  }

  private static SigningKey used(SigningKey.Use use) {
    return new SigningKey(
        KEY.kid(), SigningAlgorithm.RS256, use, PAIR.getPublic(), Optional.empty(), PROVIDER);
  }

  @Test
  void aKeyThatWasRetiredLongAgoVerifiesHintsOnly() {
    String token = signed(JwtKind.ID_TOKEN, claims());
    assertEquals(claims(), verifier.verify(token, JwtKind.ID_TOKEN));
    for (SigningKey.Use use : SigningKey.Use.values()) {
      keys.put(KEY.kid(), used(use));
      assertEquals(
          claims(),
          verifier.verify(token, JwtKind.ID_TOKEN, OwnTokenVerifier.Expiry.ACCEPTED),
          use.name());
      if (use == SigningKey.Use.HINTS) {
        // Remembered as good, and still refused.
        assertThrows(OAuthException.class, () -> verifier.verify(token, JwtKind.ID_TOKEN));
      } else {
        assertEquals(claims(), verifier.verify(token, JwtKind.ID_TOKEN), use.name());
      }
    }
    SigningKey retired = used(SigningKey.Use.VERIFYING);
    assertThrows(
        IllegalStateException.class, () -> retired.sign(JwtKind.ID_TOKEN, false, new byte[2]));
  }

  private static JsonObject claims() {
    return new JsonObject().put("iss", ISSUER).put("iat", T).put("exp", T + 600).put("sub", "s");
  }

  private static String signed(JwtKind kind, JsonObject claims) {
    return KEY.sign(kind, false, claims.toBuffer().getBytes());
  }

  /** A token whose header is the attacker's and whose signature is honest where it can be. */
  private static String forged(JsonObject header, JsonObject claims) {
    String input = encoded(header) + "." + encoded(claims);
    try {
      java.security.Signature signature = java.security.Signature.getInstance("SHA256withRSA");
      signature.initSign(PAIR.getPrivate());
      signature.update(input.getBytes(StandardCharsets.US_ASCII));
      return input + "." + Digests.base64Url(signature.sign());
    } catch (java.security.GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String encoded(JsonObject json) {
    return Digests.base64Url(json.encode().getBytes(StandardCharsets.UTF_8));
  }

  private static JsonObject header() {
    return new JsonObject()
        .put("alg", "RS256")
        .put("kid", KEY.kid())
        .put("typ", "at+jwt")
        .put("kind", "access_token");
  }

  @Test
  void acceptsEachKindAsItself() {
    for (JwtKind kind : JwtKind.values()) {
      assertEquals(claims(), verifier.verify(signed(kind, claims()), kind));
    }
    String plain = KEY.sign(JwtKind.ACCESS_TOKEN, true, claims().toBuffer().getBytes());
    assertEquals(claims(), verifier.verify(plain, JwtKind.ACCESS_TOKEN));
    assertEquals(claims(), verifier.verify(forged(header(), claims()), JwtKind.ACCESS_TOKEN));
  }

  @Test
  void acceptsNoKindAsAnother() {
    for (JwtKind made : JwtKind.values()) {
      for (JwtKind expected : JwtKind.values()) {
        if (made != expected) {
          refuses(signed(made, claims()), expected, "kind");
          // typ JWT alone must not turn one into the other.
          refuses(KEY.sign(made, true, claims().toBuffer().getBytes()), expected, "kind");
        }
      }
    }
  }

  static Stream<Arguments> badClaims() {
    return Stream.of(
        change("issuer", c -> c.put("iss", ISSUER + "/")),
        change("issuer", c -> c.put("iss", "https://BROKER.example")),
        change("issuer", c -> remove(c, "iss")),
        change("issuer", c -> c.putNull("iss")),
        change("expired", c -> c.put("exp", T)),
        change("expired", c -> c.put("exp", T - 1)),
        change("no exp", c -> remove(c, "exp")),
        change("no exp", c -> c.put("exp", "" + (T + 600))),
        change("nbf is in the future", c -> c.put("nbf", T + 61)),
        change("nbf is in the future", c -> c.put("nbf", "now")),
        change("iat is in the future", c -> c.put("iat", T + 61)));
  }

  static Stream<Arguments> badHeaders() {
    return Stream.of(
        change("algorithm is not that of the key", h -> h.put("alg", "none")),
        change("algorithm is not that of the key", h -> h.put("alg", "HS256")),
        change("algorithm is not that of the key", h -> h.put("alg", "PS256")),
        change("algorithm is not that of the key", h -> h.put("alg", "rs256")),
        change("algorithm is not that of the key", h -> remove(h, "alg")),
        change("unknown kid", h -> h.put("kid", FOREIGN.kid())),
        change("no kid", h -> remove(h, "kid")),
        change("no kid", h -> h.put("kid", 1)),
        change("critical header", h -> h.put("crit", new io.vertx.core.json.JsonArray())),
        change("kind", h -> remove(h, "kind")),
        change("kind", h -> h.put("kind", "ACCESS_TOKEN")),
        change("kind", h -> h.put("kind", "id_token")),
        change("typ", h -> remove(h, "typ")),
        change("typ", h -> h.put("typ", "logout+jwt")));
  }

  private static Arguments change(String reason, UnaryOperator<JsonObject> change) {
    return arguments(reason, change);
  }

  private static JsonObject remove(JsonObject from, String name) {
    from.remove(name);
    return from;
  }

  @ParameterizedTest
  @MethodSource("badClaims")
  void refusesClaims(String reason, UnaryOperator<JsonObject> change) {
    refuses(signed(JwtKind.ACCESS_TOKEN, change.apply(claims())), JwtKind.ACCESS_TOKEN, reason);
  }

  @ParameterizedTest
  @MethodSource("badHeaders")
  void refusesHeaders(String reason, UnaryOperator<JsonObject> change) {
    refuses(forged(change.apply(header()), claims()), JwtKind.ACCESS_TOKEN, reason);
  }

  @Test
  void refusesUnsignedAndSelfSigned() throws Exception {
    String input = encoded(header()) + "." + encoded(claims());
    refuses(input + ".", JwtKind.ACCESS_TOKEN, "signature");
    refuses(
        encoded(header().put("alg", "none")) + "." + encoded(claims()) + ".",
        JwtKind.ACCESS_TOKEN,
        "algorithm is not that of the key");

    // RFC 8725 §2.1: our public key as an HMAC secret.
    String confused = encoded(header().put("alg", "HS256")) + "." + encoded(claims());
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(PAIR.getPublic().getEncoded(), "HmacSHA256"));
    String tag = Digests.base64Url(mac.doFinal(confused.getBytes(StandardCharsets.US_ASCII)));
    refuses(confused + "." + tag, JwtKind.ACCESS_TOKEN, "algorithm is not that of the key");

    // A key of the attacker's, announced in the header, is not looked at.
    String self = FOREIGN.sign(JwtKind.ACCESS_TOKEN, false, claims().toBuffer().getBytes());
    String signature = self.substring(self.lastIndexOf('.'));
    JsonObject withJwk = header().put("jwk", FOREIGN.published());
    refuses(
        encoded(withJwk) + "." + encoded(claims()) + signature, JwtKind.ACCESS_TOKEN, "signature");
  }

  @Test
  void refusesChangedTokensAlsoAfterTheGoodOneWasSeen() {
    String good = signed(JwtKind.ACCESS_TOKEN, claims());
    verifier.verify(good, JwtKind.ACCESS_TOKEN);
    String[] parts = good.split("\\.", -1);
    String other = encoded(claims().put("sub", "somebody else"));
    refuses(parts[0] + "." + other + "." + parts[2], JwtKind.ACCESS_TOKEN, "signature");
    refuses(good + "=", JwtKind.ACCESS_TOKEN, "padding");
    refuses(good + "A", JwtKind.ACCESS_TOKEN, "not base64url", "signature");
  }

  @Test
  void rememberedSignaturesSaveNothingElse() {
    String good = signed(JwtKind.ACCESS_TOKEN, claims());
    verifier.verify(good, JwtKind.ACCESS_TOKEN);
    refuses(good, JwtKind.ID_TOKEN, "kind");
    keys.clear();
    refuses(good, JwtKind.ACCESS_TOKEN, "unknown kid");
  }

  @Test
  void expiryIsJudgedAnewEachTime() {
    String old = signed(JwtKind.ID_TOKEN, claims().put("exp", T - 86_400).put("iat", T - 90_000));
    refuses(old, JwtKind.ID_TOKEN, "expired");
    assertEquals(
        "s",
        verifier.verify(old, JwtKind.ID_TOKEN, OwnTokenVerifier.Expiry.ACCEPTED).getString("sub"));
    refuses(old, JwtKind.ID_TOKEN, "expired");
    // A hint may be old, and nothing else may be wrong with it.
    String foreign =
        signed(JwtKind.ID_TOKEN, claims().put("exp", T - 1).put("iss", "https://other.example"));
    assertThrows(
        OAuthException.class,
        () -> verifier.verify(foreign, JwtKind.ID_TOKEN, OwnTokenVerifier.Expiry.ACCEPTED));
    assertThrows(
        OAuthException.class,
        () ->
            verifier.verify(
                signed(JwtKind.ACCESS_TOKEN, claims()),
                JwtKind.ID_TOKEN,
                OwnTokenVerifier.Expiry.ACCEPTED));
  }

  @Test
  void refusesGarbage() {
    String deep = "[".repeat(5000);
    for (String garbage :
        new String[] {
          "",
          ".",
          "..",
          "...",
          "a.b",
          "a.b.c.d",
          "\u0000.\u0000.\u0000",
          "é.é.é",
          text("[]") + ".e30.AA",
          text("null") + ".e30.AA",
          text("1") + ".e30.AA",
          text(deep) + ".e30.AA",
          text("{\"kid\":") + ".e30.AA",
          "x".repeat(17 * 1024)
        }) {
      assertThrows(
          OAuthException.class, () -> verifier.verify(garbage, JwtKind.ACCESS_TOKEN), garbage);
    }
    // Signed by us and still not claims.
    refuses(
        KEY.sign(JwtKind.ACCESS_TOKEN, false, "[]".getBytes(StandardCharsets.UTF_8)),
        JwtKind.ACCESS_TOKEN,
        "not a JSON object");
  }

  private static String text(String json) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void theMemoryIsBounded() {
    GoodSignatures memory = new GoodSignatures(100);
    for (int i = 0; i < 10_000; i++) {
      memory.add("token " + i);
      assertEquals(true, memory.contains("token " + i));
      assertEquals(true, memory.size() <= 100, "bound");
    }
    assertEquals(true, memory.contains("token 9960"));
    assertEquals(false, memory.contains("token 1"));
    assertEquals(false, memory.contains("token 10001"));
  }

  private void refuses(String token, JwtKind expected, String... reasons) {
    OAuthException refused =
        assertThrows(OAuthException.class, () -> verifier.verify(token, expected));
    assertEquals(ErrorCode.INVALID_TOKEN, refused.code());
    assertEquals("The token is expired, revoked or malformed", refused.description());
    String detail = refused.detail().orElseThrow();
    assertEquals(true, java.util.List.of(reasons).contains(detail), detail);
  }
}
