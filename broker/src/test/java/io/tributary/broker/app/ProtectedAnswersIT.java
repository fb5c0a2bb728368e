package io.tributary.broker.app;

import static io.tributary.broker.app.TokenCalls.INACTIVE;
import static io.tributary.broker.app.TokenCalls.access;
import static io.tributary.broker.app.TokenCalls.introspect;
import static io.tributary.broker.app.TokenCalls.part;
import static io.tributary.broker.kit.BrokerDatabase.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.crypto.ECDHDecrypter;
import com.nimbusds.jose.crypto.RSADecrypter;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.OctetSequenceKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import io.tributary.platform.http.Page;
import io.tributary.platform.proof.Proves;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLDecoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.text.ParseException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Signed and encrypted userinfo, encrypted id_tokens (OpenID Connect Core §5.3.2, §10.2). */
class ProtectedAnswersIT {
  private static final RSAKey RSA = rsa(2048, "rsa");
  private static final RSAKey SIGNING = rsa(2048, "signing");
  private static final ECKey EC = ec(Curve.P_256, "ec");
  private static final ECKey LARGE = ec(Curve.P_521, "large");

  private static final String CLIENTS =
      """
        - id: by-rsa
          secret: by-rsa-secret
          jwks: '%1$s'
          redirect_uris: ["http://localhost:1/cb"]
          id_token_encryption: { algorithm: RSA-OAEP-256 }
          userinfo_algorithm: es256
          userinfo_encryption: { algorithm: RSA-OAEP-256, method: A256GCM }
        - id: by-ec
          secret: by-ec-secret
          jwks: '%1$s'
          redirect_uris: ["http://localhost:1/cb"]
          id_token_algorithm: ps256
          id_token_encryption: { algorithm: ECDH-ES, method: A256GCM }
          userinfo_encryption: { algorithm: ECDH-ES }
        - id: by-large
          secret: by-large-secret
          jwks: '%2$s'
          redirect_uris: ["http://localhost:1/cb"]
          id_token_encryption: { algorithm: ECDH-ES }
        - id: signs
          secret: signs-secret
          redirect_uris: ["http://localhost:1/cb"]
          userinfo_algorithm: ps256
        - id: remote
          secret: remote-secret
          jwks_uri: http://localhost:%3$d/keys
          grant_types: [authorization_code, implicit, refresh_token, client_credentials]
          response_types: [code, code id_token]
          redirect_uris: ["http://localhost:1/cb"]
          token_lifetime: 1h
          id_token_encryption: { algorithm: RSA-OAEP-256 }
          userinfo_encryption: { algorithm: RSA-OAEP-256 }
      """;

  private static Vertx vertx;
  private static World world;
  private static volatile String published;

  private final Person person = world.person();

  @BeforeAll
  static void start() {
    vertx = Vertx.vertx();
    int port =
        await(
                vertx
                    .createHttpServer()
                    .requestHandler(
                        request -> {
                          if (published.isEmpty()) {
                            request.response().setStatusCode(500).end();
                          } else {
                            request
                                .response()
                                .putHeader("content-type", "application/json")
                                .end(published);
                          }
                        })
                    .listen(0, "localhost"))
            .actualPort();
    world =
        World.open(
            "",
            "response_types: [code, code id_token]\n"
                + World.UPSTREAMS
                + World.REST
                + CLIENTS.formatted(set(SIGNING, RSA, EC), set(LARGE), port));
  }

  @AfterAll
  static void stop() {
    world.close();
    await(vertx.close());
  }

  @BeforeEach
  void publish() {
    published = set(RSA);
    // What was fetched before is old now, and so is what a test before this one spent.
    world.clock().advance(Duration.ofHours(25));
  }

  private static RSAKey rsa(int bits, String kid) {
    try {
      return new RSAKeyGenerator(bits, true)
          .keyUse(kid.equals("signing") ? KeyUse.SIGNATURE : KeyUse.ENCRYPTION)
          .keyID(kid)
          .generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ECKey ec(Curve curve, String kid) {
    try {
      return new ECKeyGenerator(curve).keyID(kid).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String set(JWK... keys) {
    JsonArray published = new JsonArray();
    Stream.of(keys).forEach(key -> published.add(new JsonObject(key.toPublicJWK().toJSONString())));
    return new JsonObject().put("keys", published).encode();
  }

  private static TestApplication application(String id) {
    return world.application(id, id + "-secret");
  }

  private JsonObject tokens(TestApplication application, String... changes) {
    return application.tokens(world.login(person, application, changes).code());
  }

  private static JWEObject opened(String jwe, String kid) throws ParseException, JOSEException {
    JWEObject object = JWEObject.parse(jwe);
    assertEquals(kid, object.getHeader().getKeyID());
    object.decrypt(
        switch (kid) {
          case "rsa" -> new RSADecrypter(RSA);
          case "ec" -> new ECDHDecrypter(EC);
          default -> new ECDHDecrypter(LARGE);
        });
    return object;
  }

  @ParameterizedTest
  @CsvSource({
    "by-rsa,rsa,RSA-OAEP-256,A128CBC-HS256,RS256",
    "by-ec,ec,ECDH-ES,A256GCM,PS256",
    "by-large,large,ECDH-ES,A128CBC-HS256,RS256",
    "remote,rsa,RSA-OAEP-256,A128CBC-HS256,RS256",
  })
  @Proves({"OIDCC-10.2", "OIDCC-2", "RFC7516-4.1", "RFC7516-5.1"})
  void anIdTokenIsSignedAndThenEncrypted(
      String id, String kid, String algorithm, String method, String signature) throws Exception {
    TestApplication application = application(id);
    JsonObject tokens = tokens(application);
    JWEObject jwe = opened(tokens.getString("id_token"), kid);
    assertEquals(algorithm, jwe.getHeader().getAlgorithm().getName());
    assertEquals(method, jwe.getHeader().getEncryptionMethod().getName());
    // RFC 7519 §5.2
    assertEquals("JWT", jwe.getHeader().getContentType());
    String signed = jwe.getPayload().toString();
    assertEquals(signature, part(signed, 0).getString("alg"));
    assertEquals("id_token", part(signed, 0).getString("kind"));
    JsonObject claims = part(signed, 1);
    assertEquals(id, claims.getString("aud"));
    assertEquals(application.nonce(), claims.getString("nonce"));
    byte[] digest =
        MessageDigest.getInstance("SHA-256")
            .digest(access(tokens).getBytes(StandardCharsets.US_ASCII));
    assertEquals(
        Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, 16)),
        claims.getString("at_hash"));
    // A hint is the signed one (Core §3.1.2.1): the encrypted one we cannot read ourselves.
    assertFalse(
        Person.arrival(
                person.open(application.authorize("prompt", "none", "id_token_hint", signed)))
            .code()
            .isEmpty());
    Person.arrival(
            person.open(
                application.authorize(
                    "prompt", "none", "id_token_hint", tokens.getString("id_token"))))
        .error("invalid_request");
    assertNotEquals(tokens.getString("id_token"), tokens(application).getString("id_token"));
  }

  /** OpenID Connect Core §3.3.2.5: what passes the browser is encrypted as everything else. */
  @Test
  @Proves("OIDCC-10.2")
  void anIdTokenOfAnAuthorizationResponseIsEncryptedToo() throws Exception {
    TestApplication remote = application("remote");
    Map<String, String> answer = fragment(remote);
    String signed = opened(answer.get("id_token"), "rsa").getPayload().toString();
    assertEquals("id_token", part(signed, 0).getString("kind"));
    assertTrue(part(signed, 1).containsKey("c_hash"));
    opened(remote.tokens(answer.get("code")).getString("id_token"), "rsa");
    published = set(EC);
    world.clock().advance(Duration.ofMinutes(11));
    Map<String, String> refused = fragment(remote);
    // RFC 6749 §4.1.2.1: one of its errors, our words; why, for the operator only.
    assertEquals("invalid_request", refused.get("error"));
    assertEquals(
        "The client has no usable key for the encryption that it is registered for",
        refused.get("error_description"));
    assertTrue(
        world.broker().log().contains("no public key of client remote is fit for RSA-OAEP-256"));
    assertFalse(refused.containsKey("code"));
    assertFalse(refused.containsKey("id_token"));
  }

  private Map<String, String> fragment(TestApplication application) {
    Page page =
        person.open(application.authorize("response_type", "code id_token", "idp_hint", "okta"));
    assertTrue(page.isRedirect(), page::text);
    Map<String, String> found = new HashMap<>();
    for (String pair : page.location().getRawFragment().split("&", -1)) {
      int equals = pair.indexOf('=');
      found.put(
          pair.substring(0, equals),
          URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
    }
    return found;
  }

  @Test
  @Proves({"OIDCC-5.3.2"})
  void signedUserinfoSaysWhoTellsItToWhom() {
    TestApplication application = application("signs");
    JsonObject tokens = tokens(application);
    HttpResponse<String> answer = application.userinfo(access(tokens));
    assertEquals(200, answer.statusCode(), answer::body);
    assertEquals("application/jwt", answer.headers().firstValue("content-type").orElse(""));
    assertEquals("no-store", answer.headers().firstValue("cache-control").orElse(""));
    JsonObject header = part(answer.body(), 0);
    assertEquals("PS256", header.getString("alg"));
    assertEquals("userinfo", header.getString("kind"));
    JsonObject claims = part(answer.body(), 1);
    assertEquals(application.issuer(), claims.getString("iss"));
    assertEquals("signs", claims.getString("aud"));
    assertEquals(part(tokens.getString("id_token"), 1).getString("sub"), claims.getString("sub"));
    assertEquals("alice@example.com", claims.getString("email"));
    assertFalse(claims.containsKey("exp"), "it would pass for an id_token");
  }

  /** OpenID Connect Core §16.11: what was said in one place counts in no other. */
  @Test
  void userinfoIsNoToken() {
    TestApplication application = application("signs");
    String answer = application.userinfo(access(tokens(application))).body();
    TestApplication.assertError(application.userinfo(answer), 401, "invalid_token");
    assertEquals(INACTIVE, introspect(application, answer));
    Person.arrival(person.open(application.authorize("prompt", "none", "id_token_hint", answer)))
        .error("invalid_request");
  }

  @Test
  @Proves({"OIDCC-5.3.2", "OIDCC-10.2"})
  void userinfoIsSignedAndThenEncrypted() throws Exception {
    TestApplication application = application("by-rsa");
    HttpResponse<String> answer = application.userinfo(access(tokens(application)));
    assertEquals("application/jwt", answer.headers().firstValue("content-type").orElse(""));
    JWEObject jwe = opened(answer.body(), "rsa");
    assertEquals("A256GCM", jwe.getHeader().getEncryptionMethod().getName());
    assertEquals("JWT", jwe.getHeader().getContentType());
    String signed = jwe.getPayload().toString();
    assertEquals("ES256", part(signed, 0).getString("alg"));
    assertEquals("by-rsa", part(signed, 1).getString("aud"));
  }

  /** Core §5.3.2: "MAY be encrypted without also being signed". */
  @Test
  @Proves("OIDCC-5.3.2")
  void userinfoMayBeEncryptedOnly() throws Exception {
    TestApplication application = application("by-ec");
    HttpResponse<String> answer = application.userinfo(access(tokens(application)));
    assertEquals("application/jwt", answer.headers().firstValue("content-type").orElse(""));
    JWEObject jwe = opened(answer.body(), "ec");
    assertNull(jwe.getHeader().getContentType());
    assertEquals(
        "alice@example.com", new JsonObject(jwe.getPayload().toString()).getString("email"));
  }

  static Stream<String> useless() throws JOSEException {
    JsonObject offCurve = new JsonObject(EC.toPublicJWK().toJSONString());
    offCurve.put("y", offCurve.getString("x"));
    String secret =
        new JsonObject()
            .put(
                "keys",
                new JsonArray()
                    .add(
                        new JsonObject(
                            new OctetSequenceKeyGenerator(256)
                                .keyID("rsa")
                                .generate()
                                .toJSONString())))
            .encode();
    String withPrivateHalf =
        new JsonObject()
            .put("keys", new JsonArray().add(new JsonObject(RSA.toJSONString())))
            .encode();
    return Stream.of(
        "{\"keys\":[]}",
        set(EC),
        set(SIGNING),
        set(rsa(1024, "rsa")),
        set(new RSAKey.Builder(RSA).algorithm(com.nimbusds.jose.Algorithm.parse("RS256")).build()),
        new JsonObject().put("keys", new JsonArray().add(offCurve)).encode(),
        secret,
        withPrivateHalf,
        // RFC 8037 §3.2: we do not offer its curves for encryption.
        "{\"keys\":[{\"kty\":\"OKP\",\"crv\":\"X25519\",\"use\":\"enc\",\"kid\":\"x\",\"x\":"
            + "\"hSDwCYkwp1R0i33ctD73Wg2_Og0mOBr066SpjqqbTmo\"}]}");
  }

  /** Nothing is given in the clear instead, and nothing is spent. */
  @ParameterizedTest
  @MethodSource("useless")
  @Proves({"OIDCC-10.2", "RFC7516-5.1"})
  void withoutAUsableKeyNothingIsGivenAndNothingSpent(String keys) throws Exception {
    TestApplication remote = application("remote");
    String code = world.login(person, remote).code();
    published = keys;
    HttpResponse<String> answer = remote.exchange(code);
    TestApplication.assertError(answer, 400, "invalid_request");
    assertFalse(answer.body().contains("eyJ"), answer::body);
    published = set(RSA);
    opened(remote.tokens(code).getString("id_token"), "rsa");
  }

  @Test
  @Proves("OIDCC-10.2.1")
  void aNewKeyOfTheClientIsFetchedWhenTheOldOnesAreOfNoUse() throws Exception {
    TestApplication remote = application("remote");
    published = set(EC);
    TestApplication.assertError(
        remote.exchange(world.login(person, remote).code()), 400, "invalid_request");
    published = set(RSA);
    opened(tokens(remote).getString("id_token"), "rsa");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "<html>"})
  void keysThatCannotBeHadAreAFailureForNow(String answered) throws Exception {
    TestApplication remote = application("remote");
    String code = world.login(person, remote).code();
    published = answered;
    HttpResponse<String> answer = remote.exchange(code);
    TestApplication.assertError(answer, 503, "temporarily_unavailable");
    assertFalse(answer.body().contains("localhost"), answer::body);
    published = set(RSA);
    opened(remote.tokens(code).getString("id_token"), "rsa");
  }

  @Test
  @Proves("OIDCC-10.2")
  void userinfoIsNotGivenInTheClearEither() throws Exception {
    TestApplication remote = application("remote");
    JsonObject tokens = tokens(remote);
    opened(remote.userinfo(access(tokens)).body(), "rsa");
    published = set(EC);
    world.clock().advance(Duration.ofMinutes(11));
    HttpResponse<String> answer = remote.userinfo(access(tokens));
    TestApplication.assertError(answer, 400, "invalid_request");
    assertFalse(answer.body().contains("alice"), answer::body);
  }

  /** Nobody logged in: there is no id_token that would need the key. */
  @Test
  void aClientsOwnTokenNeedsNoKey() {
    published = "";
    assertEquals(
        Set.of("access_token", "token_type", "expires_in"),
        TokenCalls.forItself(application("remote")).fieldNames());
  }

  @Test
  @Proves({"DISCOVERY-3"})
  void discoverySaysSo() {
    JsonObject discovery = application("signs").discovery();
    // Each of these is used by a test here; ECDH-ES+A256KW and whatever else there is, is not
    // offered.
    for (String of : List.of("id_token", "userinfo")) {
      assertEquals(
          new JsonArray().add("RSA-OAEP-256").add("ECDH-ES"),
          discovery.getJsonArray(of + "_encryption_alg_values_supported"));
      assertEquals(
          new JsonArray().add("A128CBC-HS256").add("A256GCM"),
          discovery.getJsonArray(of + "_encryption_enc_values_supported"));
    }
    assertTrue(discovery.getJsonArray("userinfo_signing_alg_values_supported").contains("PS256"));
  }
}
