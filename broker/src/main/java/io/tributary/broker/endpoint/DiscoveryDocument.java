package io.tributary.broker.endpoint;

import io.tributary.broker.web.EndpointPath;
import io.tributary.broker.web.Issuer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Provider metadata of one issuer (OpenID Connect Discovery §3, RFC 8414 §2, RFC 9207 §3). */
final class DiscoveryDocument {
  /** Of public clients, who may not ask about tokens (RFC 7662 §2.1). */
  private static final String NO_PROOF = "none";

  private DiscoveryDocument() {}

  static JsonObject of(Issuer issuer, Capabilities capabilities) {
    JsonObject document =
        requests(general(issuer, capabilities), capabilities.requests())
            .mergeIn(tokens(issuer, capabilities));
    if (capabilities.registration()) {
      document.put("registration_endpoint", issuer.url(EndpointPath.REGISTRATION));
    }
    if (capabilities.sessionManagement()) {
      // OpenID Connect Session Management §3.3
      document.put("check_session_iframe", issuer.url(EndpointPath.CHECK_SESSION));
    }
    return document;
  }

  private static JsonObject general(Issuer issuer, Capabilities capabilities) {
    return new JsonObject()
        .put("issuer", issuer.identifier())
        .put("authorization_endpoint", issuer.url(EndpointPath.AUTHORIZE))
        .put("token_endpoint", issuer.url(EndpointPath.TOKEN))
        .put("userinfo_endpoint", issuer.url(EndpointPath.USERINFO))
        .put("jwks_uri", issuer.url(EndpointPath.JWKS))
        .put("end_session_endpoint", issuer.url(EndpointPath.END_SESSION))
        // Front-Channel Logout §3, Back-Channel Logout §2.1: each client's own addresses decide.
        .put("frontchannel_logout_supported", true)
        .put("frontchannel_logout_session_supported", true)
        .put("backchannel_logout_supported", true)
        .put("backchannel_logout_session_supported", true)
        .put("scopes_supported", array(capabilities.scopes()))
        .put("response_types_supported", array(capabilities.responseTypes()))
        .put("response_modes_supported", array(List.of("query", "fragment", "form_post")))
        .put("grant_types_supported", array(capabilities.grantTypes()))
        .put("subject_types_supported", array(subjectTypes(capabilities)))
        .put("id_token_signing_alg_values_supported", array(capabilities.algorithms()))
        .mergeIn(authentication("token_endpoint", capabilities))
        .put("code_challenge_methods_supported", array(List.of("S256")))
        .put("claims_supported", array(capabilities.claims()))
        .put(
            "prompt_values_supported", array(List.of("none", "login", "consent", "select_account")))
        .put("authorization_response_iss_parameter_supported", true);
  }

  private static JsonObject requests(JsonObject document, Capabilities.Requests requests) {
    document
        .put("claims_parameter_supported", true)
        .put("claim_types_supported", array(List.of("normal")))
        .put("display_values_supported", array(List.of("page")))
        .put("ui_locales_supported", array(List.of("en")))
        .put("request_parameter_supported", true)
        .put("request_uri_parameter_supported", true)
        .put("require_request_uri_registration", true)
        .put("request_object_signing_alg_values_supported", array(requests.objectAlgorithms()));
    return requests.acrValues().isEmpty()
        ? document
        : document.put("acr_values_supported", array(requests.acrValues()));
  }

  /** What becomes of tokens (RFC 8414 §2, RFC 9701 §7), and how answers may be protected. */
  private static JsonObject tokens(Issuer issuer, Capabilities capabilities) {
    JsonArray signing = array(capabilities.algorithms());
    JsonArray encryption = array(capabilities.encryptionAlgorithms());
    JsonArray methods = array(capabilities.encryptionMethods());
    JsonObject introspection = authentication("introspection_endpoint", capabilities);
    introspection.getJsonArray(methods("introspection_endpoint")).remove(NO_PROOF);
    return new JsonObject()
        .put("introspection_endpoint", issuer.url(EndpointPath.INTROSPECTION))
        .mergeIn(introspection)
        .put("introspection_signing_alg_values_supported", signing)
        .put("revocation_endpoint", issuer.url(EndpointPath.REVOCATION))
        .mergeIn(authentication("revocation_endpoint", capabilities))
        .put("userinfo_signing_alg_values_supported", signing)
        .put("id_token_encryption_alg_values_supported", encryption)
        .put("id_token_encryption_enc_values_supported", methods)
        .put("userinfo_encryption_alg_values_supported", encryption)
        .put("userinfo_encryption_enc_values_supported", methods);
  }

  private static List<String> subjectTypes(Capabilities capabilities) {
    return capabilities.pairwise() ? List.of("public", "pairwise") : List.of("public");
  }

  /**
   * How clients prove who they are at a direct endpoint (RFC 8414 §2): the algorithms must be said
   * beside the methods that use them.
   */
  static JsonObject authentication(String endpoint, Capabilities capabilities) {
    return new JsonObject()
        .put(methods(endpoint), array(capabilities.authenticationMethods()))
        .put(
            endpoint + "_auth_signing_alg_values_supported",
            array(capabilities.assertionAlgorithms()));
  }

  private static String methods(String endpoint) {
    return endpoint + "_auth_methods_supported";
  }

  private static JsonArray array(Collection<String> values) {
    return new JsonArray(new ArrayList<>(values));
  }
}
