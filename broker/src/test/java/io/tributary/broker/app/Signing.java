package io.tributary.broker.app;

import io.tributary.broker.kit.ClientSigner;
import io.tributary.platform.protocol.RandomToken;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.Map;

/**
 * An application that proves itself by assertions. Whether it got through is told by what comes
 * next: the code that it sends is unknown.
 */
record Signing(World world, TestApplication application, String id) {
  static final String TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

  /** At the root issuer. */
  static Signing at(World world, String id) {
    return new Signing(world, world.application(id, ""), id);
  }

  /** At a further issuer. */
  static Signing at(World world, String issuer, String id) {
    return new Signing(world, world.application(issuer, id, ""), id);
  }

  long now() {
    return world.clock().instant().getEpochSecond();
  }

  /** As a client library writes them; {@code aud} is the issuer. */
  JsonObject claims() {
    return new JsonObject()
        .put("iss", id)
        .put("sub", id)
        .put("aud", application.issuer())
        .put("jti", RandomToken.bits256())
        .put("iat", now())
        .put("exp", now() + 60);
  }

  String good(ClientSigner signer) {
    return signer.sign("RS256", claims());
  }

  HttpResponse<String> present(String assertion, String... changes) {
    Map<String, String> form =
        application.exchangeForm(
            "unknown-code", "client_assertion_type", TYPE, "client_assertion", assertion);
    return application.post(
        application.endpoint("token_endpoint"),
        TestApplication.encoded(TestApplication.changed(form, changes)),
        Map.of());
  }

  void accepted(String assertion, String... changes) {
    TestApplication.assertError(present(assertion, changes), 400, "invalid_grant");
  }

  /** In the same words whatever was wrong. */
  void refused(String assertion, String... changes) {
    HttpResponse<String> answer = present(assertion, changes);
    TestApplication.assertError(answer, 401, "invalid_client");
    String words = new JsonObject(answer.body()).getString("error_description");
    if (!words.equals("The client is unknown or its credentials are wrong")) {
      throw new AssertionError(words);
    }
  }
}
