package io.tributary.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Logging out at the inventory ends the sessions of all three, and comes back. */
@InBrowser
class LogoutBrowserIT {
  @Test
  void endsEverySessionAndTheNextLoginAsksForThePassword(
      Visits visits, Demonstration demonstration) {
    Visit alice = visits.open().through("Okta", "alice@example.com");
    alice.isIn("Alice Liddell");
    List<String> way = new ArrayList<>();
    alice.page().onRequest(request -> way.add(request.url()));
    alice.logOut();

    int broker = first(way, demonstration.broker() + "/oauth2/v1/logout");
    int okta = first(way, demonstration.okta() + "/oauth2/default/v1/logout");
    int back = first(way, demonstration.broker() + "/federation/okta/logout-callback");
    int home = last(way, demonstration.inventory() + "/login/");
    assertTrue(0 <= broker && broker < okta && okta < back && back < home, way::toString);

    alice.inventory("/");
    assertThat(alice.heading("Log in")).isVisible();
    alice.single();
    assertThat(alice.button("Okta")).containsText("used last time");
    alice.choose("Okta");
    assertThat(alice.page().getByLabel("Password")).isVisible();
    alice.password("alice@example.com", "demo", "Sign in").isIn("Alice Liddell");
  }

  @Test
  void afterLogoutTheBackButtonShowsNothing(Visits visits) {
    Visit bob = visits.open().through("authentik", "bob");
    bob.isIn("Bob Builder");
    bob.inventory("/dcim/devices/");
    bob.logOut();
    bob.page().goBack();
    assertThat(bob.heading("Log in")).isVisible();
    assertThat(bob.page().locator("tbody")).hasCount(0);
  }

  @Test
  void withoutAHintTheBrokerAsksFirst(Visits visits, Demonstration demonstration) {
    Visit carol = visits.open().through("authentik", "carol");
    carol.isIn("Carol Viewer");
    String logout = demonstration.broker() + "/oauth2/v1/logout";
    carol.open(logout);
    assertThat(carol.heading("Sign out?")).isVisible();
    carol.button("Stay signed in").click();
    assertThat(carol.heading("You are signed in")).isVisible();
    carol.open(logout);
    carol.button("Sign out").click();
    assertThat(carol.heading("You are signed out")).isVisible();
    carol.open(demonstration.broker() + "/");
    assertThat(carol.heading("You are signed in")).hasCount(0);
    assertEquals(
        List.of(),
        carol.context().cookies(demonstration.broker()).stream()
            .filter(
                cookie -> cookie.name.contains("session") && cookie.name.startsWith("tributary"))
            .map(cookie -> cookie.name)
            .toList());
  }

  @Test
  void anAccountOfTheBrokerLeavesTheBrokerToo(Visits visits) {
    Visit local = visits.open().single();
    local.link("Sign in with your Tributary password").click();
    local.password("local", "demo", "Sign in").isIn("Local Person");
    local.logOut();
    local.single();
    assertThat(local.page().getByLabel("Password").or(local.button("Okta")).first()).isVisible();
  }

  @Test
  void theLocalAdministratorsLogoutStaysAtTheInventory(Visits visits, Demonstration demonstration) {
    Visit admin = visits.open();
    admin.local("admin");
    List<String> way = new ArrayList<>();
    admin.page().onRequest(request -> way.add(request.url()));
    admin.logOut();
    assertTrue(way.stream().allMatch(url -> url.startsWith(demonstration.inventory())));
  }

  private static int first(List<String> way, String prefix) {
    for (int at = 0; at < way.size(); at++) {
      if (way.get(at).startsWith(prefix)) {
        return at;
      }
    }
    return -1;
  }

  private static int last(List<String> way, String prefix) {
    for (int at = way.size() - 1; at >= 0; at--) {
      if (way.get(at).startsWith(prefix)) {
        return at;
      }
    }
    return -1;
  }
}
