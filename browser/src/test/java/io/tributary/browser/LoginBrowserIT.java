package io.tributary.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.RequestOptions;
import com.microsoft.playwright.options.SameSiteAttribute;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each of the demonstration's users, and what comes of the login in the inventory. */
@InBrowser
class LoginBrowserIT {
  private static final String DEVICES = "/dcim/devices/";

  @Test
  void aliceOfOktaIsSuperuser(Visits visits) {
    Visit alice = visits.open().through("Okta", "alice@example.com");
    alice.isIn("Alice Liddell");
    assertEquals(List.of("superuser"), alice.roles());
    assertEquals(List.of("Everyone", "superusers"), sorted(alice.groups()));
    assertEquals(200, alice.inventory("/users/users/").status());
    assertThat(alice.heading("Users")).isVisible();
    alice.inventory(DEVICES);
    assertThat(alice.link("Add")).isVisible();
    alice.page().locator("tbody a").first().click();
    assertThat(alice.link("Delete")).isVisible();
  }

  @Test
  void bobOfAuthentikMayEditAndNotAdminister(Visits visits, Demonstration demonstration) {
    Visit bob = visits.open().through("authentik", "bob").expect(403);
    bob.isIn("Bob Builder");
    assertEquals(List.of("staff"), bob.roles());
    assertEquals(List.of("staff"), bob.groups());

    bob.inventory("/dcim/sites/");
    bob.link("Add").click();
    bob.page().getByLabel("Name").fill("Bob's room");
    bob.page().getByLabel("Slug").fill("bobs-room");
    bob.button("Save").click();
    assertThat(bob.heading("Bob's room")).isVisible();
    bob.link("Edit").click();
    bob.page().getByLabel("Name").fill("Bob's other room");
    bob.button("Save").click();
    assertThat(bob.heading("Bob's other room")).isVisible();

    assertThat(bob.link("Users")).hasCount(0);
    assertEquals(403, bob.inventory("/users/users/").status());
  }

  @Test
  void carolWithoutGroupsMayLookAndNothingElse(Visits visits, Demonstration demonstration) {
    Visit carol = visits.open().through("authentik", "carol").expect(403);
    carol.isIn("Carol Viewer");
    assertEquals(List.of(), carol.roles());
    assertEquals(List.of(), carol.groups());

    assertEquals(200, carol.inventory(DEVICES).status());
    assertThat(carol.link("Add")).hasCount(0);
    carol.page().locator("tbody a").first().click();
    assertThat(carol.link("Edit")).hasCount(0);
    assertThat(carol.link("Delete")).hasCount(0);
    String device = carol.page().url().substring(demonstration.inventory().length());

    for (String path : List.of(DEVICES + "add/", device + "edit/", device + "delete/")) {
      assertEquals(403, carol.inventory(path).status(), path);
      assertEquals(403, post(carol, demonstration, path).status(), path);
    }
    assertEquals(200, carol.inventory(device).status(), "nothing was deleted");
  }

  /** With the token of a form of hers, so that only the missing right can be the reason. */
  private static APIResponse post(Visit visit, Demonstration demonstration, String path) {
    String token = visit.page().locator("input[name=csrf]").first().inputValue();
    return visit
        .context()
        .request()
        .post(
            demonstration.inventory() + path,
            RequestOptions.create()
                .setHeader("Origin", demonstration.inventory())
                .setForm(FormData.create().set("csrf", token).set("version", "1")));
  }

  @Test
  void daveWithAlicesAddressIsNotAlice(Visits visits) {
    Visit alice = visits.open().through("Okta", "alice@example.com");
    alice.isIn("Alice Liddell");
    assertEquals("alice@example.com", alice.account());
    Visit dave = visits.open().through("authentik", "dave");
    dave.isIn("Dave Impostor");
    assertEquals(List.of(), dave.roles());
    assertEquals("dave", dave.account());
    assertEquals(List.of(), dave.groups());
  }

  @Test
  void erinWithAlicesUserNameGetsAnother(Visits visits) {
    Visit alice = visits.open().through("Okta", "alice@example.com");
    alice.isIn("Alice Liddell");
    assertEquals("alice@example.com", alice.account());
    Visit erin = visits.open().through("authentik", "alice@example.com");
    erin.isIn("Erin Namesake");
    assertEquals(List.of(), erin.roles());
    String name = erin.account();
    assertTrue(name.matches("alice@example\\.com.+"), name);

    erin.logOut();
    erin.through("authentik", "alice@example.com").isIn("Erin Namesake");
    assertEquals(name, erin.account(), "the suffix is stable");
    alice.inventory("/");
    alice.isIn("Alice Liddell");
  }

  @Test
  void theBrokersOwnAccountLogsIn(Visits visits) {
    Visit local = visits.open().single();
    local.page().getByText("Sign in with your Tributary password").click();
    local.password("local", "demo", "Sign in");
    local.isIn("Local Person");
    assertEquals(List.of(), local.roles());
    assertEquals("local", local.account());
  }

  @Test
  void theInventorysOwnAdministratorNeedsNoBroker(Visits visits, Demonstration demonstration) {
    Visit admin = visits.open();
    List<String> asked = new ArrayList<>();
    admin.page().onRequest(request -> asked.add(request.url()));
    admin.local("admin");
    assertEquals(List.of("superuser"), admin.roles());
    assertEquals(200, admin.inventory("/users/users/").status());
    assertTrue(asked.stream().allMatch(url -> url.startsWith(demonstration.inventory())));
  }

  @Test
  void theSecondLoginAsksNothing(Visits visits, Demonstration demonstration) {
    Visit carol = visits.open().through("authentik", "carol");
    carol.isIn("Carol Viewer");
    carol.forgetInventory();
    List<String> asked = new ArrayList<>();
    carol.page().onRequest(request -> asked.add(request.url()));
    carol.single().isIn("Carol Viewer");
    assertTrue(asked.stream().anyMatch(url -> url.startsWith(demonstration.broker())));
    assertFalse(asked.stream().anyMatch(url -> url.startsWith(demonstration.authentik())));
  }

  @Test
  void theLoginLeadsToThePageThatWasAskedFor(Visits visits, Demonstration demonstration) {
    Visit carol = visits.open();
    carol.inventory(DEVICES + "?q=sw");
    carol.link("Log in with SSO").click();
    carol.choose("authentik").password("carol", "demo", "Sign in");
    assertThat(carol.page()).hasURL(demonstration.inventory() + DEVICES + "?q=sw");
  }

  @Test
  void noScriptAndNoOtherSiteReachesACookie(Visits visits) {
    Visit alice = visits.open().through("Okta", "alice@example.com");
    alice.isIn("Alice Liddell");
    List<Cookie> cookies = alice.context().cookies();
    assertTrue(cookies.size() >= 3, "sessions at the inventory, the broker and Okta");
    for (Cookie cookie : cookies) {
      assertTrue(cookie.httpOnly, cookie.name);
      assertEquals(SameSiteAttribute.LAX, cookie.sameSite, cookie.name);
    }
    assertEquals("", alice.page().evaluate("document.cookie"));
  }

  private static List<String> sorted(List<String> names) {
    return names.stream().sorted().toList();
  }
}
