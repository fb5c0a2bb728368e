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
  static final String ID = "bench-client";
  static final String SECRET = "bench-client-secret-of-no-value";

  /** Nobody listens there: the browser stops when it is sent there. */
  static final String REDIRECT = "http://localhost:1/callback";

  private static final String BASIC =
      "Basic "
          + Base64.getEncoder()
              .encodeToString((ID + ":" + SECRET).getBytes(StandardCharsets.US_ASCII));

  private final HttpClient client;
  private final String broker;

  BenchClient(HttpClient client, String broker) {
    this.client = client;
    this.broker = broker;
  }

  /** A code, and what it takes to exchange it. */
  record Code(String code, String verifier) {}

  LoadBrowser browser() {
    return new LoadBrowser(client, broker);
  }

  /** The browser's part of a login; what it passes on the way depends on its cookies. */
  Future<Code> authorize(LoadBrowser browser) {
    String verifier = RandomToken.bits256();
    String state = RandomToken.bits128();
    String address =
        broker
            + "/oauth2/v1/authorize?response_type=code&client_id="
            + ID
            + "&redirect_uri="
            + encode(REDIRECT)
            + "&scope=openid+profile+email&state="
            + state
            + "&nonce="
            + RandomToken.bits128()
            + "&code_challenge="
            + Pkce.challenge(verifier)
            + "&code_challenge_method=S256";
    return browser
        .follow(address, REDIRECT)
        .map(
            arrived -> {
              require(parameter(arrived, "state").equals(state), "the state came back changed");
              String code = parameter(arrived, "code");
              require(!code.isEmpty(), "no code in " + arrived);
              return new Code(code, verifier);
            });
  }

  /** The token response. */
  Future<JsonObject> exchange(Code code) {
    String form =
        "grant_type=authorization_code&code="
            + code.code()
            + "&redirect_uri="
            + encode(REDIRECT)
            + "&code_verifier="
            + code.verifier();
    return HttpRequests.post(client, broker + "/oauth2/v1/token", BASIC, form)
        .map(
            body -> {
              JsonObject tokens = body.toJsonObject();
              require(tokens.getString("id_token") != null, "no id_token");
              return tokens;
            });
  }

  /** The claims of an access token's person. */
  Future<JsonObject> userinfo(String accessToken) {
    return HttpRequests.get(client, broker + "/oauth2/v1/userinfo", "Bearer " + accessToken)
        .map(
            body -> {
              JsonObject claims = body.toJsonObject();
              require(claims.getJsonArray("groups") != null, "no groups in userinfo");
              return claims;
            });
  }

  Future<Void> document(String path, String member) {
    return HttpRequests.get(client, broker + path, "")
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
