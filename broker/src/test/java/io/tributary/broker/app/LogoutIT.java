package io.tributary.broker.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.platform.http.Page;
import io.tributary.platform.relyingparty.FakeUpstream;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ending a session: who is believed, who is asked, and in which order it ends. */
class LogoutIT extends LogoutRequests {
  private URI ordinary() {
    return logout(
        "id_token_hint",
        hint(),
        "post_logout_redirect_uri",
        World.LOGGED_OUT,
        "state",
        "their state&=");
  }

  private void assertLoggedOut() {
    TestApplication.assertError(
        inventory.userinfo(tokens.getString("access_token")), 401, "invalid_token");
    Person.arrival(person.open(inventory.authorize("prompt", "none"))).error("login_required");
  }

  @Test
  void endsOursThenTheUpstreamsAndReturnsToTheApplication() {
    String idToken = hint();
    Page leaving = person.browser().open(ordinary());
    assertTrue(leaving.location().toString().startsWith(world.okta().issuer()), leaving::toString);
    assertTrue(person.session().isEmpty());
    assertLoggedOut();
    Page end = person.onward(leaving);
    Arrival arrival = Person.arrival(end);
    assertTrue(end.location().toString().startsWith(World.LOGGED_OUT + "?"));
    assertEquals(Map.of("state", "their state&="), arrival.parameters());
    FakeUpstream.Seen seen =
        world.okta().seen().stream()
            .filter(s -> s.operation().equals("logout"))
            .findFirst()
            .orElseThrow();
    assertEquals(
        world.broker().at("federation/okta/logout-callback").toString(),
        seen.parameters().get("post_logout_redirect_uri"));
    assertNotEquals(idToken, seen.parameters().get("id_token_hint"));
    assertEquals(
        "00u1alice", LoginIT.payload(seen.parameters().get("id_token_hint")).getString("sub"));
    assertFalse(seen.parameters().get("state").contains("their"));
  }

  @Test
  void anUpstreamThatNeverReturnsLeavesNobodyLoggedIn() {
    person.browser().open(ordinary());
    assertLoggedOut();
    Page other = person.browser().open(ordinary());
    assertEquals(URI.create(World.LOGGED_OUT + "?state=their+state%26%3D"), other.location());
  }

  @Test
  void theStateOfTheReturnWorksOnce() {
    URI back = person.openUntil(ordinary(), "/logout-callback");
    Person.arrival(person.open(back));
    Page again = person.open(back);
    assertEquals(200, again.status());
    assertFalse(again.isRedirect());
    assertTrue(again.text().contains("You are signed out"), again::text);
    assertFalse(again.body().contains(World.LOGGED_OUT));
  }

  @ParameterizedTest
  @CsvSource({"/okta/,/authentik/", "/okta/,/nobody/", "state=,state=x", "state=,other="})
  void aReturnThatIsNotThisOneGoesNowhere(String part, String instead) {
    URI back = person.openUntil(ordinary(), "/logout-callback");
    Page page = person.open(URI.create(back.toString().replaceFirst(part, instead)));
    assertFalse(page.isRedirect());
    assertFalse(page.body().contains(World.LOGGED_OUT), page.body());
  }

  @Test
  void aReturnThatIsTooLateGoesNowhere() {
    URI back = person.openUntil(ordinary(), "/logout-callback");
    world.clock().advance(Duration.ofMinutes(11));
    assertFalse(person.open(back).isRedirect());
  }

  @Test
  void anExpiredHintIsBelieved() {
    world.clock().advance(Duration.ofHours(1));
    Person.arrival(person.open(ordinary()));
  }

  @Test
  void aClientIdAloneAsksAndThenReturns() {
    Page asked =
        person.open(
            logout(
                "client_id",
                "inventory",
                "post_logout_redirect_uri",
                World.LOGGED_OUT,
                "state",
                "s"));
    assertTrue(asked.text().contains("You are signed in as alice@example.com"), asked::text);
    assertTrue(asked.text().contains("Network inventory"), asked::text);
    assertStillLoggedIn();
    Page end = person.submit(asked.form().press("logout"));
    assertEquals(URI.create(World.LOGGED_OUT + "?state=s"), end.location());
    assertLoggedOut();
  }

  @Test
  void stayingKeepsTheSession() {
    Page asked =
        person.open(logout("client_id", "inventory", "post_logout_redirect_uri", World.LOGGED_OUT));
    Page home = person.submit(asked.form().press("stay"));
    assertTrue(home.text().contains("You are signed in"), home::text);
    assertStillLoggedIn();
  }

  @Test
  void withoutAnythingAsksAndThenShowsAPage() {
    Page asked = person.open(logout());
    Page end = person.submit(asked.form().press("logout"));
    assertFalse(end.isRedirect());
    assertTrue(end.text().contains("You are signed out"), end::text);
    assertLoggedOut();
  }

  @Test
  void theFrontPageSignsOutAfterAsking() {
    Page home = person.open(world.broker().at(""));
    Page asked = person.submit(home.form());
    assertTrue(asked.text().contains("Sign out?"), asked::text);
    assertStillLoggedIn();
    person.submit(asked.form().press("logout"));
    assertLoggedOut();
  }

  @Test
  void aHintOfAnotherSessionAsksAndThenWorks() {
    String others = world.tokens(world.person(), inventory, "okta").getString("id_token");
    Page asked =
        person.open(logout("id_token_hint", others, "post_logout_redirect_uri", World.LOGGED_OUT));
    assertTrue(asked.text().contains("Sign out?"), asked::text);
    assertStillLoggedIn();
    Page end = person.submit(asked.form().press("logout"));
    assertEquals(URI.create(World.LOGGED_OUT), end.location());
    assertLoggedOut();
  }

  @Test
  void theHintOfAnEarlierLoginOfThisBrowserAsks() {
    String earlier = hint();
    world.clock().advance(Duration.ofSeconds(2));
    tokens = inventory.tokens(world.login(person, inventory, "prompt", "login").code());
    assertTrue(person.open(logout("id_token_hint", earlier)).text().contains("Sign out?"));
    assertStillLoggedIn();
  }

  @Test
  void aCrossSitePostIsContinuedByOurOwnGet() {
    Page theirs =
        person
            .browser()
            .foreign(
                URI.create("https://application.example/"),
                LoginIT.form(
                    inventory.endpoint("end_session_endpoint"),
                    Map.of("id_token_hint", hint(), "post_logout_redirect_uri", World.LOGGED_OUT)));
    Page answered = person.browser().submit(theirs.form());
    assertEquals(303, answered.status());
    assertEquals(URI.create(World.LOGGED_OUT), person.onward(answered).location());
    assertLoggedOut();
  }

  @Test
  void aCrossSitePostWithoutAHintOnlyAsks() {
    Page theirs =
        person
            .browser()
            .foreign(
                URI.create("https://evil.example/"),
                LoginIT.form(
                    inventory.endpoint("end_session_endpoint"), Map.of("decision", "logout")));
    Page asked = person.submit(theirs.form());
    assertTrue(asked.text().contains("Sign out?"), asked::text);
    assertStillLoggedIn();
  }

  @Test
  void whoHasNoSessionReturnsWithAHintAndClicksWithoutOne() {
    Person nobody = world.person();
    assertEquals(
        URI.create(World.LOGGED_OUT),
        nobody
            .open(logout("id_token_hint", hint(), "post_logout_redirect_uri", World.LOGGED_OUT))
            .location());
    Page page =
        nobody.open(logout("client_id", "inventory", "post_logout_redirect_uri", World.LOGGED_OUT));
    assertFalse(page.isRedirect());
    assertEquals(List.of(URI.create(World.LOGGED_OUT)), page.links());
  }

  @Test
  void aLocalSessionHasNoUpstreamToEnd() {
    Person locally = world.person();
    Arrival arrival =
        Person.arrival(locally.password(locally.open(inventory.authorize()), "local", "demo"));
    String hint = inventory.tokens(arrival.code()).getString("id_token");
    Page page =
        locally.open(logout("id_token_hint", hint, "post_logout_redirect_uri", World.LOGGED_OUT));
    assertEquals(URI.create(World.LOGGED_OUT), page.location());
    assertEquals(List.of(), world.okta().operations());
  }
}
