package io.tributary.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Several tabs of one browser log in at once. */
@InBrowser
class TabsBrowserIT {
  @Test
  void twoTabsAtTheirFormsBothSucceed(Visits visits, Provider provider) {
    Visit alice = visits.open(Visits.secure());
    Page first = form(alice.page(), provider, "one", "tab-one");
    Page second = form(alice.tab(), provider, "two", "tab-two");
    signIn(second);
    signIn(first);
    assertThat(second.locator("#state")).hasText("tab-two");
    assertThat(first.locator("#state")).hasText("tab-one");
    assertThat(second.locator("h1")).hasText("Back at two");
    assertThat(first.locator("h1")).hasText("Back at one");
    assertNotEquals(first.locator("#code").innerText(), second.locator("#code").innerText());
  }

  /** The same application twice, and a tab at another step. */
  @Test
  void fourTabsOfOneApplicationAllSucceed(Visits visits, Provider provider) {
    Visit alice = visits.open(Visits.secure());
    List<Page> tabs = new ArrayList<>(List.of(alice.page(), alice.tab(), alice.tab(), alice.tab()));
    for (int i = 0; i < tabs.size(); i++) {
      form(tabs.get(i), provider, "one", "tab-" + i);
    }
    for (Page tab : tabs) {
      signIn(tab);
    }
    for (int i = 0; i < tabs.size(); i++) {
      assertThat(tabs.get(i).locator("#state")).hasText("tab-" + i);
    }
    assertEquals(
        List.of(),
        alice.context().cookies(provider.origin()).stream()
            .map(cookie -> cookie.name)
            .filter(name -> name.contains("-attempt-"))
            .toList(),
        "each took its own with it");
  }

  @Test
  void aTabAtTheConsentIsNotDisturbedByAnother(Visits visits, Provider provider) {
    Visit alice = visits.open(Visits.secure());
    Page asking = form(alice.page(), provider, "careful", "asked");
    Page other = form(alice.tab(), provider, "one", "other");
    signIn(asking);
    assertThat(asking.locator("h1")).hasText("Allow Holiday planner to use your account?");
    other.reload();
    assertThat(other.locator("#state")).hasText("other");
    asking.locator("button[value=allow]").click();
    assertThat(asking.locator("#state")).hasText("asked");
  }

  private static Page form(Page tab, Provider provider, String application, String state) {
    tab.navigate(provider.authorize(application, "idp_hint", "local", "state", state));
    assertThat(tab.getByLabel("Password")).isVisible();
    return tab;
  }

  private static void signIn(Page tab) {
    tab.getByLabel("User name").fill("alice");
    tab.getByLabel("Password").fill("demo");
    tab.getByLabel("Password").press("Enter");
    tab.locator("h1")
        .filter(new com.microsoft.playwright.Locator.FilterOptions().setHasNotText("Sign in"))
        .waitFor();
  }
}
