package io.tributary.broker.bench;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/**
 * The same job for Keycloak, by its administration API: a realm that brokers to the upstream, the
 * same clients, the upstream's groups in every token. Whatever makes Keycloak do more than that is
 * off: no page for a new person, no events in the database, no rotation of refresh tokens.
 */
final class KeycloakRealm {
  static final String ADMIN = "bench-admin";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final String url;
  private final HttpClient client = HttpClient.newHttpClient();
  private String token = "";

  KeycloakRealm(String url) {
    this.url = url;
  }

  void make(String upstream) throws IOException, InterruptedException {
    token = signIn();
    call("POST", "/admin/realms", realm(upstream).encode());
    call("POST", "/admin/realms/bench/components", ecKey().encode());
    skipReview();
    keepGroups();
  }

  private String signIn() throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + "/realms/master/protocol/openid-connect/token"))
            .timeout(PATIENCE)
            .header("content-type", "application/x-www-form-urlencoded")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "grant_type=password&client_id=admin-cli&username="
                        + ADMIN
                        + "&password="
                        + BenchClient.SECRET))
            .build();
    return new JsonObject(answer(request)).getString("access_token");
  }

  private static JsonObject realm(String upstream) {
    JsonArray clients = new JsonArray();
    for (Algorithm algorithm : Algorithm.values()) {
      clients.add(client(algorithm));
    }
    return new JsonObject()
        .put("realm", "bench")
        .put("enabled", true)
        .put("sslRequired", "none")
        .put("revokeRefreshToken", false)
        .put("eventsEnabled", false)
        .put("adminEventsEnabled", false)
        .put("clients", clients)
        .put("identityProviders", new JsonArray().add(provider(upstream)))
        .put("identityProviderMappers", new JsonArray().add(groupsIn()));
  }

  private static JsonObject client(Algorithm algorithm) {
    return new JsonObject()
        .put("clientId", algorithm.clientId())
        .put("secret", BenchClient.SECRET)
        .put("enabled", true)
        .put("publicClient", false)
        .put("standardFlowEnabled", true)
        .put("directAccessGrantsEnabled", false)
        .put("serviceAccountsEnabled", true)
        .put("consentRequired", false)
        .put("redirectUris", new JsonArray().add(BenchClient.REDIRECT))
        .put("protocolMappers", new JsonArray().add(groupsOut()).add(audience(algorithm)))
        .put(
            "attributes",
            new JsonObject()
                .put("pkce.code.challenge.method", "S256")
                .put("access.token.signed.response.alg", algorithm.name())
                .put("id.token.signed.response.alg", algorithm.name()));
  }

  /** It tells a client of those tokens only that name it as their audience. */
  private static JsonObject audience(Algorithm algorithm) {
    return new JsonObject()
        .put("name", "audience")
        .put("protocol", "openid-connect")
        .put("protocolMapper", "oidc-audience-mapper")
        .put(
            "config",
            new JsonObject()
                .put("included.client.audience", algorithm.clientId())
                .put("access.token.claim", "true")
                .put("introspection.token.claim", "true"));
  }

  private static JsonObject groupsOut() {
    return new JsonObject()
        .put("name", "groups")
        .put("protocol", "openid-connect")
        .put("protocolMapper", "oidc-usermodel-attribute-mapper")
        .put(
            "config",
            new JsonObject()
                .put("user.attribute", "groups")
                .put("claim.name", "groups")
                .put("jsonType.label", "String")
                .put("multivalued", "true")
                .put("id.token.claim", "true")
                .put("access.token.claim", "true")
                .put("userinfo.token.claim", "true")
                .put("introspection.token.claim", "true"));
  }

  private static JsonObject provider(String issuer) {
    return new JsonObject()
        .put("alias", "upstream")
        .put("providerId", "oidc")
        .put("enabled", true)
        .put("trustEmail", true)
        .put("storeToken", false)
        .put(
            "config",
            new JsonObject()
                .put("clientId", BenchUpstream.CLIENT)
                .put("clientSecret", BenchClient.SECRET)
                .put("clientAuthMethod", "client_secret_basic")
                .put("issuer", issuer)
                .put("authorizationUrl", issuer + "/authorize")
                .put("tokenUrl", issuer + "/token")
                .put("userInfoUrl", issuer + "/userinfo")
                .put("jwksUrl", issuer + "/keys")
                .put("useJwksUrl", "true")
                .put("validateSignature", "true")
                .put("pkceEnabled", "true")
                .put("pkceMethod", "S256")
                .put("defaultScope", "openid profile email groups")
                .put("syncMode", "FORCE"));
  }

  private static JsonObject groupsIn() {
    return new JsonObject()
        .put("name", "groups")
        .put("identityProviderAlias", "upstream")
        .put("identityProviderMapper", "oidc-user-attribute-idp-mapper")
        .put(
            "config",
            new JsonObject()
                .put("claim", "groups")
                .put("user.attribute", "groups")
                .put("syncMode", "FORCE"));
  }

  private static JsonObject ecKey() {
    return new JsonObject()
        .put("name", "es256")
        .put("providerId", "ecdsa-generated")
        .put("providerType", "org.keycloak.keys.KeyProvider")
        .put(
            "config",
            new JsonObject()
                .put("priority", new JsonArray().add("50"))
                .put("enabled", new JsonArray().add("true"))
                .put("active", new JsonArray().add("true"))
                .put("ecdsaEllipticCurveKey", new JsonArray().add("P-256")));
  }

  /** A new person is not asked to look at what the upstream said of them. */
  private void skipReview() throws IOException, InterruptedException {
    String flow = "/admin/realms/bench/authentication/flows/first%20broker%20login/executions";
    JsonArray executions = new JsonArray(call("GET", flow, ""));
    for (int i = 0; i < executions.size(); i++) {
      JsonObject execution = executions.getJsonObject(i);
      if ("idp-review-profile".equals(execution.getString("providerId"))) {
        call("PUT", flow, execution.put("requirement", "DISABLED").encode());
      }
    }
  }

  /** The attribute that holds the groups is none that the realm's profile knows. */
  private void keepGroups() throws IOException, InterruptedException {
    String profile = "/admin/realms/bench/users/profile";
    JsonObject known = new JsonObject(call("GET", profile, ""));
    call("PUT", profile, known.put("unmanagedAttributePolicy", "ENABLED").encode());
  }

  private String call(String method, String path, String body)
      throws IOException, InterruptedException {
    return answer(
        HttpRequest.newBuilder(URI.create(url + path))
            .timeout(PATIENCE)
            .header("authorization", "Bearer " + token)
            .header("content-type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  private String answer(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() / 100 != 2) {
      throw new IOException(
          "Keycloak answers "
              + response.statusCode()
              + " to "
              + request.uri().getPath()
              + ": "
              + response.body());
    }
    return response.body();
  }
}
