package io.tributary.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.fail;

import com.microsoft.playwright.Browser;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Without JavaScript, and without a mouse. */
@InBrowser
class PlainBrowserIT {
  @Test
  void everythingWorksWithoutJavaScript(Visits visits) {
    Visit alice = visits.open(new Browser.NewContextOptions().setJavaScriptEnabled(false));
    alice.through("Okta", "alice@example.com").isIn("Alice Liddell");
    assertEquals(List.of("superuser"), alice.roles());
    alice.inventory("/dcim/devices/");
    alice.page().getByLabel("Search").fill("nothing is called so");
    alice.button("Apply").click();
    assertThat(alice.page().getByText("Nothing here matches.")).isVisible();
    alice.logOut();
    alice.single();
    assertThat(alice.button("Okta")).containsText("used last time");
  }

  @Test
  void aLoginNeedsOnlyTheKeyboard(Visits visits) {
    Visit bob = visits.open();
    bob.inventory("/login/");
    tabTo(bob, "Log in with SSO");
    press(bob, "Enter");
    assertThat(bob.heading("Sign in to Network inventory")).isVisible();
    tabTo(bob, "authentik");
    press(bob, "Enter");
    assertThat(bob.page().getByLabel("User name")).isFocused();
    bob.page().keyboard().type("bob");
    press(bob, "Tab");
    assertThat(bob.page().getByLabel("Password")).isFocused();
    bob.page().keyboard().type("demo");
    press(bob, "Enter");
    bob.isIn("Bob Builder");
    tabTo(bob, "Skip to content");
    assertThat(bob.link("Skip to content")).isInViewport();
    tabTo(bob, "Devices");
    press(bob, "Enter");
    assertThat(bob.heading("Devices")).isVisible();
    tabTo(bob, "Log out");
    press(bob, "Space");
    assertThat(bob.page().getByText("You are signed out.")).isVisible();
  }

  private static void press(Visit visit, String key) {
    visit.page().keyboard().press(key);
  }

  /** Each stop on the way shows that it has the focus. */
  private static void tabTo(Visit visit, String name) {
    for (int presses = 0; presses < 40; presses++) {
      press(visit, "Tab");
      if (visit.page().evaluate("document.activeElement === document.body").equals(true)) {
        continue;
      }
      String outline =
          (String) visit.page().evaluate("getComputedStyle(document.activeElement).outlineStyle");
      String text =
          (String)
              visit
                  .page()
                  .evaluate(
                      "(document.activeElement.innerText || document.activeElement.id).trim()");
      assertNotEquals("none", outline, text + " does not show its focus");
      if (text.startsWith(name)) {
        return;
      }
    }
    fail("Tab never reaches " + name);
  }
}
