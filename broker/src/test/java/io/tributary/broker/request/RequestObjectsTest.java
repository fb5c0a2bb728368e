package io.tributary.broker.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import io.tributary.broker.client.AuthenticationMethod;
import io.tributary.broker.client.Client;
import io.tributary.broker.client.ClientAuthentication;
import io.tributary.broker.client.ClientKeySets;
import io.tributary.broker.client.ClientKeys;
import io.tributary.broker.client.ClientSecret;
import io.tributary.broker.client.ClientSignatures;
import io.tributary.broker.client.RequestObjectSettings;
import io.tributary.broker.kit.ClientFixture;
import io.tributary.broker.kit.SignedByClient;
import io.tributary.broker.web.Issuer;
import io.tributary.broker.web.Layout;
import io.tributary.broker.web.Parameters;
import io.tributary.platform.config.Secret;
import io.tributary.platform.protocol.OAuthException;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** OpenID Connect Core §6, RFC 9101: objects by value. */
class RequestObjectsTest {
  private static final String SECRET = "a secret of the client, 32 bytes or more";
  private static final long NOW = 1_800_000_000L;
  private static final String QUERY =
      "client_id=app&response_type=code&scope=openid&state=outside&nonce=outside";
  private static final Issuer ISSUER =
      Issuer.of(URI.create("https://id.example"), Layout.NATIVE, "");

  private static RSAKey key;
  private static RSAKey stranger;

  private final Clock clock = Clock.fixed(Instant.ofEpochSecond(NOW), ZoneOffset.UTC);
  private final RequestObjects objects =
      new RequestObjects(
          new ClientSignatures(new ClientKeySets(null, null, null, clock)), null, clock);

  @BeforeAll
  static void keys() throws Exception {
    key = new RSAKeyGenerator(2048).keyID("k").generate();
    stranger = new RSAKeyGenerator(2048).keyID("k").generate();
  }

  private static Client client(String algorithm, boolean required) {
    ClientAuthentication authentication =
        new ClientAuthentication(
            Set.of(AuthenticationMethod.CLIENT_SECRET_BASIC),
            List.of(ClientSecret.of(new Secret(SECRET))),
            new ClientKeys(
                Optional.of("{\"keys\":[" + key.toPublicJWK().toJSONString() + "]}"),
                Optional.empty()),
            Optional.empty());
    return ClientFixture.client("app")
        .authentication(authentication)
        .requestObjects(
            new RequestObjectSettings(Optional.ofNullable(algorithm), Set.of(), required))
        .build();
  }

  private static JsonObject good() {
    return new JsonObject()
        .put("iss", "app")
        .put("aud", "https://id.example")
        .put("exp", NOW + 60)
        .put("client_id", "app")
        .put("state", "inside")
        .put("max_age", 60);
  }

  private Parameters resolve(Client client, String object) {
    return result(
        Future.succeededFuture()
            .compose(
                go ->
                    objects.resolve(
                        client, ISSUER, Parameters.parse(QUERY + "&request=" + object))));
  }

  private static Parameters result(Future<Parameters> resolved) {
    assertTrue(resolved.isComplete());
    if (resolved.failed()) {
      throw (OAuthException) resolved.cause();
    }
    return resolved.result();
  }

  private String error(Client client, String object) {
    try {
      resolve(client, object);
      return "accepted";
    } catch (OAuthException refused) {
      return refused.code().wire();
    }
  }

  @Test
  void whatIsInsideOverridesWhatIsBeside() {
    Parameters resolved = resolve(client(null, true), SignedByClient.rs256(good(), key, "JWT"));
    assertEquals(Optional.of("inside"), resolved.get("state"));
    assertEquals(Optional.of("outside"), resolved.get("nonce"));
    assertEquals(Optional.of("60"), resolved.get("max_age"));
    assertEquals(Optional.empty(), resolved.get("request"));
    assertEquals(Optional.empty(), resolved.get("iss"));
  }

  /** RFC 9101 §6.3: an attacker who changes the query of such a request changes nothing. */
  @Test
  void besideAnExplicitOneNothingCounts() {
    Parameters resolved =
        resolve(client(null, false), SignedByClient.rs256(good(), key, "oauth-authz-req+jwt"));
    assertEquals(Optional.of("inside"), resolved.get("state"));
    assertEquals(Optional.empty(), resolved.get("nonce"));
    assertEquals(Optional.empty(), resolved.get("scope"));
    assertEquals(Optional.of("app"), resolved.get("client_id"));
  }

  @Test
  void claimsAreAnObjectInside() {
    JsonObject asked = new JsonObject().put("userinfo", new JsonObject().putNull("name"));
    String object = SignedByClient.rs256(good().put("claims", asked), key, "JWT");
    assertEquals(Optional.of(asked.encode()), resolve(client(null, false), object).get("claims"));
  }

  @Test
  void aSecretSignsToo() {
    String object = SignedByClient.hs256(good(), SECRET);
    assertEquals(Optional.of("inside"), resolve(client(null, false), object).get("state"));
    assertEquals("invalid_request_object", error(client("RS256", false), object));
    assertEquals(
        "invalid_request_object",
        error(client(null, false), SignedByClient.hs256(good(), SECRET + "x")));
    // RFC 8725 §2.1: the public key is no secret.
    assertEquals(
        "invalid_request_object",
        error(client(null, false), SignedByClient.hs256(good(), key.toPublicJWK().toJSONString())));
  }

  @Test
  void anUnsignedOneIsForClientsThatRegisteredIt() {
    String object = SignedByClient.unsigned(good());
    assertEquals("request_not_supported", error(client(null, false), object));
    assertEquals("request_not_supported", error(client("RS256", false), object));
    assertEquals("accepted", error(client("none", false), object));
    // What is registered is the only one: a signature is not checked in its place.
    assertEquals(
        "invalid_request_object",
        error(client("none", false), SignedByClient.rs256(good(), key, "JWT")));
    assertEquals("invalid_request_object", error(client("none", false), object + "c2ln"));
    assertEquals(
        "invalid_request_object",
        error(client("none", false), SignedByClient.unsigned(good().put("iss", "other"))));
  }

  @Test
  void aClientMayBeHeldToThem() {
    Future<Parameters> resolved =
        Future.succeededFuture()
            .compose(go -> objects.resolve(client(null, true), ISSUER, Parameters.parse(QUERY)));
    assertEquals("invalid_request", ((OAuthException) resolved.cause()).code().wire());
  }

  @Test
  void bothWaysAtOnceAreRefused() {
    assertEquals(
        "invalid_request",
        error(
            client(null, false),
            SignedByClient.rs256(good(), key, "JWT") + "&request_uri=https://app.example/r"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "iss             | \"other\"",
        "iss             | null",
        "iss             | 5",
        "iss             | [\"app\"]",
        // RFC 9101 §10.8.2: a client assertion.
        "sub             | \"app\"",
        "aud             | \"https://id.example/\"",
        "aud             | \"https://other.example\"",
        "aud             | []",
        "aud             | [\"https://other.example\"]",
        "aud             | null",
        "exp             | 1799999970",
        "exp             | 0",
        "exp             | -1",
        "exp             | \"1800000060\"",
        "exp             | null",
        "nbf             | 1800000031",
        "iat             | 1800000031",
        "iat             | true",
        "request         | \"eyJ\"",
        "request         | null",
        "request_uri     | \"https://app.example/r\"",
        "client_id       | \"other\"",
        "client_id       | null",
        "client_id       | 5",
        "response_type   | \"token\"",
        "response_type   | \"code id_token\"",
        "response_type   | [\"code\"]",
        "state           | {}",
        "state           | true",
        "state           | null",
        "nonce           | [\"n\"]",
        "redirect_uri    | [\"https://app.example/callback\"]",
        "scope           | [\"openid\"]",
        "max_age         | 1.5",
        "max_age         | true",
        "resource        | [\"https://a.example\"]",
        "claims          | [1]",
        "claims          | 5",
      })
  void refuses(String member, String value) {
    JsonObject claims = good();
    Object parsed = new JsonArray("[" + value + "]").getValue(0);
    claims.put(member, parsed);
    assertEquals(
        "invalid_request_object",
        error(client(null, false), SignedByClient.rs256(claims, key, "JWT")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jwt-client-assertion",
        "at+jwt",
        "logout+jwt",
        "client-authentication+jwt",
        "dpop+jwt",
        "application/at+jwt"
      })
  void aJwtForAnotherUseIsNone(String typ) {
    assertEquals(
        "invalid_request_object",
        error(client(null, false), SignedByClient.rs256(good(), key, typ)));
  }

  @Test
  void anotherKeyDoesNotSign() {
    assertEquals(
        "invalid_request_object",
        error(client(null, false), SignedByClient.rs256(good(), stranger, "JWT")));
  }

  /** OpenID Connect Core §6.1: it is a request of OAuth 2.0 without its object, too. */
  @ParameterizedTest
  @CsvSource({
    "client_id=app&scope=openid,                     invalid_request",
    "client_id=app&response_type=code,               invalid_request",
    "client_id=app&response_type=code&scope=profile, invalid_request_object",
    "client_id=app&response_type=code&scope=openid&state=1&state=2, invalid_request"
  })
  void besideOneOfOpenIdConnectSomeParametersStand(String query, String error) {
    String object = SignedByClient.rs256(good(), key, "JWT");
    Future<Parameters> resolved =
        Future.succeededFuture()
            .compose(
                go ->
                    objects.resolve(
                        client(null, false),
                        ISSUER,
                        Parameters.parse(query + "&request=" + object)));
    assertEquals(error, ((OAuthException) resolved.cause()).code().wire());
  }

  /** One byte changed, anywhere: never accepted, and refused in our words. */
  @Test
  void aDamagedOneIsNeverAccepted() {
    Client client = client(null, false);
    String object = SignedByClient.rs256(good(), key, "JWT");
    String signs = "ABCxyz019-_.";
    Random random = new Random(7);
    for (int i = 0; i < 2_000; i++) {
      int at = random.nextInt(object.length());
      char sign = signs.charAt(random.nextInt(signs.length()));
      if (object.charAt(at) != sign) {
        String damaged = object.substring(0, at) + sign + object.substring(at + 1);
        assertTrue(
            Set.of("invalid_request_object", "request_not_supported")
                .contains(error(client, damaged)),
            damaged);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {".", "..", "...", "a.b.c", "e30.e30.", "e30.e30.e30", "eyJ", "%7B%7D"})
  void whatIsNoJwtIsRefused(String object) {
    assertEquals("invalid_request_object", error(client(null, false), object));
    assertEquals("invalid_request_object", error(client("none", false), object));
  }
}
