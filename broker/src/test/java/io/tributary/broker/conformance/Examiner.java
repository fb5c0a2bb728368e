package io.tributary.broker.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.platform.http.Browser;
import io.tributary.platform.http.Form;
import io.tributary.platform.http.Page;
import io.tributary.platform.protocol.RandomToken;
import io.tributary.platform.protocol.ResponseType;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
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
  private final Optional<String> secret;
  private final Credentials credentials;
  private final String callback;
  private final Flow flow;
  private final Browser browser;
  private Map<String, String> sent = Map.of();
  private boolean asked;

  private Examiner(
      ExaminedBroker broker,
      String id,
      Optional<String> secret,
      Credentials credentials,
      String callback,
      Flow flow,
      Browser browser) {
    this.broker = broker;
    this.id = id;
    this.secret = secret;
    this.credentials = credentials;
    this.callback = callback;
    this.flow = flow;
    this.browser = browser;
  }

  private static Examiner withSecret(
      ExaminedBroker broker, String id, String secret, String callback) {
    return new Examiner(
        broker,
        id,
        Optional.of(secret),
        Credentials.basic(id, secret),
        callback,
        Flow.CODE,
        new Browser(broker.clock()));
  }

  /** The same client and browser, with another kind of request. */
  Examiner using(Flow other) {
    return new Examiner(broker, id, secret, credentials, callback, other, browser);
  }

  /** The same client and browser, which says otherwise who it is. */
  Examiner proving(Credentials other) {
    return new Examiner(broker, id, secret, other, callback, flow, browser);
  }

  /** The first client of a plan, and a new browser. */
  static Examiner first(ExaminedBroker broker) {
    return withSecret(broker, "examiner", "a-secret-of-the-first-client-of-the-suite", CALLBACK);
  }

  /** The second client, whose redirect URI has a query. */
  static Examiner second(ExaminedBroker broker) {
    return withSecret(
        broker,
        "examiner-2",
        "a-secret-of-the-second-client-of-the-suite",
        CALLBACK + "?dummy1=lorem&dummy2=ipsum");
  }

  /** A client that registers itself as the suite does; what it gets is held to what it asked. */
  static Examiner registered(ExaminedBroker broker, JsonObject more) {
    JsonObject answer = Registrations.created(Registrations.register(broker, more));
    return withSecret(
        broker,
        answer.getString("client_id"),
        answer.getString("client_secret"),
        answer.getJsonArray("redirect_uris").getString(0));
  }

  /** The third client, which wants to hear of logouts. */
  static Examiner third(ExaminedBroker broker) {
    return withSecret(broker, "examiner-3", "a-secret-of-the-third-client-of-the-suite", CALLBACK);
  }

  /** The same with {@code private_key_jwt}, as the plan for registered clients has it. */
  static Examiner registered(ExaminedBroker broker, SuiteKeys keys, JsonObject more) {
    JsonObject metadata = new JsonObject().put("token_endpoint_auth_method", "private_key_jwt");
    if (!more.containsKey("jwks_uri")) {
      metadata.put("jwks", keys.jwks());
    }
    JsonObject answer =
        Registrations.created(Registrations.register(broker, metadata.mergeIn(more)));
    String id = answer.getString("client_id");
    return new Examiner(
        broker,
        id,
        Optional.empty(),
        Credentials.assertion(
            id, keys, broker.endpoint("token_endpoint").toString(), broker.clock()),
        answer.getJsonArray("redirect_uris").getString(0),
        Flow.CODE,
        new Browser(broker.clock()));
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
    parameters.put("response_type", flow.type());
    flow.mode().ifPresent(mode -> parameters.put("response_mode", mode.wire()));
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
    Map<String, String> found = flow.received(page, callback);
    assertEquals(sent.get("state"), found.get("state"));
    assertEquals(broker.issuer(), found.get("iss"));
    return found;
  }

  /** A success, with all that was asked for and nothing else. */
  Map<String, String> success(Page page) {
    Map<String, String> answer = answer(page);
    flow.assertMembers(answer);
    return answer;
  }

  /** A code, after all that the suite demands of an answer with one. */
  String code(Page page) {
    return success(page).get("code");
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

  /** A code for tokens, with the credentials of the client. */
  HttpResponse<String> exchange(String code, String... more) {
    return ask(form(code, more));
  }

  /** Refreshes, with the credentials of the client. */
  HttpResponse<String> refresh(String refreshToken) {
    return ask(Map.of("grant_type", "refresh_token", "refresh_token", refreshToken));
  }

  private HttpResponse<String> ask(Map<String, String> form) {
    return credentials.send(broker.endpoint("token_endpoint"), form);
  }

  /** The same with the secret in the form. */
  HttpResponse<String> exchangeByPost(String code) {
    return Credentials.post(id, secret.orElseThrow())
        .send(broker.endpoint("token_endpoint"), form(code));
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
    Wire.assertJson(answer);
    assertEquals("no-store", answer.headers().firstValue("cache-control").orElse(""));
    JsonObject body = new JsonObject(answer.body());
    assertTrue("Bearer".equalsIgnoreCase(body.getString("token_type")), answer::body);
    assertTrue(body.getInteger("expires_in") > 0, answer::body);
    assertTrue(!body.getString("access_token").isEmpty());
    return new Tokens(
        body.getString("access_token"),
        Optional.ofNullable(body.getString("refresh_token")),
        body.getString("id_token"),
        new IdTokenChecks(broker, id)
            .check(body.getString("id_token"), asked, body.getString("access_token")));
  }

  /**
   * What stood in the answer to a browser itself; its id_token says so of what came with it (OpenID
   * Connect Core 1.0 §3.2.2.9, §3.3.2.11). Members that did not come are null.
   */
  Tokens atFront(Map<String, String> answer) {
    String idToken = answer.get("id_token");
    JsonObject claims =
        idToken == null ? null : new IdTokenChecks(broker, id).checkFront(answer, sent, flow);
    return new Tokens(answer.get("access_token"), Optional.empty(), idToken, claims);
  }

  /**
   * The whole way: request, login when asked, answer, tokens for the code if there is one; both
   * id_tokens are of one login (§3.3.3.6).
   */
  Tokens run(String... changes) {
    return finish(open(request(changes)));
  }

  /** The rest of the way, from the answer on. */
  Tokens finish(Page page) {
    Map<String, String> answer = success(page);
    Tokens front = atFront(answer);
    if (!flow.has(ResponseType.CODE)) {
      return front;
    }
    Tokens tokens = tokens(exchange(answer.get("code")));
    if (front.claims() != null) {
      assertEquals(front.claims().getString("iss"), tokens.claims().getString("iss"));
      assertEquals(front.claims().getString("sub"), tokens.claims().getString("sub"));
    }
    return tokens;
  }

  HttpResponse<String> userinfo(Tokens tokens) {
    return Wire.send(
        HttpRequest.newBuilder(broker.endpoint("userinfo_endpoint"))
            .header("authorization", "Bearer " + tokens.accessToken()));
  }

  /** The claims of a userinfo answer, in their shapes, of the same subject. */
  static JsonObject claims(HttpResponse<String> answer, Tokens tokens) {
    assertEquals(200, answer.statusCode(), answer::body);
    Wire.assertJson(answer);
    JsonObject claims = new JsonObject(answer.body());
    assertEquals(tokens.claims().getString("sub"), claims.getString("sub"));
    StandardClaims.assertShapes(claims);
    return claims;
  }

  /** An error of the token endpoint. */
  static void assertTokenError(HttpResponse<String> answer, String error) {
    assertEquals(400, answer.statusCode(), answer::body);
    Wire.assertJson(answer);
    JsonObject body = new JsonObject(answer.body());
    assertEquals(error, body.getString("error"));
    assertTrue(
        body.getString("error_description", "-").matches("[\\x20-\\x21\\x23-\\x5B\\x5D-\\x7E]+"));
  }

  /**
   * What a login gave.
   *
   * @param claims of the id_token; null, as other members, where the flow gives none
   */
  record Tokens(
      String accessToken, Optional<String> refreshToken, String idToken, JsonObject claims) {}
}
