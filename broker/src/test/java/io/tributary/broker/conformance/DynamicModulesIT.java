package io.tributary.broker.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import io.tributary.broker.conformance.Examiner.Tokens;
import io.tributary.platform.proof.Plays;
import io.tributary.platform.proof.Profile;
import io.tributary.platform.proof.Proves;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.text.ParseException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that register themselves, with keys of their own ({@code private_key_jwt}). */
class DynamicModulesIT extends Examined {
  private static final SuiteKeys KEYS = SuiteKeys.unnamed();
  private static final JsonObject NOTHING_MORE = new JsonObject();

  private static boolean offers(String member, String value) {
    return broker.discovery().getJsonArray(member, new JsonArray()).contains(value);
  }

  private static void assertRefused(HttpResponse<String> answer) {
    assertEquals(400, answer.statusCode(), answer::body);
    Wire.assertJson(answer);
    assertEquals("invalid_client_metadata", new JsonObject(answer.body()).getString("error"));
  }

  @Test
  @Plays(
      value = {"oidcc-server", "oidcc-idtoken-rs256"},
      in = Profile.DYNAMIC)
  @Proves({"REGISTRATION-2", "RFC7523-3", "OIDCC-9"})
  void aClientIsKnownByItsRegisteredKey() {
    Examiner client =
        Examiner.registered(
            broker, KEYS, new JsonObject().put("id_token_signed_response_alg", "RS256"));
    Tokens tokens = client.run();
    Examiner.claims(client.userinfo(tokens), tokens);
    Examiner thief =
        client.proving(
            Credentials.assertion(
                client.id(),
                SuiteKeys.unnamed(),
                broker.endpoint("token_endpoint").toString(),
                broker.clock()));
    assertUnknown(thief.exchange(client.code(client.open(client.request()))));
  }

  private static void assertUnknown(HttpResponse<String> answer) {
    assertTrue(Set.of(400, 401).contains(answer.statusCode()), answer::body);
    assertEquals("invalid_client", new JsonObject(answer.body()).getString("error"));
  }

  @Test
  @Plays(value = "oidcc-ensure-client-assertion-with-iss-aud-succeeds", in = Profile.DYNAMIC)
  @Proves({"OIDCC-9", "RFC7523-3"})
  void theIssuerIsAnAudience() {
    Examiner client = Examiner.registered(broker, KEYS, NOTHING_MORE);
    client.proving(addressed(client, broker.issuer())).run();
    for (String other : new String[] {broker.issuer() + "/x", "https://op.example.com"}) {
      assertUnknown(
          client
              .proving(addressed(client, other))
              .exchange(client.code(client.open(client.request()))));
    }
  }

  private static Credentials addressed(Examiner client, String audience) {
    return Credentials.assertion(client.id(), KEYS, audience, broker.clock());
  }

  /** The suite skips this where alg none is not offered; what asks for it anyway is refused. */
  @Test
  @Plays(
      value = "oidcc-idtoken-unsigned",
      in = {Profile.BASIC, Profile.DYNAMIC, Profile.FORM_POST_BASIC})
  @Proves({"OIDCC-2", "REGISTRATION-2", "RFC8725-3.1"})
  void nobodyGetsAnUnsignedIdToken() {
    assertFalse(offers("id_token_signing_alg_values_supported", "none"));
    assertRefused(
        Registrations.register(
            broker, new JsonObject().put("id_token_signed_response_alg", "none")));
  }

  @Test
  @Plays(value = "oidcc-userinfo-rs256", in = Profile.DYNAMIC)
  @Proves({"OIDCC-5.3.2", "REGISTRATION-2"})
  void userinfoIsSignedForWhoRegisteredSo() throws Exception {
    assertTrue(offers("userinfo_signing_alg_values_supported", "RS256"));
    Examiner client =
        Examiner.registered(
            broker, KEYS, new JsonObject().put("userinfo_signed_response_alg", "RS256"));
    Tokens tokens = client.run("scope", "openid email");
    HttpResponse<String> answer = client.userinfo(tokens);
    assertEquals(200, answer.statusCode(), answer::body);
    assertEquals("application/jwt", answer.headers().firstValue("content-type").orElse(""));
    SignedJWT jwt = SignedJWT.parse(answer.body());
    assertEquals("RS256", jwt.getHeader().getAlgorithm().getName());
    assertTrue(
        jwt.verify(
            new RSASSAVerifier(keys().getKeyByKeyId(jwt.getHeader().getKeyID()).toRSAKey())));
    JsonObject claims = new JsonObject(jwt.getPayload().toString());
    assertEquals(broker.issuer(), claims.getString("iss"));
    assertEquals(client.id(), claims.getString("aud"));
    assertEquals(tokens.claims().getString("sub"), claims.getString("sub"));
    assertEquals("alice@example.com", claims.getString("email"));
    assertFalse(claims.containsKey("nonce"));
    StandardClaims.assertShapes(claims);
  }

  private static JWKSet keys() throws ParseException {
    return JWKSet.parse(Wire.send(HttpRequest.newBuilder(broker.endpoint("jwks_uri"))).body());
  }

  @Test
  @Plays(value = "oidcc-registration-jwks-uri", in = Profile.DYNAMIC)
  @Proves({"REGISTRATION-2", "OIDCC-10.1"})
  void keysMayStandAtAnAddress() {
    SuiteKeys keys = SuiteKeys.named("first");
    String at = broker.suite().serve("/client1_jwks", "application/json", keys.jwks().encode());
    Examiner client = Examiner.registered(broker, keys, new JsonObject().put("jwks_uri", at));
    Tokens tokens = client.run();
    Examiner.claims(client.userinfo(tokens), tokens);
  }

  @Test
  @Plays(value = "oidcc-refresh-token-rp-key-rotation", in = Profile.DYNAMIC)
  @Proves({"OIDCC-10.1.1", "OIDCC-12.2"})
  void aClientChangesItsKeys() {
    SuiteKeys old = SuiteKeys.named("before");
    SuiteKeys young = SuiteKeys.named("after");
    String at = broker.suite().serve("/rotated_jwks", "application/json", old.jwks().encode());
    Examiner client =
        Examiner.registered(
            broker,
            old,
            new JsonObject()
                .put("jwks_uri", at)
                .put(
                    "grant_types", new JsonArray().add("authorization_code").add("refresh_token")));
    Tokens before = client.run("scope", "openid offline_access", "prompt", "consent");
    broker.suite().serve("/rotated_jwks", "application/json", young.jwks().encode());
    broker.clock().advance(Duration.ofSeconds(60));
    Examiner after =
        client.proving(
            Credentials.assertion(
                client.id(), young, broker.endpoint("token_endpoint").toString(), broker.clock()));
    HttpResponse<String> refreshed = after.refresh(before.refreshToken().orElseThrow());
    assertEquals(200, refreshed.statusCode(), refreshed::body);
    assertUnknown(client.refresh(new JsonObject(refreshed.body()).getString("refresh_token")));
  }

  @Test
  @Plays(value = "oidcc-registration-sector-uri", in = Profile.DYNAMIC)
  @Proves({"OIDCC-8.1", "REGISTRATION-5"})
  void clientsOfASectorKnowAPersonBySameName() {
    assertTrue(offers("subject_types_supported", "pairwise"));
    Set<String> subjects = new HashSet<>();
    for (int i = 0; i < 2; i++) {
      subjects.add(
          Examiner.registered(broker, KEYS, sector(Examiner.CALLBACK))
              .run()
              .claims()
              .getString("sub"));
    }
    assertEquals(1, subjects.size());
    assertFalse(subjects.contains(first.run().claims().getString("sub")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://example.com/op",
        "https://www.certification.openid.net/test/a/tributary/callback2"
      })
  @Plays(value = "oidcc-registration-sector-bad", in = Profile.DYNAMIC)
  @Proves({"REGISTRATION-3.3", "REGISTRATION-5"})
  void aSectorThatDoesNotKnowTheClientIsRefused(String listed) {
    assertRefused(Registrations.register(broker, sector(listed)));
  }

  private static JsonObject sector(String listed) {
    return new JsonObject()
        .put("subject_type", "pairwise")
        .put(
            "sector_identifier_uri",
            broker
                .suite()
                .serve(
                    "/redirect_uris.json",
                    "application/json",
                    new JsonArray().add(listed).encode()));
  }

  @Test
  @Plays(value = "oidcc-server-rotate-keys", in = Profile.DYNAMIC)
  @Proves({"OIDCC-10.1.1", "RFC7517-4.5"})
  void theOperatorRotatesAndOldTokensStayGood() throws Exception {
    Tokens before = first.run();
    String old = kid(before);
    Set<String> kids = kids();
    broker.command("keys", "rotate", "--algorithm", "RS256", "--now", "--yes");
    Tokens after = first.run();
    for (int i = 0; i < 400 && kid(after).equals(old); i++) {
      Thread.sleep(25);
      after = first.run();
    }
    assertNotEquals(old, kid(after));
    assertFalse(kids.contains(kid(after)));
    assertTrue(kids().containsAll(Set.of(old, kid(after))));
    new IdTokenChecks(broker, first.id())
        .check(
            before.idToken(),
            Map.of("nonce", before.claims().getString("nonce")),
            before.accessToken());
  }

  private static String kid(Tokens tokens) throws ParseException {
    return SignedJWT.parse(tokens.idToken()).getHeader().getKeyID();
  }

  private static Set<String> kids() throws ParseException {
    Set<String> kids = new HashSet<>();
    keys().getKeys().forEach(key -> assertTrue(kids.add(key.getKeyID())));
    return kids;
  }
}
