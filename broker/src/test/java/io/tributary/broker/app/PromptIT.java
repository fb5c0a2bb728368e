package io.tributary.broker.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.platform.http.Page;
import io.tributary.platform.proof.Proves;
import io.tributary.platform.relyingparty.Fault;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a request may demand of a login: silence, a new one, an account, consent. */
class PromptIT extends MainPath {

  @Test
  @Proves({"OIDCC-3.1.2.1", "OIDCC-3.1.2.6"})
  void promptNoneWithoutSessionIsRefusedWithoutLeavingTheBroker() {
    world.okta().forget();
    Arrival refused =
        Person.arrival(person.open(inventory.authorize("prompt", "none", "idp_hint", "okta")));
    refused.error("login_required");
    assertEquals(inventory.state(), refused.get("state"));
    assertEquals(inventory.issuer(), refused.get("iss"));
    assertEquals(List.of(), world.okta().operations());
    assertTrue(person.session().isEmpty());
  }

  @Test
  void promptNoneWithSessionIsSilent() {
    world.login(person, inventory).code();
    Person.arrival(person.open(inventory.authorize("prompt", "none"))).code();
  }

  @Test
  void promptNoneAfterTheSessionEndedIsRefused() {
    world.login(person, inventory).code();
    world.clock().advance(Duration.ofHours(9));
    Person.arrival(person.open(inventory.authorize("prompt", "none"))).error("login_required");
  }

  @Test
  void promptLoginGoesUpstreamAndMakesANewSession() {
    world.login(person, inventory).code();
    String before = person.session().orElseThrow().value();
    world.okta().forget();
    world.clock().advance(Duration.ofSeconds(5));
    world.login(person, inventory, "prompt", "login").code();
    assertEquals("login", world.okta().seen().get(0).parameters().get("prompt"));
    assertNotEquals(before, person.session().orElseThrow().value());
    // The one before is over, for whoever kept its cookie.
    Person thief = world.person();
    thief
        .browser()
        .cookies()
        .store(
            world.broker().at(""),
            person.session().orElseThrow().name() + "=" + before + "; Path=/");
    Person.arrival(thief.open(inventory.authorize("prompt", "none"))).error("login_required");
  }

  @ParameterizedTest
  @CsvSource({"prompt,login", "max_age,0", "max_age,10"})
  @Proves("OIDCC-3.1.2.3")
  void aLoginThatIsNotProvenToBeNewIsRefused(String parameter, String value) {
    world.login(person, inventory).code();
    long sessions = world.sessions();
    world.clock().advance(Duration.ofMinutes(2));
    for (Fault fault : List.of(Fault.ID_TOKEN_STALE_LOGIN, Fault.ID_TOKEN_WITHOUT_LOGIN_TIME)) {
      world.okta().heal().fault(fault);
      world.login(person, inventory, parameter, value).error("login_required");
    }
    assertEquals(sessions, world.sessions());
    world.okta().heal();
    world.login(person, inventory, parameter, value).code();
  }

  /** Else one upstream whose clock is wrong, or that lies, gives sessions that never grow old. */
  @ParameterizedTest
  @ValueSource(longs = {30, 3600, 200_000_000_000L})
  void aTimeOfLoginInTheFutureIsTakenForNow(long ahead) {
    long before = world.clock().instant().getEpochSecond();
    Map<String, Object> early = new HashMap<>(World.ALICE);
    early.put("auth_time", before + ahead);
    world.okta().user(early);
    JsonObject tokens = inventory.tokens(world.login(person, inventory, "max_age", "600").code());
    long told = LoginIT.payload(tokens.getString("id_token")).getLong("auth_time");
    long after = world.clock().instant().getEpochSecond();
    assertTrue(before <= told && told <= after, () -> (told - before) + " s ahead");
    world.clock().advance(Duration.ofMinutes(5));
    Person.arrival(person.open(inventory.authorize("prompt", "none", "max_age", "600"))).code();
    world.clock().advance(Duration.ofMinutes(5));
    Person.arrival(person.open(inventory.authorize("prompt", "none", "max_age", "600")))
        .error("login_required");
  }

  @Test
  @Proves("OIDCC-3.1.2.1")
  void maxAgeThatTheSessionMeetsIsSilent() {
    world.login(person, inventory).code();
    world.okta().forget();
    Person.arrival(person.open(inventory.authorize("max_age", "600"))).code();
    assertEquals(List.of(), world.okta().operations());
  }

  @Test
  @Proves("OIDCC-3.1.2.1")
  void selectAccountShowsTheChoiceAlthoughThereIsASession() {
    world.login(person, inventory).code();
    Page page = person.open(inventory.authorize("prompt", "select_account"));
    assertEquals(200, page.status());
    Arrival arrival = Person.arrival(person.choose(page, "Authentik"));
    JsonObject claims = inventory.claims(inventory.tokens(arrival.code()));
    assertEquals("bob", claims.getString("preferred_username"));
  }

  @Test
  @Proves("OIDCC-3.1.2.4")
  void consentIsAskedOnceForASessionAndHoldsForWhatWasShown() {
    TestApplication asks = world.application("asks", "asks-secret");
    Page consent = person.open(asks.authorize("scope", "openid email", "idp_hint", "okta"));
    assertTrue(
        consent.text().contains("Allow Asking application to use your account?"), consent::text);
    assertTrue(consent.text().contains("Your e-mail address"), consent::text);
    asks.tokens(Person.arrival(person.submit(consent.form().press("allow"))).code());
    Person.arrival(person.open(asks.authorize("scope", "openid"))).code();
    Person.arrival(person.open(asks.authorize("scope", "openid email"))).code();
    Page more = person.open(asks.authorize("scope", "openid email groups"));
    assertTrue(more.text().contains("The groups you belong to"), more::text);
    Person.arrival(person.open(asks.authorize("scope", "openid groups", "prompt", "none")))
        .error("consent_required");
    Page asked = person.open(asks.authorize("scope", "openid", "prompt", "consent"));
    assertTrue(asked.text().contains("Allow Asking application"), asked::text);
  }

  @Test
  void consentDeniedIsToldAndForgotten() {
    TestApplication asks = world.application("asks", "asks-secret");
    Page consent = person.open(asks.authorize("idp_hint", "okta"));
    Person.arrival(person.submit(consent.form().press("deny"))).error("access_denied");
    Page again = person.open(asks.authorize());
    assertTrue(again.text().contains("Allow Asking application"), again::text);
  }

  /** Two people at one computer: what was shown to the first is not answered by the second. */
  @Test
  @Proves({"OIDCC-3.1.2.4", "RFC6749-10.12"})
  void consentShownToOnePersonIsNotGivenByTheNextInThisBrowser() {
    TestApplication asks = world.application("asks", "asks-secret");
    Page alices = person.open(asks.authorize("idp_hint", "okta"));
    Page choice = person.open(inventory.authorize("prompt", "select_account"));
    Person.arrival(person.choose(choice, "Authentik")).code();
    Page refused = person.submit(alices.form().press("allow"));
    Person.assertFailurePage(refused, 403, "access_denied", world.broker().log());
    Page bobs = person.open(asks.authorize());
    assertTrue(bobs.text().contains("Allow Asking application"), bobs::text);
  }

  @Test
  void consentSentTwiceGivesOneCode() {
    TestApplication asks = world.application("asks", "asks-secret");
    Page consent = person.open(asks.authorize("idp_hint", "okta"));
    long codes = world.broker().count("authorization_code");
    person.browser().submit(consent.form().press("allow"));
    Page second = person.submit(consent.form().press("allow"));
    assertEquals(400, second.status(), second::text);
    assertEquals(codes + 1, world.broker().count("authorization_code"));
  }
}
