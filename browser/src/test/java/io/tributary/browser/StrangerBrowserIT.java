package io.tributary.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Applications that say who they are, or ask us to believe it; and logins that begin there. */
@InBrowser
class StrangerBrowserIT {
  private static final String PICTURE =
      "image => image.complete && image.naturalWidth > 0 && image.getAttribute('src')";

  /** OpenID Connect Dynamic Client Registration §2: what a client says of itself is shown. */
  @Test
  void theConsentShowsLogoPolicyAndTerms(Visits visits, Provider provider) {
    Visit alice = visits.open(Visits.secure());
    alice.open(provider.authorize("careful"));
    assertDescribed(alice, provider);
    alice.link("Sign in with your Example accounts password").click();
    assertDescribed(alice, provider);
    alice.password("alice", "demo", "Sign in");
    assertThat(alice.heading("Allow Holiday planner to use your account?")).isVisible();
    assertDescribed(alice, provider);
    assertThat(alice.page().locator("ul.facts li"))
        .hasText(
            new String[] {"Know who you are", "Your name and user name", "Your e-mail address"});
    alice.button("Do not allow").click();
    assertThat(alice.page().locator("#error")).hasText("access_denied");
  }

  private static void assertDescribed(Visit visit, Provider provider) {
    Locator logo = visit.page().getByAltText("Logo of Holiday planner");
    visit.page().waitForCondition(() -> !Boolean.FALSE.equals(logo.evaluate(PICTURE)));
    assertEquals("/logos/careful", logo.evaluate(PICTURE), "drawn by us, and served by us");
    for (String[] each :
        new String[][] {
          {"About this application", "/about"},
          {"Privacy policy", "/privacy"},
          {"Terms of use", "/terms"}
        }) {
      assertThat(visit.link(each[0]))
          .hasAttribute("href", provider.applications().at("careful", each[1]));
    }
  }

  /** RFC 7591 §5: a registered client's words are its own, and where one will be sent is shown. */
  @Test
  void whoRegisteredItselfIsSaidToBeAStrangerAndLogsIn(Visits visits, Provider provider) {
    String client = register(provider, "Lottery <b>of</b> Wonder");
    Visit alice = visits.open(Visits.secure());
    alice.open(provider.authorizeAs(client, "stranger", "idp_hint", "local"));
    alice.password("alice", "demo", "Sign in");
    assertThat(alice.heading("Allow Lottery <b>of</b> Wonder to use your account?")).isVisible();
    assertThat(alice.page().getByText("This application registered itself.")).isVisible();
    assertThat(alice.page().locator(".caution bdi")).hasText("stranger.tributary.test");
    alice.button("Allow").click();
    assertThat(alice.heading("Back at stranger")).isVisible();
    assertThat(alice.page().locator("#code")).hasCount(1);
    // Once for this session and these scopes.
    alice.open(provider.authorizeAs(client, "stranger"));
    assertThat(alice.heading("Back at stranger")).isVisible();
  }

  static String register(Provider provider, String name) {
    HttpResponse<String> answer =
        provider.register(
            """
            {"client_name": "%s", "redirect_uris": ["%s"],
             "logo_uri": "%s", "policy_uri": "%s"}
            """
                .formatted(
                    name,
                    provider.applications().at("stranger", "/cb"),
                    provider.applications().near("/logo.png"),
                    provider.applications().at("stranger", "/privacy")));
    assertEquals(201, answer.statusCode(), answer::body);
    Matcher id = Pattern.compile("\"client_id\":\"([^\"]+)\"").matcher(answer.body());
    assertTrue(id.find(), answer::body);
    return id.group(1);
  }

  /** OpenID Connect Core §4: from our front page to the application, which asks us for a login. */
  @Test
  void aLoginThatBeginsHereGoesByTheApplication(Visits visits, Provider provider) {
    Visit alice = visits.open(Visits.secure()).at(provider, "two", "alice");
    provider.applications().begin("two", provider.authorize("two", "state", "from-the-front-page"));
    alice.open(provider.at("/"));
    assertThat(alice.heading("You are signed in")).isVisible();
    Locator link = alice.link("Tickets");
    assertThat(link)
        .hasAttribute(
            "href",
            provider
                .applications()
                .at("two", "/initiate?iss=" + Provider.encoded(provider.origin())));
    link.click();
    assertThat(alice.heading("Back at two")).isVisible();
    assertThat(alice.page().locator("#state")).hasText("from-the-front-page");
    assertThat(alice.page().locator("#code")).hasCount(1);
  }

  /** The receipts: who acknowledged, who refused, whom the browser had to tell. */
  @Test
  void afterALogoutThePersonSeesWhoKnowsOfIt(Visits visits, Provider provider) {
    Visit alice = visits.open(Visits.secure()).at(provider, "told", "alice");
    alice.open(provider.authorize("deaf"));
    alice.open(provider.authorize("near"));
    alice.open(provider.at("/oauth2/v1/logout?client_id=told"));
    assertThat(alice.page().getByText("Afterwards you return")).hasCount(0);
    alice.button("Sign out").click();
    assertThat(alice.heading("You are signed out")).isVisible();
    for (String line :
        List.of(
            "Payroll has signed you out",
            "Car pool did not accept it: sign out there as well",
            "Start page cannot be told: sign out there as well")) {
      assertThat(alice.page().getByRole(AriaRole.LISTITEM).filter(said(line))).isVisible();
    }
  }

  private static Locator.FilterOptions said(String line) {
    return new Locator.FilterOptions().setHasText(line);
  }
}
