package io.tributary.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    visit.page().waitForCondition(() -> !visit.complaints().isEmpty());
    assertTrue(visit.complaints().stream().anyMatch(text -> text.contains("style-src")));
    visit.complaints().clear();
  }

  /**
   * The trap: Chromium applies the form's policy to the redirects that answer it. With a policy
   * that names 'self' only, the login at "Okta" (whose answer leads to the broker and on to the
   * inventory) goes nowhere; with ours it does.
   */
  @Test
  void withoutTheNextOriginInFormActionTheLoginWouldEnd(
      Visits visits, Demonstration demonstration) {
    Visit alice = visits.open();
    alice.page().route(demonstration.okta() + "/login/**", RefusalBrowserIT::onlySelf);
    alice.single().choose("Okta").password("alice@example.com", "demo", "Sign in");
    alice
        .page()
        .waitForCondition(
            () -> alice.complaints().stream().anyMatch(text -> text.contains("form-action")));
    assertTrue(alice.page().url().startsWith(demonstration.okta()), alice.page().url());
    alice.complaints().clear();

    Visit same = visits.open().through("Okta", "alice@example.com");
    same.isIn("Alice Liddell");
    assertEquals(List.of(), same.complaints());
  }

  private static void onlySelf(Route route) {
    if (!route.request().method().equals("GET")) {
      route.resume();
      return;
    }
    var answer = route.fetch(new Route.FetchOptions().setMaxRedirects(0));
    Map<String, String> headers = new HashMap<>(answer.headers());
    headers.computeIfPresent(
        "content-security-policy",
        (name, policy) -> policy.replaceAll("form-action [^;]*", "form-action 'self'"));
    route.fulfill(new Route.FulfillOptions().setResponse(answer).setHeaders(headers));
  }
}
