package io.tributary.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Going back from wherever one is: each page on the way is itself again, or says what happened and
 * has a way on. Chromium shows a page of its own ("Confirm Form Resubmission") instead of one that
 * was the answer to a form: that must not happen, and Playwright fails where it does.
 */
@InBrowser
class BackButtonBrowserIT {
  private static final int MOST_STEPS = 12;

  /** Headings on the way back from a login with a wrong password, a consent, and a logout. */
  @Test
  void everyStepOfALoginAndItsLogoutCanBeGoneBackTo(Visits visits, Provider provider) {
    Visit alice = loggedInWithDetours(visits, provider);
    alice.open(provider.at("/oauth2/v1/logout"));
    alice.button("Sign out").click();
    assertThat(alice.heading("You are signed out")).isVisible();

    List<String> headings = back(alice.page());
    assertEquals(
        List.of(
            "You are signed out", // in place of the question: there is nothing to end any more
            "Back at careful",
            "This login is over", // the consent
            "This login is over", // the form that was filled in right
            "This login is over", // the form that was filled in wrong
            "Sign in to Holiday planner", // the choice: its request begins anew
            "This is careful"),
        headings);
  }

  @Test
  void whileStillSignedInTheWayBackLeadsOnAgain(Visits visits, Provider provider) {
    Visit alice = loggedInWithDetours(visits, provider);
    alice.page().goBack();
    assertThat(alice.heading("This login is over")).isVisible();
    alice.link("See whether you are signed in").click();
    assertThat(alice.heading("You are signed in")).isVisible();
    assertThat(alice.page().locator("main")).containsText("alice");
  }

  @Test
  void fromTheMiddleOfALoginEveryStepIsItselfAgain(Visits visits, Provider provider) {
    Visit alice = visits.open(Visits.secure()).expect(400);
    toConsent(alice, provider);
    Page page = alice.page();
    page.goBack();
    assertThat(page.locator("h1").first()).isVisible();
    page.goForward();
    page.reload();
    assertThat(alice.heading("Allow Holiday planner to use your account?")).isVisible();
    alice.button("Allow").click();
    assertThat(alice.heading("Back at careful")).isVisible();
  }

  @Test
  void aWrongPasswordLeavesAPageThatCanBeReloaded(Visits visits, Provider provider) {
    Visit alice = visits.open(Visits.secure()).expect(400);
    alice.open(provider.authorize("one", "idp_hint", "local"));
    for (int tries = 0; tries < 2; tries++) {
      alice.password("alice", "wrong", "Sign in");
      assertThat(alice.page().getByRole(com.microsoft.playwright.options.AriaRole.ALERT))
          .isVisible();
    }
    alice.page().reload();
    assertThat(alice.page().getByLabel("User name")).hasValue("alice");
    alice.page().goBack();
    assertThat(alice.page().getByLabel("Password")).isVisible();
    alice.password("alice", "demo", "Sign in");
    assertThat(alice.heading("Back at one")).isVisible();
  }

  /** A form that is posted to the application leaves no page of ours behind it. */
  @Test
  void anAnswerByFormIsNotStoodStillAt(Visits visits, Provider provider) {
    Visit alice = visits.open(Visits.secure());
    alice.open(provider.applications().at("one", "/"));
    alice.open(provider.authorize("one", "idp_hint", "local", "response_mode", "form_post"));
    alice.password("alice", "demo", "Sign in");
    assertThat(alice.heading("Back at one")).isVisible();
    alice.page().goBack();
    // The form itself: it is asked for again, and goes on with the session that is there.
    assertThat(alice.heading("Back at one")).isVisible();
    assertThat(alice.page().locator("#method")).hasText("POST");
  }

  private static Visit loggedInWithDetours(Visits visits, Provider provider) {
    Visit alice = visits.open(Visits.secure()).expect(400);
    alice.open(provider.applications().at("careful", "/"));
    toConsent(alice, provider);
    alice.button("Allow").click();
    assertThat(alice.heading("Back at careful")).isVisible();
    return alice;
  }

  private static void toConsent(Visit alice, Provider provider) {
    alice.open(provider.authorize("careful"));
    alice.link("Sign in with your Example accounts password").click();
    alice.password("alice", "wrong", "Sign in");
    assertThat(alice.page().locator("[role=alert]")).isVisible();
    alice.password("alice", "demo", "Sign in");
    assertThat(alice.heading("Allow Holiday planner to use your account?")).isVisible();
    assertTrue(alice.page().url().endsWith("/consent"), alice.page().url());
  }

  /** The first heading of each page, until the tab was empty. */
  private static List<String> back(Page page) {
    List<String> headings = new ArrayList<>();
    for (int steps = 0; steps < MOST_STEPS; steps++) {
      page.goBack();
      if (page.url().equals("about:blank")) {
        return headings;
      }
      Locator heading = page.locator("h1");
      headings.add(heading.innerText());
      assertTrue(
          heading.innerText().contains("careful")
              || page.locator("main a, main button").count() > 0
              || heading.innerText().equals("You are signed out"),
          () -> "no way on from " + page.locator("main").innerText());
    }
    return headings;
  }
}
