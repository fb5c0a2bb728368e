package io.tributary.broker.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.broker.kit.ClientSigner;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Assertions of clients over real HTTP (RFC 7523, OpenID Connect Core §9). */
class ClientAssertionIT {
  private static final String SECRET = "macs-secret-macs-secret-macs-secret-1";
  private static final String NEXT = "macs-next-macs-next-macs-next-macs-12";
  private static final ClientSigner SIGNER = ClientSigner.named("one");
  private static final ClientSigner STRANGER = ClientSigner.named("one");

  private static World world;
  private static Signing signer;
  private static Signing macs;

  @BeforeAll
  static void start() {
    world =
        World.open(
            "",
            World.UPSTREAMS
                + World.REST
                + """
                  - id: signer
                    jwks: '%1$s'
                    redirect_uris: ["http://localhost:1/cb"]
                    issuers: [root, default, tributary, second]
                  - id: pinned
                    jwks: '%1$s'
                    assertion_algorithm: PS256
                    redirect_uris: ["http://localhost:1/cb"]
                  - id: macs
                    secret: %2$s
                    secret_next: %3$s
                    authentication: client_secret_jwt
                    redirect_uris: ["http://localhost:1/cb"]
                """
                    .formatted(SIGNER.jwks().encode(), SECRET, NEXT));
    signer = Signing.at(world, "signer");
    macs = Signing.at(world, "macs");
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  private static JsonObject hs256() {
    return new JsonObject().put("alg", "HS256");
  }

  /** RFC 7518 §3.1 */
  @ParameterizedTest
  @ValueSource(strings = {"RS256", "RS512", "PS256", "ES256", "EdDSA"})
  void aSignatureWithAKeyOfTheClientProvesIt(String algorithm) {
    signer.accepted(SIGNER.sign(algorithm, signer.claims()));
  }

  @Test
  void theWholeWayToTokens() {
    TestApplication application = signer.application();
    String code = world.login(world.person(), application).code();
    Map<String, String> form =
        application.exchangeForm(
            code,
            "client_assertion_type",
            Signing.TYPE,
            "client_assertion",
            SIGNER.sign("ES256", signer.claims()));
    HttpResponse<String> answer =
        application.post(
            application.endpoint("token_endpoint"), TestApplication.encoded(form), Map.of());
    assertEquals(200, answer.statusCode(), answer::body);
    application.claims(new JsonObject(answer.body()));
  }

  /** OpenID Connect Core §9: client_secret_jwt; two secrets while one is exchanged. */
  @Test
  void aMacWithEitherLiveSecretProvesTheClient() {
    macs.accepted(ClientSigner.mac(SECRET, hs256(), macs.claims()));
    macs.accepted(ClientSigner.mac(NEXT, hs256(), macs.claims()));
    macs.refused(ClientSigner.mac(SECRET + "x", hs256(), macs.claims()));
    macs.refused(ClientSigner.input(hs256(), macs.claims()) + ".");
  }

  /** RFC 7523 §3.3, OpenID Connect Core §9 */
  @Test
  void theAudienceIsTheIssuerOrItsTokenEndpoint() {
    String issuer = signer.application().issuer();
    String token = signer.application().endpoint("token_endpoint").toString();
    for (Object audience :
        List.of(
            issuer, token, new JsonArray().add(issuer), new JsonArray().add(issuer).add(token))) {
      signer.accepted(SIGNER.sign("RS256", signer.claims().put("aud", audience)));
    }
  }

  @Test
  void whatIsOptionalMayBeLeftOutOrThere() {
    long now = signer.now();
    JsonObject old = signer.claims().put("exp", now + 300);
    old.remove("iat");
    signer.accepted(SIGNER.sign("RS256", old));
    signer.accepted(signer.good(SIGNER), "client_id", "signer");
    signer.accepted(SIGNER.sign("RS256", signer.claims().put("nbf", now).put("exp", now + 3600)));
    // The clock of a client may be a little off (FAPI 2.0 §5.3.2.1: eight seconds at least).
    signer.accepted(SIGNER.sign("RS256", signer.claims().put("iat", now + 8).put("nbf", now + 8)));
    JsonObject header = SIGNER.header("RS256");
    for (String typ : List.of("JWT", "jwt", "client-authentication+jwt")) {
      signer.accepted(SIGNER.sign(header.copy().put("typ", typ), signer.claims()));
    }
  }

  /** Each row changes one claim: RFC 7523 §3, numbered as there. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "iss | -", // 1
        "iss | 'other'",
        "iss | 7",
        "sub | -", // 2
        "sub | 'other'",
        "sub | ''",
        "sub | ['signer']",
        "aud | -", // 3
        "aud | ''",
        "aud | []",
        "aud | 7",
        "aud | [7]",
        "aud | 'https://evil.example'",
        "aud | ['ISSUER','https://evil.example']", // another one could show it here first
        "aud | 'ISSUER/'",
        "aud | 'ISSUER/oauth2/default'", // another issuer of ours
        "aud | 'ISSUER/oauth2/default/v1/token'",
        "aud | 'ISSUER/oauth2/v1/userinfo'",
        "aud | 'OTHERHOST/oauth2/v1/token'",
        "aud | 'TOKEN?x=1'",
        "exp | -", // 4
        "exp | NOW-31",
        "exp | NOW+3700",
        "exp | 'soon'",
        "exp | null",
        "exp | 1e300",
        "exp | -1",
        "nbf | NOW+61", // 5
        "nbf | 'soon'",
        "iat | NOW+61", // 6
        "iat | 'now'",
        "iat | NOW-100000000", // before our list of used ones began
        "jti | -", // 7, required by OpenID Connect Core §9
        "jti | ''",
        "jti | 7",
        "jti | LONG",
        "response_type | 'code'", // RFC 9101 §10.8: a request object
      })
  void aChangedClaimIsRefused(String claim, String value) {
    JsonObject claims = signer.claims();
    if (value.equals("-")) {
      claims.remove(claim);
    } else {
      claims.put(claim, value(value));
    }
    signer.refused(SIGNER.sign("RS256", claims));
    signer.refused(SIGNER.sign("RS256", claims), "client_id", "signer");
  }

  private static Object value(String written) {
    String issuer = signer.application().issuer();
    if (written.startsWith("NOW")) {
      return signer.now() + Long.parseLong(written.substring(3));
    }
    return Json.decodeValue(
        written
            .replace('\'', '"')
            .replace("LONG", '"' + "x".repeat(257) + '"')
            .replace("ISSUER", issuer)
            .replace("TOKEN", signer.application().endpoint("token_endpoint").toString())
            .replace("OTHERHOST", issuer.replace("localhost", "127.0.0.1")));
  }

  @Test
  void withoutABirthItMayNotLiveLong() {
    JsonObject claims = signer.claims().put("exp", signer.now() + 400);
    claims.remove("iat");
    signer.refused(SIGNER.sign("RS256", claims));
  }

  /** RFC 7515 §4.1, RFC 8725 §3: each row adds to the header or changes it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "alg | 'none'", // RFC 8725 §3.1
        "alg | 'None'",
        "alg | ''",
        "alg | null",
        "alg | 256",
        "alg | 'HS256'", // §2.1: the public key as the secret
        "alg | 'ES256K'",
        "kid | 'unknown'", // RFC 7515 §4.1.4
        "kid | 'ec-one'", // of a key for another algorithm
        "kid | 7",
        "kid | LONG",
        "typ | 'at+jwt'", // RFC 8725 §3.11
        "typ | 'oauth-authz-req+jwt'",
        "typ | 'logout+jwt'",
        "typ | 7",
        "crit | ['exp']", // RFC 7515 §4.1.11
        "crit | []",
        "b64 | false", // RFC 7797
        "cty | 'JWT'", // RFC 7519 §5.2
        "zip | 'DEF'",
        "enc | 'A256GCM'",
        "kind | 'id_token'", // what we make ourselves
      })
  void aChangedHeaderIsRefused(String member, String value) {
    JsonObject header = SIGNER.header("RS256").put(member, value(value));
    JsonObject claims = signer.claims();
    signer.refused(
        header.getValue("alg") instanceof String
            ? SIGNER.sign(header, claims)
            : ClientSigner.input(header, claims)
                + SIGNER.sign("RS256", claims).replaceFirst(".*\\.", "."));
  }

  /** RFC 8725 §3.1: a MAC never with a public key, a signature never with a secret. */
  @Test
  void eachClientIsHeldToItsOwnWayAndAlgorithm() {
    signer.refused(ClientSigner.mac(SECRET, hs256(), signer.claims()));
    macs.refused(SIGNER.sign("RS256", macs.claims()));
    macs.refused(ClientSigner.mac(SECRET, new JsonObject().put("alg", "HS512"), macs.claims()));
    Signing pinned = Signing.at(world, "pinned");
    pinned.accepted(SIGNER.sign("PS256", pinned.claims()));
    pinned.refused(SIGNER.sign("RS256", pinned.claims()));
    pinned.refused(SIGNER.sign("ES256", pinned.claims()));
    // Right by its secret, but registered for the two plain ways, and the secret is short.
    Signing inventory = Signing.at(world, "inventory");
    inventory.refused(ClientSigner.mac("inventory-secret %+/=", hs256(), inventory.claims()));
    Signing phone = Signing.at(world, "phone");
    phone.refused(ClientSigner.mac("phone", hs256(), phone.claims()));
    phone.refused(SIGNER.sign("RS256", phone.claims()));
  }

  @Test
  void aKeyOfSomebodyElseProvesNothing() {
    signer.refused(signer.good(STRANGER));
    JsonObject header = STRANGER.header("RS256");
    // RFC 8725 §3.10: what the header brings along is not believed.
    signer.refused(STRANGER.sign(header.copy().put("jwk", STRANGER.rsa()), signer.claims()));
    signer.refused(
        STRANGER.sign(header.copy().put("jku", "https://evil.example/jwks"), signer.claims()));
    Signing nobody = new Signing(world, signer.application(), "nobody");
    nobody.refused(nobody.good(SIGNER));
    // A client that says it is another one, and beside it that it is itself.
    Signing pinned = new Signing(world, signer.application(), "pinned");
    signer.refused(SIGNER.sign("PS256", pinned.claims()), "client_id", "signer");
  }

  @Test
  void brokenOnesAreRefused() {
    String good = signer.good(SIGNER);
    String[] parts = good.split("\\.", -1);
    String twice = signer.claims().encode().replaceFirst("\\{", "{\"sub\":\"signer\",");
    List<String> broken =
        new ArrayList<>(
            List.of(
                "x",
                "..",
                good + ".",
                good + "..",
                parts[0] + "." + parts[1],
                parts[0] + "." + parts[1] + ".",
                parts[0] + "." + parts[1] + "." + parts[2].substring(4),
                good + "=",
                good + " ",
                good.replace(".", ". "),
                ClientSigner.part("[]") + "." + parts[1] + "." + parts[2],
                ClientSigner.part("{}") + "." + parts[1] + "." + parts[2],
                parts[0] + "." + ClientSigner.part("7") + "." + parts[2],
                parts[0] + "." + ClientSigner.part("{\"a\":") + "." + parts[2],
                parts[0] + "." + ClientSigner.part("{} {}") + "." + parts[2],
                parts[0] + "." + ClientSigner.part(twice) + "." + parts[2]));
    broken.add(SIGNER.sign("RS256", signer.claims().put("x", "y".repeat(9000))));
    broken.forEach(signer::refused);
    signer.accepted(good);
  }

  /** RFC 8725 §3.11: what we sign is no assertion, whoever it is about. */
  @Test
  void tokensOfOursAreNoAssertions() {
    JsonObject tokens = world.tokens(world.person(), world.inventory(), "okta");
    Signing inventory = Signing.at(world, "inventory");
    inventory.refused(tokens.getString("id_token"));
    inventory.refused(tokens.getString("access_token"));
  }

  /** Assertions are bound to one issuer, whatever address is shared. */
  @Test
  void anAssertionForOneIssuerIsRefusedUnderAnother() {
    Signing second = Signing.at(world, "second", "signer");
    Signing tributary = Signing.at(world, "tributary", "signer");
    Signing okta = Signing.at(world, "default", "signer");
    okta.accepted(okta.good(SIGNER));
    okta.refused(signer.good(SIGNER));
    signer.refused(okta.good(SIGNER));
    // The token address is shared: the client's home issuer there is the first that it lists.
    tributary.accepted(tributary.good(SIGNER));
    second.refused(second.good(SIGNER));
    // Not registered at that issuer: nothing tells it from an unknown client.
    Signing elsewhere = Signing.at(world, "default", "pinned");
    elsewhere.refused(SIGNER.sign("PS256", elsewhere.claims()));
  }

  /** RFC 7523 §3.7, OpenID Connect Core §9: used once. */
  @Test
  void itWorksOnce() {
    String assertion = signer.good(SIGNER);
    signer.accepted(assertion);
    signer.refused(assertion);
    JsonObject again = signer.claims();
    signer.accepted(SIGNER.sign("RS256", again));
    signer.refused(SIGNER.sign("ES256", again.copy().put("exp", signer.now() + 90)));
    // The same id of another client is another assertion.
    macs.accepted(
        ClientSigner.mac(SECRET, hs256(), macs.claims().put("jti", again.getString("jti"))));
  }

  @Test
  void whatProvesNothingUsesNothingUp() {
    JsonObject claims = signer.claims();
    signer.refused(STRANGER.sign("RS256", claims));
    signer.accepted(SIGNER.sign("RS256", claims));
  }

  @Test
  void fiftyAtOnceFindOneWinner() {
    String assertion = signer.good(SIGNER);
    ExecutorService threads = Executors.newFixedThreadPool(50);
    try {
      List<CompletableFuture<Integer>> answers = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        answers.add(
            CompletableFuture.supplyAsync(() -> signer.present(assertion).statusCode(), threads));
      }
      List<Integer> statuses = answers.stream().map(CompletableFuture::join).sorted().toList();
      assertEquals(400, statuses.get(0));
      assertEquals(49, statuses.stream().filter(status -> status == 401).count());
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void theLogTellsWhyAndNeverTheAssertion() {
    String assertion = signer.good(STRANGER);
    signer.refused(assertion);
    String log = world.broker().log();
    assertFalse(log.contains(assertion.substring(assertion.lastIndexOf('.') + 1)));
    assertTrue(log.contains("assertion: signature or key"), log);
  }
}
