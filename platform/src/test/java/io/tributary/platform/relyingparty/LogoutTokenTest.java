package io.tributary.platform.relyingparty;

import static io.tributary.platform.http.Await.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tributary.platform.config.Secret;
import io.tributary.platform.protocol.Digests;
import io.tributary.platform.protocol.JwtKind;
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
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether a logout token ends sessions (OpenID Connect Back-Channel Logout §2.4, §2.6). */
class LogoutTokenTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final long T = NOW.getEpochSecond();
  private static final FakeKeys KEYS = FakeKeys.FIRST;
  private static final Vertx VERTX = Vertx.vertx();
  private static final String ISSUER = "https://id.example/application/o/tributary/";
  private static final JsonObject EVENTS =
      new JsonObject().put(FakeLogoutToken.EVENT, new JsonObject());

  @AfterAll
  static void stop() {
    await(VERTX.close());
  }

  private static ProviderSignatures signatures() {
    Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    ProviderSettings settings =
        ProviderSettings.of(
            "test",
            URI.create(ISSUER),
            "tributary",
            new Secret("0123456789abcdef0123456789abcdef"),
            List.of());
    Cached<KeySet> keys =
        new Cached<>(
            VERTX,
            clock,
            () ->
                Future.succeededFuture(
                    KeySet.read(
                        new StrictJson().object(KEYS.jwks().toBuffer().getBytes(), "jwks"))),
            Duration.ofHours(1),
            Duration.ofSeconds(10));
    return new ProviderSignatures(settings, keys);
  }

  private static LogoutNotice verify(String token) {
    LogoutTokenRules rules = new LogoutTokenRules("tributary", Duration.ofSeconds(60));
    return awaitOrThrow(
        Future.succeededFuture()
            .compose(go -> signatures().verify(token, JwtKind.LOGOUT_TOKEN))
            .map(proven -> rules.check(proven.claims(), ISSUER, NOW)));
  }

  private static <T> T awaitOrThrow(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().join();
    } catch (java.util.concurrent.CompletionException failed) {
      throw (RuntimeException) failed.getCause();
    }
  }

  private static JsonObject claims(Object... changes) {
    Map<String, Object> all = new HashMap<>(Map.of("sid", "s1", "sub", "alice"));
    for (int i = 0; i < changes.length; i += 2) {
      all.put((String) changes[i], changes[i + 1]);
    }
    return FakeLogoutToken.claims(ISSUER, "tributary", NOW, all);
  }

  private static JsonObject header(Object... changes) {
    JsonObject header = new JsonObject().put("alg", "RS256").put("kid", KEYS.kid("RS256"));
    for (int i = 0; i < changes.length; i += 2) {
      header.put((String) changes[i], changes[i + 1]);
    }
    return header;
  }

  private static String token(JsonObject header, JsonObject claims) {
    return FakeLogoutToken.signed(KEYS, "RS256", header, claims);
  }

  private static void refused(String token) {
    RelyingPartyException failure = assertThrows(RelyingPartyException.class, () -> verify(token));
    assertEquals(RelyingPartyException.Kind.MISBEHAVED, failure.kind());
  }

  @ParameterizedTest
  @ValueSource(strings = {"logout+jwt", "LOGOUT+JWT", "application/logout+jwt", "JWT"})
  void aGoodOneSaysWhoseSessionHasEnded(String typ) {
    LogoutNotice notice = verify(token(header("typ", typ), claims("jti", "j1")));
    assertEquals(
        new LogoutNotice(ISSUER, Optional.of("s1"), Optional.of("alice"), "j1", NOW), notice);
  }

  @Test
  void eitherNameIsEnough() {
    assertEquals(Optional.empty(), verify(token(header(), claims("sub", null))).sub());
    assertEquals(Optional.empty(), verify(token(header(), claims("sid", null))).sid());
    verify(token(header(), claims("aud", new JsonArray().add("x").add("tributary"))));
    verify(token(header("kind", "logout_token"), claims()));
  }

  static Stream<Arguments> badClaims() {
    return Stream.of(
        Arguments.of("iss", null),
        Arguments.of("iss", "https://evil.example/"),
        Arguments.of("iss", "https://id.example/application/o/tributary"),
        Arguments.of("aud", null),
        Arguments.of("aud", "another"),
        Arguments.of("aud", new JsonArray()),
        Arguments.of("aud", new JsonArray().add("another")),
        Arguments.of("exp", null),
        Arguments.of("exp", T - 61),
        Arguments.of("exp", "soon"),
        Arguments.of("iat", null),
        Arguments.of("iat", T + 61),
        Arguments.of("iat", T - 661),
        Arguments.of("jti", null),
        Arguments.of("jti", ""),
        Arguments.of("jti", "j".repeat(256)),
        Arguments.of("jti", 7),
        Arguments.of("events", null),
        Arguments.of("events", new JsonObject()),
        Arguments.of("events", new JsonArray().add(FakeLogoutToken.EVENT)),
        Arguments.of("events", FakeLogoutToken.EVENT),
        Arguments.of("events", new JsonObject().put(FakeLogoutToken.EVENT, true)),
        Arguments.of(
            "events", new JsonObject().put("http://schemas.openid.net/event/other", EVENTS)),
        Arguments.of("nonce", "n"),
        Arguments.of("nonce", ""),
        Arguments.of("sid", ""),
        Arguments.of("sid", 1),
        Arguments.of("sid", "s".repeat(256)),
        Arguments.of("sid", "s\u0000"),
        Arguments.of("sub", ""),
        Arguments.of("sub", new JsonArray()));
  }

  @ParameterizedTest
  @MethodSource("badClaims")
  void aWrongClaimIsRefused(String name, Object value) {
    refused(token(header(), claims(name, value)));
  }

  @Test
  void nobodyNamedIsRefused() {
    refused(token(header(), claims("sid", null, "sub", null)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"at+jwt", "dpop+jwt", "secevent+jwt", "logout", "application/jwt+logout", ""})
  void anotherTypeIsRefused(String typ) {
    refused(token(header("typ", typ), claims()));
  }

  @Test
  void anotherKindOfOursIsRefused() {
    refused(token(header("kind", "id_token"), claims()));
    refused(token(header("kind", "access_token"), claims()));
    refused(token(header("crit", new JsonArray().add("b64")), claims()));
  }

  @Test
  void aForgedSignatureIsRefused() throws Exception {
    String good = token(header(), claims());
    String[] parts = good.split("\\.", -1);
    refused(parts[0] + "." + FakeLogoutToken.part(claims("sub", "bob")) + "." + parts[2]);
    refused(parts[0] + "." + parts[1] + ".");
    refused(parts[0] + "." + parts[1]);
    refused("x".repeat(70_000));
    refused(FakeLogoutToken.signed(FakeKeys.FOREIGN, "RS256", header(), claims()));
    refused(FakeLogoutToken.part(new JsonObject().put("alg", "none")) + "." + parts[1] + ".");
    // RFC 8725 §2.1: our public key as the secret of a MAC, however it may be spelled.
    String confused = FakeLogoutToken.part(header("alg", "HS256")) + "." + parts[1];
    for (byte[] key :
        Arrays.asList(
            KEYS.rsa().toRSAPublicKey().getEncoded(),
            KEYS.jwks()
                .getJsonArray("keys")
                .getJsonObject(0)
                .encode()
                .getBytes(StandardCharsets.UTF_8))) {
      refused(confused + "." + Digests.base64Url(FakeKeys.hmac(key, confused)));
    }
  }
}
