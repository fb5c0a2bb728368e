package io.tributary.broker.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.platform.http.Page;
import io.tributary.platform.proof.Proves;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Implicit and hybrid flows and the modes of answers, as applications and attackers meet them. */
class FrontChannelIT {
  private static final String EVERY =
      "[code, id_token, 'id_token token', 'code id_token', 'code token', 'code id_token token']";
  private static final String FRONT =
      """
        - id: front
          secret: front-secret
          grant_types: [authorization_code, implicit, refresh_token]
          response_types: %s
          redirect_uris: ["http://localhost:1/cb"]
        - id: browser
          public: true
          grant_types: [authorization_code, implicit]
          response_types: %s
          redirect_uris: ["http://localhost:1/cb"]
        - id: careful
          secret: careful-secret
          consent: true
          grant_types: [authorization_code, implicit]
          response_types: %s
          redirect_uris: ["http://localhost:1/cb"]
      """
          .formatted(EVERY, EVERY, EVERY);

  private static World world;
  private static TestApplication front;

  private final Person person = world.person();

  @BeforeAll
  static void start() {
    world =
        World.open(
            "",
            "response_types: "
                + EVERY
                + "\n"
                + World.UPSTREAMS
                + World.REST
                + FRONT
                + "registration: { policy: open }\n");
    front = world.application("front", "front-secret");
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  @AfterEach
  void cookiesWereGood() {
    assertEquals(List.of(), person.browser().cookies().rejected());
  }

  private Page open(TestApplication application, String... changes) {
    String[] all = java.util.Arrays.copyOf(changes, changes.length + 2);
    all[changes.length] = "idp_hint";
    all[changes.length + 1] = "okta";
    return person.open(application.authorize(all));
  }

  @ParameterizedTest
  @Proves({"OIDCC-3.2.2.5", "OIDCC-3.2.2.10", "OIDCC-3.3.2.5", "OIDCC-3.3.2.11", "RFC9207-2"})
  @CsvSource({
    "id_token,            id_token",
    "id_token token,      access_token token_type expires_in scope id_token",
    "code id_token,       code id_token",
    "code token,          access_token token_type expires_in scope code",
    "code id_token token, access_token token_type expires_in scope code id_token",
  })
  void theAnswerHasWhatWasAskedForBoundTogether(String type, String members) {
    Map<String, String> answer = Answers.fragment(open(front, "response_type", type));
    assertEquals(List.of((members + " state iss").split(" ", -1)), List.copyOf(answer.keySet()));
    assertEquals(front.state(), answer.get("state"));
    assertEquals(front.issuer(), answer.get("iss"));
    if (answer.containsKey("access_token")) {
      assertEquals("Bearer", answer.get("token_type"));
      assertEquals("600", answer.get("expires_in"));
      assertEquals("openid profile email groups roles", answer.get("scope"));
      JsonObject access = Answers.claims(answer.get("access_token"));
      assertEquals(front.discovery().getString("userinfo_endpoint"), access.getString("aud"));
      assertEquals(200, front.userinfo(answer.get("access_token")).statusCode());
    }
    if (answer.containsKey("id_token")) {
      JsonObject claims = Answers.claims(answer.get("id_token"));
      assertEquals("front", claims.getString("aud"));
      assertEquals(front.nonce(), claims.getString("nonce"));
      assertEquals(front.issuer(), claims.getString("iss"));
      assertEquals(
          answer.containsKey("access_token") ? Answers.halfHash(answer.get("access_token")) : null,
          claims.getString("at_hash"));
      assertEquals(
          answer.containsKey("code") ? Answers.halfHash(answer.get("code")) : null,
          claims.getString("c_hash"));
      // §5.4: only where nothing leads to userinfo.
      assertEquals(type.equals("id_token"), claims.containsKey("name"), claims::encode);
      assertEquals(type.equals("id_token"), claims.containsKey("email"));
      assertEquals(401, front.userinfo(answer.get("id_token")).statusCode());
    }
  }

  @Test
  @Proves({"OIDCC-3.3.3.6", "OIDCC-3.3.3.8", "OIDCC-3.1.3.6"})
  void bothIdTokensOfAHybridFlowAgree() {
    Map<String, String> answer =
        Answers.fragment(open(front, "response_type", "code id_token token"));
    JsonObject tokens = front.tokens(answer.get("code"));
    JsonObject first = Answers.claims(answer.get("id_token"));
    JsonObject second = Answers.claims(tokens.getString("id_token"));
    for (String same : List.of("iss", "sub", "aud", "nonce", "auth_time", "sid")) {
      assertNotNull(second.getValue(same), same);
      assertEquals(first.getValue(same), second.getValue(same), same);
    }
    assertNull(second.getValue("c_hash"));
    assertEquals(Answers.halfHash(tokens.getString("access_token")), second.getString("at_hash"));
    assertEquals(
        front.claims(tokens), new JsonObject(front.userinfo(answer.get("access_token")).body()));
  }

  /** RFC 9700 §4.5: what was given with the code ends with it. */
  @Test
  @Proves({"RFC6749-4.1.2", "OIDCC-3.1.3.2"})
  void aReplayedCodeTakesTheTokenOfTheFrontChannelWithIt() {
    Map<String, String> answer = Answers.fragment(open(front, "response_type", "code token"));
    front.tokens(answer.get("code"));
    assertEquals(200, front.userinfo(answer.get("access_token")).statusCode());
    TestApplication.assertError(front.exchange(answer.get("code")), 400, "invalid_grant");
    assertEquals(401, front.userinfo(answer.get("access_token")).statusCode());
  }

  @Test
  void aTokenOfTheFrontChannelEndsWithItsSession() {
    Map<String, String> answer = Answers.fragment(open(front, "response_type", "id_token token"));
    world.clock().advance(Duration.ofSeconds(5));
    // A new login in this browser ends the session before.
    Answers.fragment(open(front, "response_type", "id_token", "prompt", "login"));
    assertEquals(401, front.userinfo(answer.get("access_token")).statusCode());
  }

  @Test
  @Proves({"RFC7636-4.6", "OIDCC-3.3.2.1"})
  void aPublicClientProvesItsCodeAlsoBesideAToken() {
    TestApplication browser = world.application("browser", "");
    Map<String, String> refused =
        Answers.fragment(
            open(
                browser,
                "response_type",
                "code token",
                "code_challenge",
                null,
                "code_challenge_method",
                null));
    assertEquals("invalid_request", refused.get("error"));
    assertNull(refused.get("access_token"));
    Map<String, String> answer = Answers.fragment(open(browser, "response_type", "code token"));
    String form =
        TestApplication.encoded(
            browser.exchangeForm(
                answer.get("code"), "client_id", "browser", "code_verifier", "x".repeat(43)));
    TestApplication.assertError(
        browser.post(browser.endpoint("token_endpoint"), form, Map.of()), 400, "invalid_grant");
    // A wrong guess is no replay; the code is used up.
    assertEquals(200, browser.userinfo(answer.get("access_token")).statusCode());
  }

  @ParameterizedTest
  @Proves({"OIDCC-3.2.2.1", "OIDCC-15.5.1"})
  @ValueSource(strings = {"id_token", "id_token token", "code id_token", "code token"})
  void noTokenEverStandsInAQuery(String type) {
    open(front, "response_type", "code");
    Map<String, String> refused =
        Answers.fragment(open(front, "response_type", type, "response_mode", "query"));
    assertEquals(
        Set.of("error", "error_description", "state", "iss"), refused.keySet(), refused::toString);
    assertEquals("invalid_request", refused.get("error"));
  }

  @ParameterizedTest
  @CsvSource({
    "id_token,code,fragment",
    "code id_token,id_token token,fragment",
    "code,id_token,form_post",
  })
  void whatWasAskedForIsSealedWithTheAttempt(String type, String other, String mode) {
    Page choice = person.open(front.authorize("response_type", type, "response_mode", mode));
    // Neither the address nor the form of a step can change it.
    Page page =
        person.submit(
            choice
                .formTo("/choice")
                .press("okta")
                .with("response_type", other)
                .with("response_mode", "query"));
    Map<String, String> answer =
        mode.equals("fragment") ? Answers.fragment(page) : Answers.posted(person, page);
    for (String member : List.of("code", "id_token")) {
      assertEquals(List.of(type.split(" ", -1)).contains(member), answer.containsKey(member));
    }
    assertFalse(answer.containsKey("access_token"));
  }

  @ParameterizedTest
  @Proves({"OIDCC-3.2.2.6", "OIDCC-3.3.2.6", "RFC9207-2.2"})
  @ValueSource(strings = {"id_token", "id_token token", "code token"})
  void errorsGoWhereTheTokensWouldHaveGone(String type) {
    Map<String, String> refused =
        Answers.fragment(person.open(front.authorize("response_type", type, "prompt", "none")));
    assertEquals("login_required", refused.get("error"));
    assertEquals(front.state(), refused.get("state"));
    assertEquals(front.issuer(), refused.get("iss"));
    assertEquals(
        "login_required",
        Answers.posted(
                person,
                person.open(
                    front.authorize(
                        "response_type", type, "prompt", "none", "response_mode", "form_post")))
            .get("error"));
  }

  /** Before the address is trusted nothing is sent there, by no mode (RFC 6749 §4.1.2.1). */
  @ParameterizedTest
  @Proves({"RFC6749-4.1.2.1", "RFC9700-4.1.3"})
  @ValueSource(strings = {"fragment", "form_post", "query"})
  void noModeMakesAnOpenRedirect(String mode) {
    for (String address : List.of("http://localhost:1/evil", "http://evil.example/cb")) {
      Page page =
          person.open(
              front.authorize(
                  "redirect_uri", address, "response_mode", mode, "response_type", "id_token"));
      Person.assertFailurePage(page, 400, "invalid_request", world.broker().log());
      assertEquals(List.of(), page.forms());
    }
  }

  @Test
  @Proves({"FORMPOST-2", "OIDCC-3.1.2.5"})
  void aFormCarriesTheAnswerAfterALoginHereToo() {
    Page login =
        person.open(
            front.authorize(
                "response_mode",
                "form_post",
                "response_type",
                "code id_token",
                "idp_hint",
                "local"));
    Map<String, String> answer = Answers.posted(person, person.password(login, "local", "demo"));
    assertEquals(Set.of("code", "id_token", "state", "iss"), answer.keySet());
    front.tokens(answer.get("code"));
    // And for a session that is there.
    Map<String, String> again =
        Answers.posted(person, person.open(front.authorize("response_mode", "form_post")));
    assertEquals(Set.of("code", "state", "iss"), again.keySet());
  }

  @ParameterizedTest
  @Proves("FORMPOST-4")
  @ValueSource(
      strings = {
        "\"><script src=//evil.example></script>",
        "' onfocus='alert(1)' x='",
        "</form><form action=https://evil.example>",
        "&quot;&#34;&amp;",
        "a\nb\tc \u00e9\u202e\ud83d\ude00"
      })
  void aHostileStateStaysOneValueOfTheForm(String state) {
    open(front);
    Page page = person.open(front.authorize("response_mode", "form_post", "state", state));
    assertEquals(state, Answers.posted(person, page).get("state"));
    assertEquals(1, page.body().split("<script", -1).length - 1);
    assertEquals(1, page.forms().size());
    Page refused =
        person.open(
            front.authorize(
                "response_mode", "form_post", "state", state, "prompt", "none", "max_age", "-1"));
    assertEquals(state, Answers.posted(person, refused).get("state"));
  }

  @Test
  void theScriptOfTheFormIsAFileOfOurs() {
    Page script = person.open(world.broker().at("assets/post-on.js"));
    assertEquals(200, script.status());
    assertTrue(script.contentType().startsWith("text/javascript"), script::contentType);
  }

  @Test
  @Proves("OIDCC-3.1.2.4")
  void consentIsDueBeforeTokensOfTheFrontChannelAndItsRefusalGoesThere() {
    TestApplication careful = world.application("careful", "careful-secret");
    Page asked = open(careful, "response_type", "id_token token");
    assertTrue(asked.text().contains("to use your account?"), asked::text);
    Map<String, String> refused = Answers.fragment(person.submit(asked.form().press("deny")));
    assertEquals("access_denied", refused.get("error"));
    assertNull(refused.get("access_token"));
    assertEquals(
        "login_required",
        Answers.fragment(open(careful, "response_type", "id_token token", "prompt", "none"))
            .get("error"));
    Page again = open(careful, "response_type", "id_token token", "response_mode", "form_post");
    Map<String, String> answer = Answers.posted(person, person.submit(again.form().press("allow")));
    assertNotNull(answer.get("access_token"));
  }

  /** The one statement that spends the attempt decides: nothing is made for the second. */
  @Test
  void aFormSentTwiceGivesTokensOnce() {
    TestApplication careful = world.application("careful", "careful-secret");
    Page consent = open(careful, "response_type", "id_token token");
    Answers.fragment(person.submit(consent.form().press("allow")));
    Page second = person.submit(consent.form().press("allow"));
    assertEquals(400, second.status(), second::text);
    assertFalse(second.isRedirect());
  }

  @Test
  @Proves({"RFC7591-2", "REGISTRATION-2"})
  void aRegisteredClientIsHeldToWhatItRegisteredForAndAlwaysAsks() {
    RegistrationCalls calls = new RegistrationCalls(world.broker());
    JsonObject client =
        calls.register(
            new JsonObject()
                .put("redirect_uris", List.of("https://app.example/cb"))
                .put("grant_types", List.of("implicit"))
                .put("response_types", List.of("id_token")));
    TestApplication own =
        TestApplication.at(
            front.issuer(),
            client.getString("client_id"),
            client.getString("client_secret"),
            "https://app.example/cb");
    Page asked = person.open(own.authorize("response_type", "id_token", "idp_hint", "okta"));
    assertTrue(asked.text().contains("to use your account?"), asked::text);
    for (String type : List.of("id_token token", "code", "code id_token")) {
      Page refused = person.browser().open(own.authorize("response_type", type));
      assertTrue(
          refused.location().toString().contains("error=unauthorized_client"), refused::toString);
    }
    assertEquals(
        400,
        calls
            .attempt(
                new JsonObject()
                    .put("redirect_uris", List.of("https://app.example/cb"))
                    .put("response_types", List.of("id_token")),
                "")
            .statusCode());
  }

  @Test
  @Proves({"DISCOVERY-3", "RFC8414-2"})
  void discoveryListsWhatIsOn() {
    JsonObject document = front.discovery();
    assertEquals(6, document.getJsonArray("response_types_supported").size());
    assertTrue(document.getJsonArray("response_types_supported").contains("code id_token token"));
    assertTrue(document.getJsonArray("grant_types_supported").contains("implicit"));
    assertEquals(
        List.of("query", "fragment", "form_post"),
        document.getJsonArray("response_modes_supported").getList());
  }
}
