package io.tributary.broker.app;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.platform.http.Page;
import io.tributary.platform.proof.Proves;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a logout request may not contain: each an error page, and the session lives on. */
class LogoutInputIT extends LogoutRequests {
  private void assertPage(Page page, int status, String code) {
    Person.assertFailurePage(page, status, code, world.broker().log());
    assertStillLoggedIn();
  }

  @Test
  void theClientIdBesideTheHintMustBeTheHints() {
    for (String id : List.of("asks", "phone", "nobody", "INVENTORY")) {
      assertPage(
          person.open(
              logout(
                  "id_token_hint",
                  hint(),
                  "client_id",
                  id,
                  "post_logout_redirect_uri",
                  World.LOGGED_OUT)),
          400,
          "invalid_request");
    }
    Person.arrival(
        person.open(
            logout(
                "id_token_hint",
                hint(),
                "client_id",
                "inventory",
                "post_logout_redirect_uri",
                World.LOGGED_OUT)));
  }

  @Test
  void aBadHintIsAnErrorPage() {
    String[] parts = hint().split("\\.", -1);
    TestApplication elsewhere = world.application("default", "inventory", "inventory-secret %+/=");
    String foreign = world.tokens(world.person(), elsewhere, "okta").getString("id_token");
    for (String bad :
        List.of(
            "x",
            "a.b.c",
            tokens.getString("access_token"),
            parts[0] + "." + parts[1] + ".",
            parts[0] + "." + parts[1] + "." + parts[2].substring(2) + "AA",
            "eyJhbGciOiJub25lIn0." + parts[1] + ".",
            foreign)) {
      assertPage(
          person.open(logout("id_token_hint", bad, "post_logout_redirect_uri", World.LOGGED_OUT)),
          400,
          "invalid_request");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost:1/out/",
        "http://localhost:1/ou",
        "http://localhost:1/out?x=1",
        "http://localhost:1/cb",
        "http://localhost:1/asks-out",
        "https://evil.example/",
        "javascript:alert(1)",
        "//evil.example",
      })
  void anAddressThatIsNotRegisteredIsAnErrorPage(String address) {
    assertPage(
        person.open(logout("id_token_hint", hint(), "post_logout_redirect_uri", address)),
        400,
        "invalid_request");
    assertPage(
        person.open(logout("client_id", "inventory", "post_logout_redirect_uri", address)),
        400,
        "invalid_request");
  }

  @Test
  void anAddressWithoutAClientIsAnErrorPage() {
    assertPage(
        person.open(logout("post_logout_redirect_uri", World.LOGGED_OUT)), 400, "invalid_request");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "id_token_hint",
        "client_id",
        "post_logout_redirect_uri",
        "state",
        "logout_hint",
        "ui_locales",
        "unknown"
      })
  void aParameterTwiceIsAnErrorPage(String name) {
    URI twice =
        logout(
            "id_token_hint",
            hint(),
            "client_id",
            "inventory",
            "state",
            "s",
            "logout_hint",
            "alice@example.com",
            "ui_locales",
            "en",
            "unknown",
            "1",
            "post_logout_redirect_uri",
            World.LOGGED_OUT);
    assertPage(person.open(URI.create(twice + "&" + name + "=x")), 400, "invalid_request");
  }

  /** RP-Initiated Logout §2: a hint is a hint, and a language that we do not have is no error. */
  @ParameterizedTest
  @ValueSource(strings = {"xx", "de-AT fr", "tlh x-klingon", "", "%00", "<script>", "*"})
  @Proves("RPLOGOUT-2")
  void noLanguageIsAnError(String locales) {
    Page asked = person.open(logout("ui_locales", locales));
    assertTrue(asked.text().contains("Sign out?"), asked::text);
    Person.arrival(
        person.open(
            logout(
                "id_token_hint",
                hint(),
                "ui_locales",
                locales,
                "post_logout_redirect_uri",
                World.LOGGED_OUT)));
  }

  private Page hinted(String... parameters) {
    Page asked = person.open(logout(parameters));
    assertTrue(asked.text().contains("Sign out?"), asked::text);
    assertStillLoggedIn();
    return asked;
  }

  private static final String OTHER = "wants to sign out somebody else";

  /** Who is meant is known by any name that the application has; it ends nothing by itself. */
  @Test
  @Proves("RPLOGOUT-2")
  void whoIsMeantIsSignedInHere() {
    JsonObject claims = LoginIT.payload(hint());
    for (String name :
        List.of(
            "alice@example.com",
            "ALICE@example.COM",
            claims.getString("sub"),
            claims.getString("sid"))) {
      Page asked = hinted("client_id", "inventory", "logout_hint", name);
      assertFalse(asked.text().contains(OTHER), asked::text);
    }
    assertFalse(hinted().text().contains(OTHER));
    assertFalse(hinted("logout_hint", " ").text().contains(OTHER));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bob",
        "alice",
        "alice@example.com.evil.example",
        "<script>alert(1)</script>",
        "\u202Egro.elpmaxe@ecila"
      })
  void whoeverElseIsMeantIsSaidAndNeverShown(String name) {
    Page asked = hinted("logout_hint", name);
    assertTrue(asked.text().contains(OTHER), asked::text);
    assertFalse(asked.body().contains(name.equals("alice") ? "\"alice\"" : name), asked::body);
  }

  /** A {@code sid} that the client cannot know says nothing: without a client it is nobody's. */
  @Test
  void aSessionIdCountsForItsClientOnly() {
    String sid = LoginIT.payload(hint()).getString("sid");
    assertTrue(hinted("logout_hint", sid).text().contains(OTHER));
    assertTrue(hinted("client_id", "asks", "logout_hint", sid).text().contains(OTHER));
  }

  @Test
  void aHintOfAnyLengthIsNoErrorAndSurvivesAPost() {
    assertTrue(hinted("logout_hint", "x".repeat(8000)).text().contains(OTHER));
    Page posted =
        person
            .browser()
            .foreign(
                URI.create("http://localhost:2/"),
                LoginIT.form(
                    inventory.endpoint("end_session_endpoint"), Map.of("logout_hint", "bob")));
    Page asked = person.submit(posted.form());
    assertTrue(asked.text().contains(OTHER), asked::text);
    assertStillLoggedIn();
  }

  /** The id_token proves which session is meant; a name that anybody can write does not undo it. */
  @Test
  void besideAnIdTokenItChangesNothing() {
    Person.arrival(
        person.open(
            logout(
                "id_token_hint",
                hint(),
                "logout_hint",
                "bob",
                "post_logout_redirect_uri",
                World.LOGGED_OUT)));
  }

  @Test
  void anOversizedStateIsAnErrorPage() {
    assertPage(
        person.open(
            logout(
                "id_token_hint",
                hint(),
                "post_logout_redirect_uri",
                World.LOGGED_OUT,
                "state",
                "s".repeat(2049))),
        400,
        "invalid_request");
  }

  @Test
  void theConfirmationIsBoundToThisSessionAndSite() {
    Page asked = person.open(logout());
    Person other = world.person();
    world.tokens(other, inventory, "authentik");
    Page othersAsked = other.open(logout());
    for (var bad :
        List.of(
            asked.form().press("logout").without("csrf"),
            asked.form().press("logout").with("csrf", "x"),
            asked
                .form()
                .press("logout")
                .with("csrf", othersAsked.form().value("csrf").orElseThrow()))) {
      assertPage(person.submit(bad), 403, "access_denied");
    }
    Page evil =
        person
            .browser()
            .foreign(
                URI.create("http://localhost:2/"),
                LoginIT.form(asked.form().action(), asked.form().press("logout").fields()));
    assertPage(person.submit(evil.form()), 403, "access_denied");
    assertPage(person.submit(asked.form().without("decision")), 400, "invalid_request");
  }

  @ParameterizedTest
  @ValueSource(strings = {"logout/root?request=x", "logout/root", "logout/nobody?request=x"})
  void aRequestThatIsNotOursIsAnErrorPage(String path) {
    Page page = person.open(world.broker().at(path));
    assertTrue(page.status() == 400 || page.status() == 404, page::toString);
    assertStillLoggedIn();
  }
}
