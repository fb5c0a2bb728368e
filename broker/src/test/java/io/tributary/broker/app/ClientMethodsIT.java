package io.tributary.broker.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.broker.kit.ClientSigner;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Which way each client may prove itself (RFC 6749 §2.3, OpenID Connect Core §9), over real HTTP.
 */
class ClientMethodsIT {
  private static final ClientSigner SIGNER = ClientSigner.named("one");

  private static World world;

  @BeforeAll
  static void start() {
    world =
        World.open(
            "",
            World.UPSTREAMS
                + World.REST
                + """
                  - id: both
                    secret: both-old
                    secret_next: both-new
                    redirect_uris: ["http://localhost:1/cb"]
                  - id: only-basic
                    secret: only-basic-secret
                    authentication: client_secret_basic
                    redirect_uris: ["http://localhost:1/cb"]
                  - id: only-post
                    secret: only-post-secret
                    authentication: client_secret_post
                    redirect_uris: ["http://localhost:1/cb"]
                  - id: macs
                    secret: macs-secret-macs-secret-macs-secret-1
                    authentication: client_secret_jwt
                    redirect_uris: ["http://localhost:1/cb"]
                  - id: signer
                    jwks: '%s'
                    redirect_uris: ["http://localhost:1/cb"]
                """
                    .formatted(SIGNER.jwks().encode()));
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  /** A: by header, B: by form, C: by name only. What gets through then fails at the code. */
  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "both,       both-old,          A, true",
        "both,       both-new,          A, true", // two live secrets while one is exchanged
        "both,       both-old,          B, true",
        "both,       both-new,          B, true",
        "both,       both-oldboth-new,  A, false",
        "both,       '',                A, false",
        "both,       -,                 C, false",
        "only-basic, only-basic-secret, A, true",
        "only-basic, only-basic-secret, B, false",
        "only-basic, -,                 C, false",
        "only-post,  only-post-secret,  B, true",
        "only-post,  only-post-secret,  A, false",
        "macs,       macs-secret-macs-secret-macs-secret-1, A, false",
        "macs,       macs-secret-macs-secret-macs-secret-1, B, false",
        "macs,       -,                 C, false",
        "signer,     '',                A, false",
        "signer,     -,                 C, false",
        "phone,      -,                 C, true",
        "phone,      '',                A, false",
        "phone,      x,                 B, false",
      })
  void onlyTheRegisteredWaysWork(String id, String secret, String way, boolean accepted) {
    TestApplication application = world.application(id, secret);
    Map<String, String> form = application.exchangeForm("unknown-code");
    if (!way.equals("A")) {
      TestApplication.changed(form, "client_id", id, "client_secret", secret);
    }
    HttpResponse<String> answer =
        application.post(
            application.endpoint("token_endpoint"),
            TestApplication.encoded(form),
            way.equals("A")
                ? Map.of("authorization", TestApplication.basic(id, secret))
                : Map.of());
    TestApplication.assertError(
        answer, accepted ? 400 : 401, accepted ? "invalid_grant" : "invalid_client");
    if (!accepted) {
      assertEquals(
          "The client is unknown or its credentials are wrong",
          new JsonObject(answer.body()).getString("error_description"));
    }
  }

  /** RFC 6749 §2.3: not more than one way in each request, though each alone would do. */
  @Test
  void twoWaysAtOnceAreRefused() {
    Signing signer = Signing.at(world, "signer");
    TestApplication application = signer.application();
    Map<String, String> form =
        application.exchangeForm(
            "unknown-code",
            "client_assertion_type",
            Signing.TYPE,
            "client_assertion",
            signer.good(SIGNER));
    HttpResponse<String> answer =
        application.post(
            application.endpoint("token_endpoint"),
            TestApplication.encoded(form),
            Map.of("authorization", TestApplication.basic("both", "both-old")));
    TestApplication.assertError(answer, 400, "invalid_request");
    TestApplication.assertError(
        signer.present(signer.good(SIGNER), "client_id", "both", "client_secret", "both-old"),
        400,
        "invalid_request");
  }

  /** RFC 8414 §2, OpenID Connect Discovery §3: what some client here can use, no more. */
  @Test
  void discoveryTellsTheWays() {
    JsonObject discovery = world.inventory().discovery();
    assertEquals(
        new JsonArray(
            List.of(
                "client_secret_basic",
                "client_secret_post",
                "client_secret_jwt",
                "private_key_jwt",
                "none")),
        discovery.getJsonArray("token_endpoint_auth_methods_supported"));
    JsonArray algorithms =
        discovery.getJsonArray("token_endpoint_auth_signing_alg_values_supported");
    for (String algorithm : List.of("RS256", "PS256", "ES256", "EdDSA", "HS256")) {
      assertTrue(algorithms.contains(algorithm), algorithm);
    }
    // RFC 8414 §2: none MUST NOT be used.
    assertFalse(algorithms.contains("none"));
  }
}
