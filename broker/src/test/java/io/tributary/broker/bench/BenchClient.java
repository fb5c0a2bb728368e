package io.tributary.broker.bench;

import io.tributary.platform.protocol.Pkce;
import io.tributary.platform.protocol.RandomToken;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClient;
import io.vertx.core.json.JsonObject;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** A relying party with PKCE and a secret, and the browsers in front of it. */
final class BenchClient {
  static final String SECRET = "bench-client-secret-of-no-value";

  /** Nobody listens there: the browser stops when it is sent there. */
  static final String REDIRECT = "http://localhost:1/callback";

  private final HttpClient client;
  private final Endpoints endpoints;
  private final String id;
  private final String basic;

  BenchClient(HttpClient client, Endpoints endpoints, String id) {
    this.client = client;
    this.endpoints = endpoints;
    this.id = id;
    this.basic =
        "Basic "
            + Base64.getEncoder()
                .encodeToString((id + ":" + SECRET).getBytes(StandardCharsets.US_ASCII));
  }

  /** A code, and what it takes to exchange it. */
  record Code(String code, String verifier) {}

  String refreshScope() {
    return endpoints.refreshScope();
  }

  LoadBrowser browser() {
    return new LoadBrowser(client, endpoints.origin());
  }

  /**
   * The browser's part of a login; what it passes on the way depends on its cookies.
   *
   * @param scope further scopes than openid, profile and email, each after a {@code +}
   */
  Future<Code> authorize(LoadBrowser browser, String scope) {
    String verifier = RandomToken.bits256();
    String state = RandomToken.bits128();
    return browser
        .follow(address(scope, state, verifier), REDIRECT)
        .map(
            arrived -> {
              require(parameter(arrived, "state").equals(state), "the state came back changed");
              String code = parameter(arrived, "code");
              require(!code.isEmpty(), "no code in " + arrived);
              return new Code(code, verifier);
            });
  }

  /** The first page that a browser without a session sees. */
  Future<LoadBrowser.Page> page(LoadBrowser browser) {
    return browser.page(address("", RandomToken.bits128(), RandomToken.bits256()));
  }

  private String address(String scope, String state, String verifier) {
    return endpoints.authorize()
        + "response_type=code&client_id="
        + id
        + "&redirect_uri="
        + encode(REDIRECT)
        + "&scope=openid+profile+email"
        + scope
        + "&state="
        + state
        + "&nonce="
        + RandomToken.bits128()
        + "&code_challenge="
        + Pkce.challenge(verifier)
        + "&code_challenge_method=S256";
  }

  /** The token response. */
  Future<JsonObject> exchange(Code code) {
    return token(
            "grant_type=authorization_code&code="
                + code.code()
                + "&redirect_uri="
                + encode(REDIRECT)
                + "&code_verifier="
                + code.verifier())
        .map(
            tokens -> {
              require(tokens.getString("id_token") != null, "no id_token");
              return tokens;
            });
  }

  /** The next tokens; a refresh token, an access token and an id_token are among them. */
  Future<JsonObject> refresh(String refreshToken) {
    return token("grant_type=refresh_token&refresh_token=" + encode(refreshToken))
        .map(
            tokens -> {
              require(tokens.getString("refresh_token") != null, "no refresh_token");
              require(tokens.getString("id_token") != null, "no id_token");
              return tokens;
            });
  }

  /** A token of the client's own. */
  Future<JsonObject> clientCredentials() {
    return token("grant_type=client_credentials")
        .map(
            tokens -> {
              require(tokens.getString("access_token") != null, "no access_token");
              return tokens;
            });
  }

  private Future<JsonObject> token(String form) {
    return HttpRequests.post(client, endpoints.token(), basic, form)
        .map(body -> body.toJsonObject());
  }

  /** What the provider says of an access token; it has to be good. */
  Future<JsonObject> introspect(String accessToken) {
    return HttpRequests.post(
            client, endpoints.introspection(), basic, "token=" + encode(accessToken))
        .map(
            body -> {
              JsonObject answer = body.toJsonObject();
              require(answer.getBoolean("active", false), "not active");
              return answer;
            });
  }

  /** The claims of an access token's person. */
  Future<JsonObject> userinfo(String accessToken) {
    return HttpRequests.get(client, endpoints.userinfo(), "Bearer " + accessToken)
        .map(
            body -> {
              JsonObject claims = body.toJsonObject();
              require(claims.getJsonArray("groups") != null, "no groups in userinfo");
              return claims;
            });
  }

  Future<Void> keys() {
    return document(endpoints.keys(), "keys");
  }

  Future<Void> discovery() {
    return document(endpoints.discovery(), "jwks_uri");
  }

  private Future<Void> document(String address, String member) {
    return HttpRequests.get(client, address, "")
        .map(
            body -> {
              require(body.toString().contains('"' + member + '"'), "not the document");
              return null;
            });
  }

  private static void require(boolean condition, String complaint) {
    if (!condition) {
      throw new IllegalStateException(complaint);
    }
  }

  private static String parameter(String address, String name) {
    for (String pair : address.substring(address.indexOf('?') + 1).split("&", -1)) {
      if (pair.startsWith(name + "=")) {
        return URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8);
      }
    }
    return "";
  }

  private static String encode(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
