package io.tributary.broker.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jwt.SignedJWT;
import io.tributary.platform.http.BrowserCookie;
import io.tributary.platform.http.Page;
import io.tributary.platform.relyingparty.Fault;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.text.ParseException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Attacks on the main path that once worked. */
class HostileIT extends MainPath {

  /** OpenID Connect Core §3.1.2.2: never a token for another person than the hint's. */
  @Test
  void anIdTokenHintIsNeverAnsweredWithSomebodyElse() {
    String alices = world.tokens(person, inventory, "okta").getString("id_token");
    Page choice = person.open(inventory.authorize("prompt", "select_account"));
    Person.arrival(person.choose(choice, "Authentik")).code();

    Person.arrival(person.open(inventory.authorize("prompt", "none", "id_token_hint", alices)))
        .error("login_required");
    Person.arrival(
            person.open(inventory.authorize("idp_hint", "authentik", "id_token_hint", alices)))
        .error("login_required");

    Page asked = person.open(inventory.authorize("id_token_hint", alices));
    JsonObject claims =
        inventory.claims(inventory.tokens(Person.arrival(person.choose(asked, "Okta")).code()));
    assertEquals("alice@example.com", claims.getString("preferred_username"));
    Person.arrival(person.open(inventory.authorize("prompt", "none", "id_token_hint", alices)))
        .code();
  }

  @Test
  void anIdTokenHintMustBeOneThatWeGaveThisApplication() {
    JsonObject tokens = world.tokens(person, inventory, "okta");
    String alices = tokens.getString("id_token");
    for (String hint :
        new String[] {
          "x", alices + "x", tokens.getString("access_token"), alices.replaceAll("\\.[^.]*$", ".")
        }) {
      Person.arrival(person.open(inventory.authorize("prompt", "none", "id_token_hint", hint)))
          .error("invalid_request");
    }
    TestApplication phone = world.application("phone", "");
    Person.arrival(person.open(phone.authorize("prompt", "none", "id_token_hint", alices)))
        .error("invalid_request");
    TestApplication elsewhere = world.application("default", "inventory", "inventory-secret %+/=");
    Person.arrival(person.open(elsewhere.authorize("prompt", "none", "id_token_hint", alices)))
        .error("invalid_request");
  }

  /** An upstream that does not say when the person logged in proves no time. */
  @Test
  void anUnknownTimeOfLoginSatisfiesNoMaxAge() throws ParseException {
    world.okta().fault(Fault.ID_TOKEN_WITHOUT_LOGIN_TIME);
    JsonObject tokens = world.tokens(person, inventory, "okta");
    assertFalse(claims(tokens.getString("id_token")).containsKey("auth_time"));
    Person.arrival(person.open(inventory.authorize("prompt", "none", "max_age", "3600")))
        .error("login_required");
    world.okta().heal();
    JsonObject proven = inventory.tokens(world.login(person, inventory, "max_age", "3600").code());
    assertNotNull(claims(proven.getString("id_token")).getLong("auth_time"));
    Person.arrival(person.open(inventory.authorize("prompt", "none", "max_age", "3600"))).code();
  }

  private static JsonObject claims(String idToken) throws ParseException {
    return new JsonObject(SignedJWT.parse(idToken).getPayload().toString());
  }

  /** The other upstream is believed about the domain, and says that mallory has alice's address. */
  @Test
  void anAccountWithPowerFromAnUpstreamIsNotJoinedByEmail() {
    String trusting = World.UPSTREAMS.replace("may_grant: [staff]", "trusts_email: [example.com]");
    try (World other = World.open("", trusting + World.REST)) {
      JsonObject alice = other.tokens(other.person(), other.inventory(), "okta");
      assertTrue(other.inventory().claims(alice).getJsonArray("roles").contains("superusers"));
      Map<String, Object> mallory = new HashMap<>(World.ALICE);
      mallory.put("sub", "mallory");
      other.authentik().user(mallory);
      Page page = other.person().open(other.inventory().authorize("idp_hint", "authentik"));
      assertEquals(403, page.status(), page::text);
      assertTrue(page.text().contains("This address has an account already"), page::text);
      assertEquals(1, other.accounts() - other.broker().count("local_credential"));
      assertEquals(1, other.broker().count("federated_identity"));
    }
  }

  /** A browser, or whoever read its disk, may bring a cookie back that we have cleared. */
  @Test
  void anAttemptGivesOneCodeHoweverOftenItsCookieComesBack() {
    TestApplication asks = world.application("asks", "asks-secret");
    Page consent = person.open(asks.authorize("idp_hint", "okta"));
    BrowserCookie attempt = person.attempts().get(0);
    Person.arrival(person.submit(consent.form().press("allow"))).code();
    assertTrue(person.attempts().isEmpty());
    for (int i = 0; i < 2; i++) {
      person
          .browser()
          .cookies()
          .store(world.broker().at(""), attempt.name() + "=" + attempt.value() + "; Path=/");
      String id = attempt.name().replaceAll(".*-attempt-", "");
      Person.arrival(person.open(world.broker().at("login/" + id))).error("login_required");
    }
  }

  /** An upstream may answer twice, each time with a good code; our attempt has one use. */
  @Test
  void aSecondAnswerToAnAttemptWhoseCookieCameBackIsAPageAndTheClientHearsNothing() {
    URI asked = person.openUntil(inventory.authorize("idp_hint", "okta"), "/authorize");
    URI first = person.openUntil(asked, "/callback");
    URI second = person.openUntil(asked, "/callback");
    var kept = person.attempts().get(0);
    Person.arrival(person.open(first)).code();
    person
        .browser()
        .cookies()
        .store(world.broker().at(""), kept.name() + "=" + kept.value() + "; Path=/");
    Page page = person.open(second);
    assertEquals(400, page.status(), page::text);
    assertFalse(page.isRedirect());
    assertTrue(page.text().contains("This login is over"), page::text);
  }

  /** Else anybody fills the disk, and the queue in which true events wait. */
  @Test
  void anAnonymousFloodWritesOnlySoMuchAudit() {
    long before = world.broker().count("audit_event");
    Person anonymous = world.person();
    TestApplication phone = world.application("phone", "");
    for (int i = 0; i < 150; i++) {
      anonymous.open(phone.authorize("prompt", "none"));
      anonymous.open(inventory.authorize("client_id", "nobody"));
    }
    world.login(person, inventory).code();
    world.broker().audited("login.succeeded");
    long written = world.broker().count("audit_event") - before;
    assertTrue(written < 60, () -> written + " rows");
    assertTrue(
        world.broker().metric("broker_logins_total", "phone", "login_required").endsWith(" 150.0"),
        () -> world.broker().metric("broker_logins_total", "phone", "login_required"));
  }
}
