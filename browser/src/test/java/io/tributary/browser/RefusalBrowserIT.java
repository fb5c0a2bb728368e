package io.tributary.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Ways on which nobody is logged in, and the rules of a page that a browser enforces. */
@InBrowser
class RefusalBrowserIT {
  @Test
  void cancelAtTheChoiceReturnsToTheInventory(Visits visits) {
    Visit visit = visits.open().expect(403).single();
    visit.button("Cancel and return to Network inventory").click();
    assertThat(visit.page().getByRole(AriaRole.ALERT))
        .containsText("The identity provider did not log you in");
    visit.inventory("/");
    assertThat(visit.heading("Log in")).isVisible();
  }

  @Test
  void cancelAtTheUpstreamReturnsToTheInventory(Visits visits) {
    Visit visit = visits.open().expect(403).single().choose("Okta");
    visit.button("Cancel and return to Tributary").click();
    assertThat(visit.page().getByRole(AriaRole.ALERT))
        .containsText("The identity provider did not log you in");
  }

  @Test
  void aWrongPasswordAtTheUpstreamIsSaidThereAndMayBeCorrected(Visits visits) {
    Visit carol = visits.open().expect(400).single().choose("authentik");
    carol.password("carol", "wrong", "Sign in");
    assertThat(carol.page().getByRole(AriaRole.ALERT))
        .hasText("The user name or the password is wrong.");
    assertThat(carol.page().getByLabel("User name")).hasValue("carol");
    assertThat(carol.page().getByLabel("Password")).hasValue("");
    assertThat(carol.page().getByLabel("Password")).isFocused();
    carol.password("carol", "demo", "Sign in").isIn("Carol Viewer");
  }

  @Test
  void aWrongPasswordAtTheInventoryIsSaidThere(Visits visits) {
    Visit admin = visits.open().expect(401);
    admin.inventory("/login/");
    admin.password("admin", "wrong", "Log in");
    assertThat(admin.page().getByRole(AriaRole.ALERT))
        .containsText("User name or password is wrong");
    assertThat(admin.page().getByLabel("User name")).hasValue("admin");
    assertThat(admin.page().getByLabel("Password")).isFocused();
    admin.inventory("/");
    assertThat(admin.heading("Log in")).isVisible();
  }

  @Test
  void anUnknownClientIsAPageAndNoRedirect(Visits visits, Demonstration demonstration) {
    Visit visit = visits.open().expect(400);
    visit.open(
        demonstration.broker()
            + "/oauth2/v1/authorize?client_id=nobody&response_type=code&redirect_uri="
            + demonstration.inventory()
            + "/");
    assertTrue(visit.page().url().startsWith(demonstration.broker()));
    assertThat(visit.page().locator(".receipt .id")).isVisible();
  }

  /** The watch that every test here relies on. */
  @Test
  void aViolationOfThePolicyIsNoticed(Visits visits) {
    Visit visit = visits.open();
    visit.inventory("/login/");
    visit
        .page()
        .evaluate("document.body.insertAdjacentHTML('beforeend', '<p style=\"color:red\">')");
    visit.awaitComplaint("style-src");
  }

  /**
   * The trap: Chromium holds the form-action of a page against every redirect that answers its
   * form. Were the answer to "Okta"'s login form a redirect to the broker, and not a page that goes
   * on by itself, the login would end there.
   */
  @Test
  void aRedirectAfterTheLoginFormWouldEndTheLogin(Visits visits, Demonstration demonstration) {
    Visit alice = visits.open();
    alice
        .page()
        .route(
            url -> url.startsWith(demonstration.okta()), RefusalBrowserIT::redirectInsteadOfPage);
    alice.single().choose("Okta").password("alice@example.com", "demo", "Sign in");
    alice.awaitComplaint("form-action");
    assertTrue(alice.page().url().startsWith(demonstration.okta()), alice.page().url());

    visits.open().through("Okta", "alice@example.com").isIn("Alice Liddell");
  }

  private static void redirectInsteadOfPage(Route route) {
    if (!route.request().method().equals("POST")) {
      route.resume();
      return;
    }
    APIResponse page = route.fetch(new Route.FetchOptions().setMaxRedirects(0));
    Matcher next = Pattern.compile("content=\"0;url=([^\"]*)\"").matcher(page.text());
    assertTrue(next.find(), page.text());
    route.fulfill(
        new Route.FulfillOptions()
            .setStatus(303)
            .setHeaders(Map.of("location", next.group(1).replace("&amp;", "&"))));
  }
}
