package io.tributary.broker.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.SignedJWT;
import io.tributary.platform.http.Page;
import io.tributary.platform.proof.Proves;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The main path: from an application through an upstream and back. */
class LoginIT extends MainPath {

  @Test
  @Proves({"OIDCC-3.1.2.5", "OIDCC-3.1.3.3", "OIDCC-5.4", "RFC9207-2"})
  void goesThroughChoiceAndUpstreamToTokensThatVerify() throws Exception {
    Page choice = person.open(inventory.authorize());
    assertTrue(choice.text().contains("Sign in to Network inventory"), choice::text);
    Arrival arrival = Person.arrival(person.choose(choice, "Okta"));
    assertEquals(inventory.state(), arrival.get("state"));
    assertEquals(inventory.issuer(), arrival.get("iss"));
    assertEquals(Set.of("code", "state", "iss"), arrival.parameters().keySet());
    JsonObject tokens = inventory.tokens(arrival.code());
    JsonObject idToken = verified(tokens.getString("id_token"));
    assertEquals(inventory.issuer(), idToken.getString("iss"));
    assertEquals("inventory", audience(idToken));
    assertEquals(inventory.nonce(), idToken.getString("nonce"));
    assertEquals("alice@example.com", idToken.getString("preferred_username"));
    assertEquals(new JsonArray().add("superusers").add("Everyone"), idToken.getJsonArray("groups"));
    assertEquals(new JsonArray().add("superusers"), idToken.getJsonArray("roles"));
    assertEquals(true, idToken.getBoolean("email_verified"));
    assertNotEquals("00u1alice", idToken.getString("sub"));
    JsonObject userinfo = inventory.claims(tokens);
    for (String claim : userinfo.fieldNames()) {
      assertEquals(userinfo.getValue(claim), idToken.getValue(claim), claim);
    }
    assertEquals(
        Set.of("sub", "name", "preferred_username", "email", "email_verified", "groups", "roles"),
        userinfo.fieldNames());
  }

  private static JsonObject verified(String idToken) throws Exception {
    SignedJWT jwt = SignedJWT.parse(idToken);
    JWKSet keys =
        JWKSet.parse(inventory.send(HttpRequest.newBuilder(inventory.endpoint("jwks_uri"))).body());
    RSAKey key = keys.getKeyByKeyId(jwt.getHeader().getKeyID()).toRSAKey();
    assertFalse(key.isPrivate());
    assertEquals("RS256", jwt.getHeader().getAlgorithm().getName());
    assertTrue(jwt.verify(new RSASSAVerifier(key)));
    return new JsonObject(jwt.getPayload().toString());
  }

  private static String audience(JsonObject idToken) {
    return String.valueOf(idToken.getValue("aud"));
  }

  @ParameterizedTest
  @CsvSource({"idp_hint", "kc_idp_hint"})
  void aHintSkipsTheChoice(String parameter) {
    Page page = person.open(inventory.authorize(parameter, "okta"));
    Person.arrival(page).code();
    assertFalse(person.hops().stream().anyMatch(hop -> hop.getPath().endsWith("/choice")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"nobody", "OKTA", "https://evil.example", "../okta"})
  void anUnknownHintAsks(String hint) {
    Page page = person.open(inventory.authorize("idp_hint", hint));
    assertTrue(page.text().contains("Where do you have an account?"), page::text);
  }

  @Test
  void remembersTheLastChoiceAndMarksIt() {
    Page first = person.open(inventory.authorize());
    assertFalse(first.text().contains("used last time"));
    person.choose(first, "Okta");
    Page second = person.open(inventory.authorize("prompt", "select_account"));
    assertTrue(second.text().contains("Okta used last time"), second::text);
  }

  @Test
  void aSecondLoginIsSilentAndWritesNoNewSession() {
    world.login(person, inventory).code();
    String cookie = person.session().orElseThrow().value();
    long sessions = world.sessions();
    world.okta().forget();
    Arrival second = Person.arrival(person.open(inventory.authorize()));
    inventory.tokens(second.code());
    assertEquals(List.of(), world.okta().operations());
    assertEquals(cookie, person.session().orElseThrow().value());
    assertEquals(sessions, world.sessions());
  }

  @Test
  void anotherApplicationIsSilentToo() {
    world.login(person, inventory).code();
    TestApplication phone = world.application("phone", "");
    Person.arrival(person.open(phone.authorize())).code();
  }

  @Test
  void anApplicationThatWantsAnotherUpstreamIsNotServedByThisSession() {
    Person.arrival(person.open(inventory.authorize("idp_hint", "authentik"))).code();
    world.okta().forget();
    Person.arrival(person.open(world.application("okta-only", "okta-only-secret").authorize()))
        .code();
    assertTrue(world.okta().operations().contains("authorize"));
  }

  @Test
  void aCrossSitePostIsValidatedAndContinuedByOurOwnGet() {
    world.login(person, inventory).code();
    world.okta().forget();
    Page evil =
        person
            .browser()
            .foreign(
                URI.create("https://application.example/"),
                form(inventory.endpoint("authorization_endpoint"), inventory.request()));
    Page answered = person.browser().submit(evil.form());
    assertEquals(303, answered.status());
    assertTrue(answered.location().getPath().startsWith("/login/"));
    // Once cross-site, always: the cookie comes along with a top-level GET because it is Lax.
    Person.arrival(person.onward(answered)).code();
    assertEquals(List.of(), world.okta().operations());
  }

  static String form(URI action, Map<String, String> fields) {
    StringBuilder html = new StringBuilder("<form method=post action=\"" + action + "\">");
    fields.forEach(
        (name, value) ->
            html.append("<input name=\"")
                .append(name)
                .append("\" value=\"")
                .append(value)
                .append("\">"));
    return html.append("</form>").toString();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"//oauth2/v1/authorize", "/oauth2//v1/authorize", "///oauth2///v1//authorize"})
  void slashesAreCollapsedWithoutARedirect(String path) {
    URI wanted = inventory.authorize();
    Page page =
        person
            .browser()
            .open(
                URI.create("http://" + wanted.getAuthority() + path + "?" + wanted.getRawQuery()));
    assertEquals(200, page.status());
    assertTrue(page.text().contains("Where do you have an account?"));
  }

  @Test
  void twoTabsDoNotDisturbEachOther() {
    Page first = person.open(inventory.authorize("state", "tab-one-tab-one-tab-one"));
    Page second = person.open(inventory.authorize("state", "tab-two-tab-two-tab-two"));
    assertEquals(
        "tab-one-tab-one-tab-one", Person.arrival(person.choose(first, "Okta")).get("state"));
    assertEquals(
        "tab-two-tab-two-tab-two", Person.arrival(person.choose(second, "Authentik")).get("state"));
  }

  @Test
  void theFifthAttemptDropsTheOldestOnly() {
    List<Page> tabs = new java.util.ArrayList<>();
    for (int i = 0; i < 5; i++) {
      tabs.add(person.open(inventory.authorize("state", "state-of-tab-number-" + i)));
      world.clock().advance(Duration.ofSeconds(1));
      assertTrue(person.attempts().size() <= 4, () -> person.attempts().toString());
    }
    Person.assertFailurePage(
        person.choose(tabs.get(0), "Okta"), 400, "invalid_request", world.broker().log());
    for (int i = 1; i < 5; i++) {
      String state = "state-of-tab-number-" + i;
      assertEquals(state, Person.arrival(person.choose(tabs.get(i), "Okta")).get("state"));
    }
    assertEquals(List.of(), person.attempts());
  }

  @Test
  void aLargeRequestIsKeptInTheDatabase() {
    // Random text does not deflate.
    String state = random(2000);
    String nonce = random(2000);
    long kept = world.broker().count("pushed_request");
    Page page = person.open(inventory.authorize("state", state, "nonce", nonce));
    assertEquals(kept + 1, world.broker().count("pushed_request"));
    assertTrue(person.attempts().get(0).value().length() < 100);
    Arrival arrival = Person.arrival(person.choose(page, "Okta"));
    assertEquals(state, arrival.get("state"));
    JsonObject tokens = inventory.tokens(arrival.code());
    assertEquals(nonce, payload(tokens.getString("id_token")).getString("nonce"));
  }

  private static String random(int length) {
    StringBuilder text = new StringBuilder();
    while (text.length() < length) {
      text.append(io.tributary.platform.protocol.RandomToken.bits256());
    }
    return text.substring(0, length);
  }

  static JsonObject payload(String jwt) {
    return new JsonObject(
        new String(
            java.util.Base64.getUrlDecoder().decode(jwt.split("\\.", -1)[1]),
            java.nio.charset.StandardCharsets.UTF_8));
  }

  @Test
  void aLocalAccountLogsInAndMayHoldAnyRight() {
    Page page = person.open(inventory.authorize());
    Arrival arrival = Person.arrival(person.password(page, "local", "demo"));
    JsonObject claims = inventory.claims(inventory.tokens(arrival.code()));
    assertEquals("local", claims.getString("preferred_username"));
    assertEquals(new JsonArray().add("superusers"), claims.getJsonArray("roles"));
    assertEquals(true, claims.getBoolean("email_verified"));
  }

  @ParameterizedTest
  @CsvSource({"local,wrong", "nobody,demo", "local,''", "'',demo"})
  void aWrongPasswordShowsTheFormAgainInTheSameWords(String username, String password) {
    Page page = person.open(inventory.authorize());
    long sessions = world.sessions();
    Page again = person.password(page, username, password);
    assertTrue(again.status() == 400 || again.status() == 429, again::text);
    assertTrue(again.forms().stream().anyMatch(form -> form.action().getPath().endsWith("/local")));
    assertTrue(person.session().isEmpty());
    assertEquals(sessions, world.sessions());
    assertFalse(again.body().contains("demo\""), again.body());
  }

  @Test
  void cancellingTellsTheApplication() {
    Page page = person.open(inventory.authorize());
    Arrival cancelled = Person.arrival(person.submit(page.formTo("/cancel")));
    cancelled.error("access_denied");
    assertEquals(inventory.state(), cancelled.get("state"));
    assertEquals(List.of(), person.attempts());
  }

  @Test
  void aPublicClientGetsTokensWithPkceAlone() {
    TestApplication phone = world.application("phone", "");
    Arrival arrival = world.login(person, phone);
    Map<String, String> form = phone.exchangeForm(arrival.code(), "client_id", "phone");
    assertEquals(
        200,
        phone
            .post(phone.endpoint("token_endpoint"), TestApplication.encoded(form), Map.of())
            .statusCode());
  }

  @Test
  void aRedirectUriWithAQueryKeepsIt() {
    Page page =
        person.open(
            inventory.authorize(
                "redirect_uri", "http://localhost:1/other?x=1", "idp_hint", "okta"));
    assertEquals("1", Person.arrival(page).get("x"));
  }

  @Test
  void basicCredentialsWorkRawToo() {
    String code = world.login(person, inventory).code();
    assertEquals(
        200,
        inventory
            .post(
                inventory.endpoint("token_endpoint"),
                TestApplication.encoded(inventory.exchangeForm(code)),
                Map.of("authorization", TestApplication.basic(inventory.id(), inventory.secret())))
            .statusCode());
  }

  @Test
  void credentialsInTheFormWorkToo() {
    String code = world.login(person, inventory).code();
    Map<String, String> form =
        inventory.exchangeForm(
            code, "client_id", inventory.id(), "client_secret", inventory.secret());
    assertEquals(
        200,
        inventory
            .post(inventory.endpoint("token_endpoint"), TestApplication.encoded(form), Map.of())
            .statusCode());
  }

  @Test
  void aLoginTakesFourStatementsAndUserinfoOne() {
    world.login(world.person(), inventory).code();
    Map<String, Long> before = world.broker().statements();
    JsonObject tokens = inventory.tokens(world.login(person, inventory).code());
    Map<String, Long> login = world.broker().statementsSince(before);
    assertEquals(
        Map.of("account.recognise", 1L, "session.start", 1L, "code.issue", 1L, "code.redeem", 1L),
        login);
    Map<String, Long> between = world.broker().statements();
    inventory.claims(tokens);
    assertEquals(Map.of("grant.find_by_token", 1L), world.broker().statementsSince(between));
    Map<String, Long> silently = world.broker().statements();
    inventory.tokens(Person.arrival(person.open(inventory.authorize())).code());
    assertEquals(
        Map.of("session.find", 1L, "grant.find", 1L, "code.issue_again", 1L, "code.redeem", 1L),
        world.broker().statementsSince(silently));
  }
}
