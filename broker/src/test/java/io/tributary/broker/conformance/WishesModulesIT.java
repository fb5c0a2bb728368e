package io.tributary.broker.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.broker.conformance.Examiner.Tokens;
import io.tributary.platform.proof.Plays;
import io.tributary.platform.proof.Proves;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What a client may ask for beyond scopes: a person, a class of login, claims, by an object. */
class WishesModulesIT extends Examined {
  @Test
  @Plays("oidcc-id-token-hint")
  @Proves({"OIDCC-3.1.2.1", "OIDCC-3.1.2.2"})
  void theHintedPersonIsSilentlyThere() {
    Tokens before = first.run();
    broker.clock().advance(Duration.ofSeconds(1));
    Tokens after = first.run("prompt", "none", "id_token_hint", before.idToken());
    assertFalse(first.wasAsked());
    assertEquals(before.claims().getString("sub"), after.claims().getString("sub"));
    assertEquals(before.claims().getValue("auth_time"), after.claims().getValue("auth_time"));
  }

  @Test
  @Plays("oidcc-ensure-request-with-acr-values-succeeds")
  @Proves({"OIDCC-3.1.2.1", "OIDCC-15.1"})
  void anAcrOfThoseThatWereAskedForComesBack() {
    JsonArray offered = broker.discovery().getJsonArray("acr_values_supported");
    String asked =
        offered == null
            ? "1 2"
            : offered.stream().map(String::valueOf).collect(Collectors.joining(" "));
    String acr = first.run("acr_values", asked).claims().getString("acr");
    assertTrue(List.of(asked.split(" ")).contains(acr), () -> acr + " for " + asked);
  }

  @Test
  @Plays("oidcc-claims-essential")
  @Proves({"OIDCC-5.5", "OIDCC-5.5.1"})
  void anEssentialClaimOfUserinfoStandsThereOnly() {
    Tokens tokens = first.run("claims", "{\"userinfo\":{\"name\":{\"essential\":true}}}");
    assertFalse(tokens.claims().containsKey("name"));
    assertEquals(
        "Alice Anderson", Examiner.claims(first.userinfo(tokens), tokens).getString("name"));
  }

  /**
   * The suite skips unsigned objects where they are not offered; what is sent is refused by name.
   */
  @Test
  @Plays({
    "oidcc-unsigned-request-object-supported-correctly-or-rejected-as-unsupported",
    "oidcc-request-uri-unsigned-supported-correctly-or-rejected-as-unsupported",
    "oidcc-ensure-request-object-with-redirect-uri"
  })
  @Proves({"OIDCC-3.1.2.6", "OIDCC-6.1", "OIDCC-6.2", "RFC9101-10.2"})
  void unsignedObjectsAreRefusedByName() {
    JsonArray offered =
        broker.discovery().getJsonArray("request_object_signing_alg_values_supported");
    assertTrue(offered == null || !offered.contains("none"));
    Map<String, String> request = first.request();
    JsonObject object = new JsonObject();
    request.forEach(object::put);
    request.put("request", unsigned(object));
    assertEquals("request_not_supported", first.error(first.open(request)));
    object.put("redirect_uri", "https://invalid.example/callback");
    request.put("request", unsigned(object));
    assertEquals("request_not_supported", first.error(first.open(request)));
    request.remove("request");
    request.put("request_uri", "https://www.certification.openid.net/test/a/tributary/r#x");
    String error = first.error(first.open(request));
    assertTrue(Set.of("request_uri_not_supported", "invalid_request_uri").contains(error), error);
    assertFalse(first.wasAsked());
  }

  private static String unsigned(JsonObject claims) {
    return encoded("{\"alg\":\"none\"}") + "." + encoded(claims.encode()) + ".";
  }

  private static String encoded(String json) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }
}
