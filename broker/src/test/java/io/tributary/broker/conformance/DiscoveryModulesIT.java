package io.tributary.broker.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import io.tributary.platform.proof.Plays;
import io.tributary.platform.proof.Profile;
import io.tributary.platform.proof.Proves;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.text.ParseException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The documents, member by member. */
class DiscoveryModulesIT extends Examined {
  /**
   * Of OpenID Connect Discovery and the specifications that add to it; the suite knows no other.
   */
  private static final Set<String> KNOWN =
      Set.of(
          "issuer",
          "authorization_endpoint",
          "token_endpoint",
          "userinfo_endpoint",
          "jwks_uri",
          "registration_endpoint",
          "introspection_endpoint",
          "revocation_endpoint",
          "pushed_authorization_request_endpoint",
          "require_pushed_authorization_requests",
          "device_authorization_endpoint",
          "end_session_endpoint",
          "check_session_iframe",
          "scopes_supported",
          "response_types_supported",
          "response_modes_supported",
          "grant_types_supported",
          "acr_values_supported",
          "subject_types_supported",
          "id_token_signing_alg_values_supported",
          "id_token_encryption_alg_values_supported",
          "id_token_encryption_enc_values_supported",
          "userinfo_signing_alg_values_supported",
          "userinfo_encryption_alg_values_supported",
          "userinfo_encryption_enc_values_supported",
          "request_object_signing_alg_values_supported",
          "request_object_encryption_alg_values_supported",
          "request_object_encryption_enc_values_supported",
          "token_endpoint_auth_methods_supported",
          "token_endpoint_auth_signing_alg_values_supported",
          "introspection_endpoint_auth_methods_supported",
          "introspection_endpoint_auth_signing_alg_values_supported",
          "introspection_signing_alg_values_supported",
          "introspection_encryption_alg_values_supported",
          "introspection_encryption_enc_values_supported",
          "revocation_endpoint_auth_methods_supported",
          "revocation_endpoint_auth_signing_alg_values_supported",
          "display_values_supported",
          "claim_types_supported",
          "claims_supported",
          "claims_locales_supported",
          "ui_locales_supported",
          "service_documentation",
          "op_policy_uri",
          "op_tos_uri",
          "claims_parameter_supported",
          "request_parameter_supported",
          "request_uri_parameter_supported",
          "require_request_uri_registration",
          "code_challenge_methods_supported",
          "prompt_values_supported",
          "authorization_response_iss_parameter_supported",
          "frontchannel_logout_supported",
          "frontchannel_logout_session_supported",
          "backchannel_logout_supported",
          "backchannel_logout_session_supported");

  @Test
  @Plays(
      value = "oidcc-discovery-endpoint-verification",
      in = {Profile.CONFIG, Profile.DYNAMIC})
  @Proves({"DISCOVERY-3", "DISCOVERY-4.2", "DISCOVERY-4.3", "RFC8414-2"})
  void theDocumentIsWholeAndTrue() {
    HttpResponse<String> answer =
        Wire.send(
            HttpRequest.newBuilder(
                URI.create(broker.issuer() + "/.well-known/openid-configuration")));
    assertEquals(200, answer.statusCode());
    assertTrue(
        answer.headers().firstValue("content-type").orElse("").startsWith("application/json"));
    JsonObject document = new JsonObject(answer.body());
    assertEquals(Set.of(), unknown(document));
    assertContains(document, "response_types_supported", "code");
    assertContains(document, "subject_types_supported", "public");
    assertContains(document, "id_token_signing_alg_values_supported", "RS256");
    assertContains(document, "grant_types_supported", "authorization_code");
    assertContains(document, "scopes_supported", "openid");
    assertContains(document, "code_challenge_methods_supported", "S256");
    for (String claim : List.of("sub", "iss", "auth_time", "name", "email")) {
      assertContains(document, "claims_supported", claim);
    }
    for (String scope : strings(document, "scopes_supported")) {
      assertTrue(scope.matches("[\\x21\\x23-\\x5B\\x5D-\\x7E]+"), scope);
    }
    assertEquals(true, document.getBoolean("authorization_response_iss_parameter_supported"));
    assertEquals(true, document.getBoolean("claims_parameter_supported"));
    assertEquals(true, document.getBoolean("request_parameter_supported"));
    assertEquals(true, document.getBoolean("request_uri_parameter_supported"));
    assertTrue(document.getString("registration_endpoint").startsWith(broker.issuer()));
    noMemberIsEmpty(document);
    everyAddressIsOurs(document);
  }

  private static Set<String> unknown(JsonObject document) {
    Set<String> unknown = new HashSet<>(document.fieldNames());
    unknown.removeAll(KNOWN);
    return unknown;
  }

  private static List<String> strings(JsonObject document, String member) {
    return document.getJsonArray(member, new JsonArray()).stream().map(String::valueOf).toList();
  }

  private static void assertContains(JsonObject document, String member, String value) {
    assertTrue(strings(document, member).contains(value), () -> member + " without " + value);
  }

  /** RFC 8414 §3.2: members without elements are left out. */
  private static void noMemberIsEmpty(JsonObject document) {
    for (String member : document.fieldNames()) {
      assertTrue(!(document.getValue(member) instanceof JsonArray list) || !list.isEmpty(), member);
    }
  }

  /** With an https issuer all are https, since all begin with it. */
  private static void everyAddressIsOurs(JsonObject document) {
    for (String member : document.fieldNames()) {
      if (member.endsWith("_endpoint") || member.equals("jwks_uri")) {
        assertTrue(document.getString(member).startsWith(broker.issuer() + "/"), member);
      }
    }
  }

  @Test
  @Proves({"RFC7517-4", "RFC7517-4.5", "RFC7517-5", "RFC7517-9", "OIDCC-10.1", "DISCOVERY-3"})
  void theKeysAreNamedDistinctAndPublic() throws ParseException {
    JWKSet keys =
        JWKSet.parse(Wire.send(HttpRequest.newBuilder(broker.endpoint("jwks_uri"))).body());
    Set<String> names = new HashSet<>();
    for (JWK key : keys.getKeys()) {
      assertTrue(names.add(key.getKeyID()), key.getKeyID());
      assertTrue(!key.isPrivate(), key.getKeyID());
      assertEquals("sig", key.getKeyUse().identifier());
      assertTrue(key.size() >= 256, key.getKeyID());
    }
    assertTrue(!names.isEmpty());
  }
}
