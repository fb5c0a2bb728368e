package io.tributary.broker.app;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.platform.http.Page;
import java.net.URI;
import java.util.List;
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
      strings = {"id_token_hint", "client_id", "post_logout_redirect_uri", "state", "unknown"})
  void aParameterTwiceIsAnErrorPage(String name) {
    URI twice =
        logout(
            "id_token_hint",
            hint(),
            "client_id",
            "inventory",
            "state",
            "s",
            "unknown",
            "1",
            "post_logout_redirect_uri",
            World.LOGGED_OUT);
    assertPage(person.open(URI.create(twice + "&" + name + "=x")), 400, "invalid_request");
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
