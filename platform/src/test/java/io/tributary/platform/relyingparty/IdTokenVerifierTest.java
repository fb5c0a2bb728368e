package io.tributary.platform.relyingparty;

import static io.tributary.platform.http.Await.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.platform.config.Secret;
import io.tributary.platform.protocol.RandomToken;
import io.tributary.platform.relyingparty.Fault.Stage;
import io.tributary.platform.relyingparty.RelyingPartyException.Kind;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The decision whether an id_token proves a login: a table of bad ones, and few good ones. */
class IdTokenVerifierTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final FakeKeys KEYS = FakeKeys.FIRST;
  private static final FakeKeys FOREIGN = FakeKeys.FOREIGN;
  private static final Vertx VERTX = Vertx.vertx();
  private static final String ISSUER = "https://id.example/application/o/tributary/";
  private static final String SECRET = "0123456789abcdef0123456789abcdef";
  private static final String NONCE = RandomToken.bits256();
  private static final String ACCESS_TOKEN = RandomToken.bits256();

  @AfterAll
  static void stop() {
    await(VERTX.close());
  }

  static Stream<Fault> idTokenFaults() {
    return Stream.of(Fault.values()).filter(fault -> fault.stage() == Stage.ID_TOKEN);
  }

  @ParameterizedTest
  @MethodSource("idTokenFaults")
  void refuses(Fault fault) {
    RelyingPartyException refused = assertThrows(RelyingPartyException.class, () -> check(fault));
    assertEquals(FaultTable.expected(fault), refused.kind(), refused.getMessage());
  }

  private static JsonMembers check(Fault fault) {
    return verify(verifier(Set.of("RS256", "ES256")), token("RS256", Set.of(fault), Map.of()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"RS256", "PS256", "ES256", "EdDSA"})
  void acceptsEachAlgorithm(String algorithm) {
    JsonMembers claims = verify(verifier(Set.of(algorithm)), token(algorithm, Set.of(), Map.of()));
    assertEquals("alice", claims.requiredText("sub"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"PS256", "ES256", "EdDSA"})
  void refusesAnAlgorithmThatIsNotListed(String algorithm) {
    String token = token(algorithm, Set.of(), Map.of());
    refused("algorithm", () -> verify(verifier(Set.of("RS256")), token));
  }

  @Test
  void acceptsHs256OnlyWhereConfigured() {
    String token = token("RS256", Set.of(Fault.ID_TOKEN_HS256_BY_SECRET), Map.of());
    assertEquals("alice", verify(verifier(Set.of("HS256")), token).requiredText("sub"));
    String forged = token("RS256", Set.of(Fault.ID_TOKEN_HS256_BY_PUBLIC_KEY), Map.of());
    refused("signature", () -> verify(verifier(Set.of("HS256", "RS256")), forged));
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "HS512", "RS1", "", "rs256"})
  void refusesSettingsWithAnAlgorithmThatIsNone(String algorithm) {
    assertThrows(IllegalArgumentException.class, () -> verifier(Set.of(algorithm)));
  }

  @Test
  void refusesHs256WithAShortSecret() {
    assertThrows(
        IllegalArgumentException.class,
        () -> verifier(Set.of("HS256"), Optional.of(new Secret(SECRET.substring(1)))));
    assertThrows(IllegalArgumentException.class, () -> verifier(Set.of("HS256"), Optional.empty()));
  }

  /** Name, claims put over the good ones; null takes one away. */
  static Stream<Map.Entry<String, Map<String, Object>>> goodClaims() {
    long now = NOW.getEpochSecond();
    return Stream.of(
        Map.entry("audience as a list of one", Map.of("aud", new JsonArray().add("client"))),
        Map.entry("own azp", Map.of("azp", "client")),
        Map.entry(
            "several audiences and azp",
            Map.of("aud", new JsonArray().add("client").add("api"), "azp", "client")),
        Map.entry("the same audience twice", Map.of("aud", List.of("client", "client"))),
        Map.entry("clock 60 s ahead", Map.of("iat", now + 60, "auth_time", now + 60)),
        Map.entry("expired within the leeway", Map.of("exp", now - 59)),
        Map.entry("times with fractions", Map.of("exp", now + 10.5, "iat", now + 0.25)),
        Map.entry("ten minutes old", Map.of("iat", now - 600)),
        Map.entry("longest subject", Map.of("sub", "s".repeat(255))));
  }

  @ParameterizedTest
  @MethodSource("goodClaims")
  void accepts(Map.Entry<String, Map<String, Object>> row) {
    verify(verifier(Set.of("RS256")), token("RS256", Set.of(), row.getValue()));
  }

  static Stream<Map.Entry<String, Map<String, Object>>> badClaims() {
    long now = NOW.getEpochSecond();
    return Stream.of(
        Map.entry("iss", Map.of("iss", "https://ID.example/application/o/tributary/")),
        Map.entry("iss", Map.of("iss", List.of(ISSUER))),
        Map.entry("aud", Map.of("aud", "Client")),
        Map.entry("aud", Map.of("aud", List.of())),
        Map.entry("aud", Map.of("aud", Map.of("client", true))),
        Map.entry("azp", Map.of("azp", 5)),
        Map.entry("azp", Map.of("azp", "")),
        Map.entry("exp", Map.of("exp", now - 60)),
        Map.entry("exp", Map.of("exp", -1)),
        Map.entry("exp", Map.of("exp", Long.MAX_VALUE)),
        Map.entry("exp", Map.of("exp", 1e300)),
        Map.entry("exp", Map.of("exp", true)),
        Map.entry("iat", Map.of("iat", now + 61, "exp", now + 100)),
        Map.entry("iat", Map.of("iat", now - 661, "exp", now + 100)),
        Map.entry("nbf", Map.of("nbf", now + 61)),
        Map.entry("nbf", Map.of("nbf", "soon")),
        Map.entry("nonce", Map.of("nonce", "")),
        Map.entry("nonce", Map.of("nonce", NONCE + " ")),
        Map.entry("nonce", Map.of("nonce", List.of(NONCE))),
        Map.entry("sub", Map.of("sub", "   ")),
        Map.entry("sub", Map.of("sub", "al\nice")),
        Map.entry("at_hash", Map.of("at_hash", "")),
        Map.entry("at_hash", Map.of("at_hash", 1)),
        Map.entry("auth_time", Map.of("auth_time", "yesterday")));
  }

  @ParameterizedTest
  @MethodSource("badClaims")
  void refusesClaims(Map.Entry<String, Map<String, Object>> row) {
    String token = token("RS256", Set.of(), row.getValue());
    refused(row.getKey(), () -> verify(verifier(Set.of("RS256")), token));
  }

  /** Seconds: auth_time and iat against now, whether a login since now is proven. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0,0,yes",
        "-1,0,yes",
        "-2,0,no",
        "50,50,yes",
        "30,50,no",
        "-50,-50,yes",
        "-59,0,no",
        "-600,-600,no",
        "55,0,yes"
      })
  void measuresFreshnessByTheProvidersClock(String row) {
    String[] cells = row.split(",", -1);
    long now = NOW.getEpochSecond();
    String token =
        token(
            "RS256",
            Set.of(),
            Map.of(
                "auth_time", now + Long.parseLong(cells[0]),
                "iat", now + Long.parseLong(cells[1])));
    if (cells[2].equals("yes")) {
      verify(verifier(Set.of("RS256")), token);
    } else {
      RelyingPartyException stale =
          assertThrows(RelyingPartyException.class, () -> verify(verifier(Set.of("RS256")), token));
      assertEquals(Kind.NOT_FRESH, stale.kind());
    }
  }

  @Test
  void neverAcceptsAChangedToken() {
    Random random = new Random(20260301);
    IdTokenVerifier verifier = verifier(Set.of("RS256", "ES256", "EdDSA", "HS256"));
    for (String algorithm : List.of("RS256", "ES256", "EdDSA")) {
      String good = token(algorithm, Set.of(), Map.of());
      verify(verifier, good);
      for (int round = 0; round < 1500; round++) {
        String changed = mutate(good, random);
        if (!changed.equals(good)) {
          assertThrows(
              RelyingPartyException.class,
              () -> verify(verifier, changed),
              () -> algorithm + " accepted " + changed);
        }
      }
    }
  }

  private static String mutate(String token, Random random) {
    StringBuilder changed = new StringBuilder(token);
    int at = random.nextInt(token.length());
    switch (random.nextInt(7)) {
      case 0 -> changed.setCharAt(at, "AZaz09-_.=+/ \n\u00e9".charAt(random.nextInt(15)));
      case 1 -> changed.deleteCharAt(at);
      case 2 -> changed.insert(at, token.charAt(random.nextInt(token.length())));
      case 3 -> changed.setLength(at);
      case 4 -> changed.append(token, at, token.length());
      case 5 -> {
        // the last character of a part has bits that a lax decoder does not look at
        int last = random.nextBoolean() ? token.length() - 1 : token.indexOf('.') - 1;
        changed.setCharAt(last, (char) (token.charAt(last) + 1));
      }
      default -> {
        int other = random.nextInt(token.length());
        changed.setCharAt(at, token.charAt(other));
        changed.setCharAt(other, token.charAt(at));
      }
    }
    return changed.toString();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "..",
        "...",
        "....",
        "a.b.c",
        "e30.e30.",
        "e30.e30.e30",
        "\u0000",
        "bnVsbA.bnVsbA.bnVsbA",
        "W10.W10.W10"
      })
  void refusesWhatIsNoToken(String token) {
    refused("id_token", () -> verify(verifier(Set.of("RS256")), token));
  }

  private static void refused(String named, Executable check) {
    RelyingPartyException refused = assertThrows(RelyingPartyException.class, check);
    assertEquals(Kind.MISBEHAVED, refused.kind());
    assertTrue(refused.getMessage().contains(named), refused.getMessage());
  }

  private static String token(String algorithm, Set<Fault> faults, Map<String, Object> changes) {
    Map<String, Object> user = new LinkedHashMap<>(Map.of("sub", "alice"));
    user.putAll(changes);
    return new FakeIdToken(KEYS, FOREIGN, CLOCK, algorithm)
        .make(
            new FakeIdToken.Login(
                ISSUER, "client", SECRET, NONCE, ACCESS_TOKEN, NOW.getEpochSecond(), "sid", user),
            faults);
  }

  private static JsonMembers verify(IdTokenVerifier verifier, String token) {
    IdTokenRules.Expected expected =
        new IdTokenRules.Expected(
            ISSUER, NONCE, ACCESS_TOKEN, OptionalLong.of(NOW.getEpochSecond()));
    return await(verifier.verify(token, expected));
  }

  private static IdTokenVerifier verifier(Set<String> algorithms) {
    return verifier(algorithms, Optional.of(new Secret(SECRET)));
  }

  private static IdTokenVerifier verifier(Set<String> algorithms, Optional<Secret> secret) {
    ProviderSettings settings =
        new ProviderSettings(
            "test",
            URI.create(ISSUER),
            "client",
            secret,
            ProviderSettings.ClientAuthentication.AUTO,
            List.of("openid"),
            algorithms,
            Duration.ofSeconds(60),
            Map.of());
    return new IdTokenVerifier(
        settings, new ProviderSignatures(settings, keys(KEYS.jwks())), CLOCK);
  }

  private static Cached<KeySet> keys(JsonObject jwks) {
    Map<String, Object> document =
        new StrictJson().object(jwks.encode().getBytes(StandardCharsets.UTF_8), "jwks");
    return new Cached<>(
        VERTX,
        CLOCK,
        () -> Future.succeededFuture(KeySet.read(document)),
        Duration.ofHours(1),
        Duration.ofSeconds(10));
  }
}
