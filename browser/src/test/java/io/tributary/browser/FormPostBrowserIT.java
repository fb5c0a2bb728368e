package io.tributary.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that a form takes to the application (OAuth 2.0 Form Post Response Mode §2). */
@InBrowser
class FormPostBrowserIT {
  private static final String STATE = "a \"b\" <c> & d";

  private static String request(Provider provider, String type) {
    return provider.authorize(
        "one",
        "idp_hint",
        "local",
        "response_mode",
        "form_post",
        "response_type",
        type,
        "state",
        STATE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"code", "id_token", "code id_token"})
  void isSentByItselfAndStandsInNoAddress(String type, Visits visits, Provider provider) {
    Visit alice = visits.open(Visits.secure());
    alice.open(request(provider, type));
    alice.password("alice", "demo", "Sign in");
    assertAnswered(alice.page(), provider, type);
    // And again, with the session that is there: straight from a redirect of the application.
    alice.open(request(provider, type));
    assertAnswered(alice.page(), provider, type);
  }

  @Test
  void withoutScriptsOneClickSendsIt(Visits visits, Provider provider) {
    Visit alice = visits.open(Visits.secure().setJavaScriptEnabled(false));
    alice.open(request(provider, "code id_token"));
    alice.password("alice", "demo", "Sign in");
    // Playwright's own words for text and role leave out what stands in noscript.
    assertThat(alice.page().locator("noscript p")).isVisible();
    alice.page().locator("noscript button").click();
    assertAnswered(alice.page(), provider, "code id_token");
  }

  @Test
  void theRefusalOfAPersonGoesTheSameWay(Visits visits, Provider provider) {
    Visit alice = visits.open(Visits.secure());
    alice.open(request(provider, "code"));
    alice.button("Cancel and return to Wiki").click();
    assertThat(alice.heading("Back at one")).isVisible();
    assertThat(alice.page().locator("#error")).hasText("access_denied");
    assertThat(alice.page().locator("#method")).hasText("POST");
  }

  /** What the browser enforces there: no script but ours, and a form that goes to https only. */
  @Test
  void thePageRunsNothingElse(Visits visits, Provider provider) {
    Visit alice = visits.open(Visits.secure().setJavaScriptEnabled(false));
    alice.open(request(provider, "code"));
    alice.password("alice", "demo", "Sign in");
    assertThat(alice.heading("One moment")).isVisible();
    Response page = alice.open(request(provider, "code"));
    String policy = page.headerValue("content-security-policy");
    assertFalse(policy.contains("unsafe"), policy);
    assertThat(alice.heading("One moment")).isVisible();
  }

  private static void assertAnswered(Page page, Provider provider, String type) {
    assertThat(page.locator("h1")).hasText("Back at one");
    assertThat(page).hasURL(provider.applications().at("one", "/cb"));
    assertThat(page.locator("#method")).hasText("POST");
    assertThat(page.locator("#state")).hasText(STATE);
    assertThat(page.locator("#iss")).hasText(provider.origin());
    for (String member : new String[] {"code", "id_token"}) {
      int expected = java.util.List.of(type.split(" ", -1)).contains(member) ? 1 : 0;
      assertThat(page.locator("#" + member)).hasCount(expected);
    }
  }
}
