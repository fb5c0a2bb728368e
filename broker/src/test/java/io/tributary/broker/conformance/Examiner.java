package io.tributary.broker.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.platform.http.Browser;
import io.tributary.platform.http.Form;
import io.tributary.platform.http.Page;
import io.tributary.platform.protocol.RandomToken;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The suite's part: a client of the configuration, and the browser of the person who runs the
 * suite. Every answer is held to what the suite demands of each answer of its kind.
 */
final class Examiner {
  /** As the configuration for examiners has them when nothing else is set. */
  static final String CALLBACK = "https://www.certification.openid.net/test/a/tributary/callback";

  private static final int MAX_HOPS = 20;

  private final ExaminedBroker broker;
  private final String id;
  private final String secret;
  private final String callback;
  private final Browser browser;
  private Map<String, String> sent = Map.of();
  private boolean asked;

  private Examiner(ExaminedBroker broker, String id, String secret, String callback) {
    this.broker = broker;
    this.id = id;
    this.secret = secret;
    this.callback = callback;
    this.browser = new Browser(broker.clock());
  }

  /** The first client of a plan, and a new browser. */
  static Examiner first(ExaminedBroker broker) {
    return new Examiner(broker, "examiner", "a-secret-of-the-first-client-of-the-suite", CALLBACK);
  }

  /** The second client, whose redirect URI has a query. */
  static Examiner second(ExaminedBroker broker) {
    return new Examiner(
        broker,
        "examiner-2",
        "a-secret-of-the-second-client-of-the-suite",
        CALLBACK + "?dummy1=lorem&dummy2=ipsum");
  }

  /** A client that registers itself as the suite does; what it gets is held to what it asked. */
  static Examiner registered(ExaminedBroker broker, JsonObject more) {
    JsonObject answer = created(register(broker, more));
    return new Examiner(
        broker,
        answer.getString("client_id"),
        answer.getString("client_secret"),
        answer.getJsonArray("redirect_uris").getString(0));
  }

  /** Metadata as the suite sends them, with members that a module adds or replaces. */
  static HttpResponse<String> register(ExaminedBroker broker, JsonObject more) {
    JsonObject metadata =
        new JsonObject()
            .put("client_name", "Suite " + RandomToken.bits256().substring(0, 12))
            .put("grant_types", new JsonArray().add("authorization_code"))
            .put("token_endpoint_auth_method", "client_secret_basic")
            .put("response_types", new JsonArray().add("code"))
            .put("redirect_uris", new JsonArray().add(CALLBACK))
            .put("contacts", new JsonArray().add("certification@oidf.org"))
            .mergeIn(more);
    return Wire.send(
        HttpRequest.newBuilder(broker.endpoint("registration_endpoint"))
            .header("content-type", "application/json")
            .POST(BodyPublishers.ofString(metadata.encode())));
  }

  /** OpenID Connect Dynamic Client Registration 1.0 §3.2. */
  static JsonObject created(HttpResponse<String> answer) {
    assertEquals(201, answer.statusCode(), answer::body);
    assertJson(answer);
    JsonObject body = new JsonObject(answer.body());
    assertTrue(!body.getString("client_id").isEmpty());
    assertTrue(body.getString("client_secret").length() >= 32);
    assertTrue(body.getLong("client_secret_expires_at") >= 0);
    // Both or none.
    assertTrue(!body.getString("registration_access_token").isEmpty());
    assertTrue(body.getString("registration_client_uri").startsWith("http"));
    return body;
  }

  String id() {
    return id;
  }

  Browser browser() {
    return browser;
  }

  /** What stood in the last authorization request. */
  String sent(String name) {
    return sent.get(name);
  }

  /** Whether the last request made the person log in. */
  boolean wasAsked() {
    return asked;
  }

  /** A request as the suite makes it; changes may add, replace, or (with null) leave out. */
  Map<String, String> request(String... changes) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("client_id", id);
    parameters.put("redirect_uri", callback);
    parameters.put("scope", "openid");
    parameters.put("state", RandomToken.bits256().substring(0, 10));
    parameters.put("nonce", RandomToken.bits256().substring(0, 10));
    parameters.put("response_type", "code");
    for (int i = 0; i < changes.length; i += 2) {
      if (changes[i + 1] == null) {
        parameters.remove(changes[i]);
      } else {
        parameters.put(changes[i], changes[i + 1]);
      }
    }
    return parameters;
  }

  /** Opens a request; the person logs in when asked. Ends at a page or before the callback. */
  Page open(Map<String, String> request) {
    sent = Map.copyOf(request);
    asked = false;
    return onward(
        browser.open(
            URI.create(broker.endpoint("authorization_endpoint") + "?" + Wire.encoded(request))));
  }

  /** The same as a form that a page of the suite posts. */
  Page post(Map<String, String> request) {
    sent = Map.copyOf(request);
    asked = false;
    StringBuilder html = new StringBuilder("<form method=post action=\"");
    html.append(broker.endpoint("authorization_endpoint")).append("\">");
    request.forEach(
        (name, value) ->
            html.append("<input type=hidden name=\"%s\" value=\"%s\">".formatted(name, value)));
    Page foreign = browser.foreign(URI.create(callback), html + "<button>Go</button></form>");
    return onward(browser.submit(foreign.form()));
  }

  /** Follows hops and logs in, until something else is to be seen or the suite is reached. */
  Page onward(Page page) {
    Page current = page;
    for (int i = 0; i < MAX_HOPS; i++) {
      if (current.isRedirect()) {
        if (!broker.isOwn(current.location())) {
          return current;
        }
        current = browser.follow(current);
      } else if (isLogin(current)) {
        asked = true;
        Form login = current.form(form -> form.value("username").isPresent());
        current = browser.submit(login.with("username", "alice").with("password", "conformance"));
      } else if (isConsent(current)) {
        current = browser.submit(current.form().press("allow"));
      } else {
        return current;
      }
    }
    throw new AssertionError("no end, last " + current);
  }

  /** Clients that registered themselves always ask. */
  private static boolean isConsent(Page page) {
    return page.status() == 200
        && page.forms().stream()
            .flatMap(form -> form.buttons().stream())
            .anyMatch(button -> button.value().equals("allow"));
  }

  private static boolean isLogin(Page page) {
    return page.status() == 200
        && page.forms().stream().anyMatch(form -> form.value("username").isPresent());
  }

  /** What the callback is given; it must be the callback, with its own query. */
  Map<String, String> answer(Page page) {
    assertTrue(page.isRedirect(), () -> page + " " + page.text());
    URI at = page.location();
    String query = at.getRawQuery();
    assertTrue(at.toString().startsWith(callback), at::toString);
    assertEquals(null, at.getRawFragment());
    Map<String, String> found = Wire.decoded(query);
    int own = callback.indexOf('?');
    if (own > 0) {
      Wire.decoded(callback.substring(own + 1))
          .forEach((name, value) -> assertEquals(value, found.remove(name)));
    }
    assertEquals(sent.get("state"), found.get("state"));
    assertEquals(broker.issuer(), found.get("iss"));
    return found;
  }

  /** A code, after all that the suite demands of an answer with one. */
  String code(Page page) {
    Map<String, String> answer = answer(page);
    assertEquals(Set.of("code", "state", "iss"), answer.keySet(), answer::toString);
    return answer.get("code");
  }

  /** An error at the callback, with nothing in it that is not one's. */
  String error(Page page) {
    Map<String, String> answer = answer(page);
    assertTrue(
        Set.of("error", "error_description", "error_uri", "state", "iss")
            .containsAll(answer.keySet()),
        answer::toString);
    String description = answer.getOrDefault("error_description", "-");
    assertTrue(description.matches("[\\x20-\\x21\\x23-\\x5B\\x5D-\\x7E]+"), description);
    return answer.get("error");
  }

  /** A code for tokens, with the secret in the header. */
  HttpResponse<String> exchange(String code, String... more) {
    return ask(form(code, more));
  }

  /** Refreshes, with the secret in the header. */
  HttpResponse<String> refresh(String refreshToken) {
    return ask(Map.of("grant_type", "refresh_token", "refresh_token", refreshToken));
  }

  private HttpResponse<String> ask(Map<String, String> form) {
    String credentials = Wire.encode(id) + ":" + Wire.encode(secret);
    return Wire.post(
        broker.endpoint("token_endpoint"),
        form,
        Map.of(
            "authorization",
            "Basic "
                + Base64.getEncoder()
                    .encodeToString(credentials.getBytes(StandardCharsets.UTF_8))));
  }

  /** The same with the secret in the form. */
  HttpResponse<String> exchangeByPost(String code) {
    return Wire.post(
        broker.endpoint("token_endpoint"),
        form(code, "client_id", id, "client_secret", secret),
        Map.of());
  }

  private Map<String, String> form(String code, String... more) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", "authorization_code");
    form.put("code", code);
    form.put("redirect_uri", callback);
    for (int i = 0; i < more.length; i += 2) {
      form.put(more[i], more[i + 1]);
    }
    return form;
  }

  /** Tokens, after all that the suite demands of them. */
  Tokens tokens(HttpResponse<String> answer) {
    return tokens(answer, sent);
  }

  /** The same after a refresh; its id_token has no nonce (OpenID Connect Core 1.0 §12.2). */
  Tokens refreshed(HttpResponse<String> answer) {
    Map<String, String> asked = new LinkedHashMap<>(sent);
    asked.remove("nonce");
    return tokens(answer, asked);
  }

  private Tokens tokens(HttpResponse<String> answer, Map<String, String> asked) {
    assertEquals(200, answer.statusCode(), answer::body);
    assertJson(answer);
    assertEquals("no-store", answer.headers().firstValue("cache-control").orElse(""));
    JsonObject body = new JsonObject(answer.body());
    assertTrue("Bearer".equalsIgnoreCase(body.getString("token_type")), answer::body);
    assertTrue(body.getInteger("expires_in") > 0, answer::body);
    assertTrue(!body.getString("access_token").isEmpty());
    IdTokenChecks checks = new IdTokenChecks(broker, id);
    return new Tokens(
        body.getString("access_token"),
        Optional.ofNullable(body.getString("refresh_token")),
        body.getString("id_token"),
        checks.check(body.getString("id_token"), asked, body.getString("access_token")));
  }

  /** The whole way: request, login when asked, code, tokens. */
  Tokens run(String... changes) {
    return tokens(exchange(code(open(request(changes)))));
  }

  HttpResponse<String> userinfo(Tokens tokens) {
    return Wire.send(
        HttpRequest.newBuilder(broker.endpoint("userinfo_endpoint"))
            .header("authorization", "Bearer " + tokens.accessToken()));
  }

  /** The claims of a userinfo answer, in their shapes, of the same subject. */
  static JsonObject claims(HttpResponse<String> answer, Tokens tokens) {
    assertEquals(200, answer.statusCode(), answer::body);
    assertJson(answer);
    JsonObject claims = new JsonObject(answer.body());
    assertEquals(tokens.claims().getString("sub"), claims.getString("sub"));
    StandardClaims.assertShapes(claims);
    return claims;
  }

  private static void assertJson(HttpResponse<String> answer) {
    String type = answer.headers().firstValue("content-type").orElse("");
    assertTrue(type.matches("application/json(; ?charset=(?i:utf-8))?"), type);
  }

  /** An error of the token endpoint. */
  static void assertTokenError(HttpResponse<String> answer, String error) {
    assertEquals(400, answer.statusCode(), answer::body);
    assertJson(answer);
    JsonObject body = new JsonObject(answer.body());
    assertEquals(error, body.getString("error"));
    assertTrue(
        body.getString("error_description", "-").matches("[\\x20-\\x21\\x23-\\x5B\\x5D-\\x7E]+"));
  }

  /**
   * What a login gave.
   *
   * @param claims of the id_token
   */
  record Tokens(
      String accessToken, Optional<String> refreshToken, String idToken, JsonObject claims) {}
}
