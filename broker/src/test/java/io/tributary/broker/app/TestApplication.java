package io.tributary.broker.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.platform.protocol.LoginReportLink;
import io.tributary.platform.protocol.Pkce;
import io.tributary.platform.protocol.RandomToken;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * An application that trusts the broker: reads discovery, builds requests, exchanges codes. What it
 * sends can be changed for one request at a time; what it keeps is that of the last request.
 */
final class TestApplication {
  /** As if a member of discovery, which it is not. */
  static final String LOGIN_REPORT = "(login report)";

  private final HttpClient http = HttpClient.newHttpClient();
  private final String id;
  private final String secret;
  private final String redirectUri;
  private final JsonObject discovery;
  private final String verifier = RandomToken.bits256();
  private final String state = RandomToken.bits256();
  private final String nonce = RandomToken.bits256();

  private TestApplication(String id, String secret, String redirectUri, JsonObject discovery) {
    this.id = id;
    this.secret = secret;
    this.redirectUri = redirectUri;
    this.discovery = discovery;
  }

  /** At an issuer, by its discovery document. */
  static TestApplication at(String issuer, String id, String secret, String redirectUri) {
    String base = issuer.endsWith("/") ? issuer : issuer + "/";
    TestApplication finder = new TestApplication(id, secret, redirectUri, new JsonObject());
    HttpResponse<String> found =
        finder.send(HttpRequest.newBuilder(URI.create(base + ".well-known/openid-configuration")));
    assertEquals(200, found.statusCode(), found::body);
    JsonObject discovery = new JsonObject(found.body());
    assertEquals(issuer, discovery.getString("issuer"));
    LoginReportLink.find(found.headers().allValues(LoginReportLink.HEADER))
        .ifPresent(address -> discovery.put(LOGIN_REPORT, address));
    return new TestApplication(id, secret, redirectUri, discovery);
  }

  String id() {
    return id;
  }

  String secret() {
    return secret;
  }

  String state() {
    return state;
  }

  String nonce() {
    return nonce;
  }

  String redirectUri() {
    return redirectUri;
  }

  String issuer() {
    return discovery.getString("issuer");
  }

  JsonObject discovery() {
    return discovery;
  }

  URI endpoint(String name) {
    return URI.create(discovery.getString(name));
  }

  /** A complete authorization request; changes may add, replace, or (with null) leave out. */
  Map<String, String> request(String... changes) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("response_type", "code");
    parameters.put("client_id", id);
    parameters.put("redirect_uri", redirectUri);
    parameters.put("scope", "openid profile email groups roles");
    parameters.put("state", state);
    parameters.put("nonce", nonce);
    parameters.put("code_challenge", Pkce.challenge(verifier));
    parameters.put("code_challenge_method", "S256");
    return changed(parameters, changes);
  }

  URI authorize(String... changes) {
    return URI.create(endpoint("authorization_endpoint") + "?" + encoded(request(changes)));
  }

  /** A complete token request. */
  Map<String, String> exchangeForm(String code, String... changes) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("grant_type", "authorization_code");
    parameters.put("code", code);
    parameters.put("redirect_uri", redirectUri);
    parameters.put("code_verifier", verifier);
    return changed(parameters, changes);
  }

  HttpResponse<String> post(URI to, String form, Map<String, String> headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(to)
            .header("content-type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form));
    headers.forEach(request::header);
    return send(request);
  }

  /** By basic credentials, form-encoded as RFC 6749 says. */
  HttpResponse<String> exchange(String code, String... changes) {
    return post(
        endpoint("token_endpoint"),
        encoded(exchangeForm(code, changes)),
        Map.of("authorization", basic(encode(id), encode(secret))));
  }

  /** Exchanges a code that must be good. */
  JsonObject tokens(String code) {
    HttpResponse<String> answer = exchange(code);
    assertEquals(200, answer.statusCode(), answer::body);
    assertEquals("no-store", answer.headers().firstValue("cache-control").orElse(""));
    return new JsonObject(answer.body());
  }

  HttpResponse<String> userinfo(String accessToken) {
    return send(
        HttpRequest.newBuilder(endpoint("userinfo_endpoint"))
            .header("authorization", "Bearer " + accessToken));
  }

  JsonObject claims(JsonObject tokens) {
    HttpResponse<String> answer = userinfo(tokens.getString("access_token"));
    assertEquals(200, answer.statusCode(), answer::body);
    return new JsonObject(answer.body());
  }

  /** That the answer of a direct endpoint is this OAuth error. */
  static void assertError(HttpResponse<String> answer, int status, String error) {
    assertEquals(status, answer.statusCode(), answer::body);
    JsonObject body = new JsonObject(answer.body());
    assertEquals(error, body.getString("error"));
    assertTrue(body.getString("error_description").length() > 5);
  }

  HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  static String basic(String user, String password) {
    return "Basic "
        + Base64.getEncoder()
            .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
  }

  static Map<String, String> changed(Map<String, String> parameters, String... changes) {
    for (int i = 0; i < changes.length; i += 2) {
      if (changes[i + 1] == null) {
        parameters.remove(changes[i]);
      } else {
        parameters.put(changes[i], changes[i + 1]);
      }
    }
    return parameters;
  }

  static String encoded(Map<String, String> parameters) {
    List<String> pairs =
        parameters.entrySet().stream()
            .map(pair -> encode(pair.getKey()) + "=" + encode(pair.getValue()))
            .toList();
    return pairs.stream().collect(Collectors.joining("&"));
  }

  static String encode(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
