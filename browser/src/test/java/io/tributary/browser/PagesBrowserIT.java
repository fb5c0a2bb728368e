package io.tributary.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every page on the way of the demonstration's users: seen by a program here, and by people in
 * {@code target/screenshots}.
 */
@InBrowser
class PagesBrowserIT {
  /** A page that is bad in each way, so that the check is known to see it. */
  @Test
  void theCheckFindsWhatIsWrong(Visits visits) {
    Page page = visits.open().page();
    page.setContent(
        "<body style='background:#fff'><p style='color:#999;width:700px'>pale</p><input name=x>"
            + "<a href='#'></a><img src='data:,'><i id=a></i><i id=a></i>");
    String all = String.join("\n", PageCheck.faults(page));
    for (String words :
        List.of(
            "no language",
            "no title",
            "0 h1",
            "not one main",
            "inline style",
            "stands twice",
            "x has no label",
            "without a name",
            "has no alt",
            "“pale” has contrast 2.85",
            "scrolls sideways")) {
      assertTrue(all.contains(words), () -> words + " is missing in\n" + all);
    }
  }

  @ParameterizedTest
  @EnumSource
  void isGoodForEverybody(Look look, Visits visits, Demonstration demonstration) {
    Gallery gallery = new Gallery(look);
    Visit stranger = visits.open(look.options()).expect(400).expect(401).expect(404);
    refusals(gallery, stranger, demonstration);
    consentAndLogout(gallery, visits.open(look.options()), demonstration);
    people(gallery, visits);
    assertEquals(List.of(), gallery.faults());
  }

  private void refusals(Gallery gallery, Visit visit, Demonstration demonstration) {
    visit.inventory("/login/");
    gallery.see(visit, "inventory-login", "Log in");
    visit.password("admin", "wrong", "Log in");
    gallery.see(visit, "inventory-wrong-password", "Log in");
    visit.single();
    gallery.see(visit, "choice", "Sign in to Network inventory");
    visit.page().getByText("Sign in with your Tributary password").click();
    gallery.see(visit, "local-login", "Sign in to Network inventory");
    visit.password("local", "wrong", "Sign in");
    gallery.see(visit, "wrong-password", "Sign in to Network inventory");
    visit.link("Sign in another way").click();
    visit.choose("authentik");
    gallery.see(visit, "upstream-login", "Sign in to Tributary");
    visit.open(demonstration.broker() + "/oauth2/v1/authorize?client_id=nobody");
    gallery.see(visit, "error", null);
    visit.open(demonstration.broker() + "/nothing-here");
    gallery.see(visit, "error-not-found", null);
    visit.open(demonstration.broker() + "/");
    gallery.see(visit, "broker-front", "Nothing to do here");
  }

  private void consentAndLogout(Gallery gallery, Visit visit, Demonstration demonstration) {
    visit.through("authentik", "carol").isIn("Carol Viewer");
    gallery.see(visit, "after-login-without-consent", "Hello, Carol Viewer");
    visit.open(
        demonstration.broker()
            + "/oauth2/v1/authorize?client_id=inventory&response_type=code&prompt=consent"
            + "&scope=openid%20profile%20email%20groups&state=s&nonce=n"
            + "&code_challenge_method=S256&code_challenge="
            + "a".repeat(43)
            + "&redirect_uri="
            + demonstration.inventory()
            + "/oauth/complete/oidc/");
    gallery.see(visit, "consent", "Allow Network inventory to use your account?");
    visit.open(demonstration.broker() + "/");
    gallery.see(visit, "broker-signed-in", "You are signed in");
    visit.open(demonstration.broker() + "/oauth2/v1/logout");
    gallery.see(visit, "confirm-logout", "Sign out?");
    visit.button("Sign out").click();
    gallery.see(visit, "logged-out", "You are signed out");
  }

  private void people(Gallery gallery, Visits visits) {
    Visit alice = visits.open(gallery.look().options());
    alice.through("Okta", "alice@example.com").isIn("Alice Liddell");
    gallery.see(alice, "inventory-home-alice", "Hello, Alice Liddell");
    seeDevices(gallery, alice, "alice");
    alice.page().locator("tbody a").first().click();
    gallery.see(alice, "device", null);
    alice.link("Edit").click();
    gallery.see(alice, "device-edit", null);
    alice.inventory("/user/profile/");
    gallery.see(alice, "profile-alice", null);
    alice.inventory("/users/users/");
    gallery.see(alice, "users-alice", "Users");
    alice.button("Log out").click();
    assertThat(alice.page().getByText("You are signed out.")).isVisible();
    gallery.see(alice, "inventory-signed-out", "Log in");

    Visit bob = visits.open(gallery.look().options());
    bob.through("authentik", "bob").isIn("Bob Builder");
    seeDevices(gallery, bob, "bob");

    Visit carol = visits.open(gallery.look().options()).expect(403);
    carol.through("authentik", "carol").isIn("Carol Viewer");
    seeDevices(gallery, carol, "carol");
    carol.inventory("/dcim/devices/add/");
    gallery.see(carol, "forbidden", null);
  }

  private void seeDevices(Gallery gallery, Visit visit, String who) {
    visit.inventory("/dcim/devices/");
    gallery.see(visit, "devices-" + who, "Devices");
  }
}
