package io.tributary.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every page on the way of the demonstration's users: seen by a program here, and by people in
 * {@code target/screenshots}.
 */
@InBrowser
class PagesBrowserIT {
  /** How a page is looked at. */
  enum Look {
    LIGHT(1280, 800, ColorScheme.LIGHT),
    DARK(1280, 800, ColorScheme.DARK),
    NARROW(360, 720, ColorScheme.LIGHT);

    private final int width;
    private final int height;
    private final ColorScheme scheme;

    Look(int width, int height, ColorScheme scheme) {
      this.width = width;
      this.height = height;
      this.scheme = scheme;
    }

    Browser.NewContextOptions options() {
      return new Browser.NewContextOptions().setViewportSize(width, height).setColorScheme(scheme);
    }
  }

  private final List<String> faults = new ArrayList<>();

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
    refusals(look, visits.open(look.options()).expect(400).expect(401).expect(404), demonstration);
    consentAndLogout(look, visits.open(look.options()), demonstration);
    people(look, visits);
    assertEquals(List.of(), faults);
  }

  private void refusals(Look look, Visit visit, Demonstration demonstration) {
    visit.inventory("/login/");
    see(look, visit, "inventory-login", "Log in");
    visit.password("admin", "wrong", "Log in");
    see(look, visit, "inventory-wrong-password", "Log in");
    visit.single();
    see(look, visit, "choice", "Sign in to Network inventory");
    visit.page().getByText("Sign in with your Tributary password").click();
    see(look, visit, "local-login", "Sign in to Network inventory");
    visit.password("local", "wrong", "Sign in");
    see(look, visit, "wrong-password", "Sign in to Network inventory");
    visit.link("Sign in another way").click();
    visit.choose("authentik");
    see(look, visit, "upstream-login", "Sign in to Tributary");
    visit.open(demonstration.broker() + "/oauth2/v1/authorize?client_id=nobody");
    see(look, visit, "error", null);
    visit.open(demonstration.broker() + "/nothing-here");
    see(look, visit, "error-not-found", null);
    visit.open(demonstration.broker() + "/");
    see(look, visit, "broker-front", "Nothing to do here");
  }

  private void consentAndLogout(Look look, Visit visit, Demonstration demonstration) {
    visit.through("authentik", "carol").isIn("Carol Viewer");
    see(look, visit, "after-login-without-consent", "Hello, Carol Viewer");
    visit.open(
        demonstration.broker()
            + "/oauth2/v1/authorize?client_id=inventory&response_type=code&prompt=consent"
            + "&scope=openid%20profile%20email%20groups&state=s&nonce=n"
            + "&code_challenge_method=S256&code_challenge="
            + "a".repeat(43)
            + "&redirect_uri="
            + demonstration.inventory()
            + "/oauth/complete/oidc/");
    see(look, visit, "consent", "Allow Network inventory to use your account?");
    visit.open(demonstration.broker() + "/");
    see(look, visit, "broker-signed-in", "You are signed in");
    visit.open(demonstration.broker() + "/oauth2/v1/logout");
    see(look, visit, "confirm-logout", "Sign out?");
    visit.button("Sign out").click();
    see(look, visit, "logged-out", "You are signed out");
  }

  private void people(Look look, Visits visits) {
    Visit alice = visits.open(look.options());
    alice.through("Okta", "alice@example.com").isIn("Alice Liddell");
    see(look, alice, "inventory-home-alice", "Hello, Alice Liddell");
    seeDevices(look, alice, "alice");
    alice.page().locator("tbody a").first().click();
    see(look, alice, "device", null);
    alice.link("Edit").click();
    see(look, alice, "device-edit", null);
    alice.inventory("/user/profile/");
    see(look, alice, "profile-alice", null);
    alice.inventory("/users/users/");
    see(look, alice, "users-alice", "Users");
    alice.button("Log out").click();
    assertThat(alice.page().getByText("You are signed out.")).isVisible();
    see(look, alice, "inventory-signed-out", "Log in");

    Visit bob = visits.open(look.options());
    bob.through("authentik", "bob").isIn("Bob Builder");
    seeDevices(look, bob, "bob");

    Visit carol = visits.open(look.options()).expect(403);
    carol.through("authentik", "carol").isIn("Carol Viewer");
    seeDevices(look, carol, "carol");
    carol.inventory("/dcim/devices/add/");
    see(look, carol, "forbidden", null);
  }

  private void seeDevices(Look look, Visit visit, String who) {
    visit.inventory("/dcim/devices/");
    see(look, visit, "devices-" + who, "Devices");
  }

  /** Waits for the page by its heading, where that is known. */
  private void see(Look look, Visit visit, String name, String heading) {
    if (heading != null) {
      assertThat(visit.heading(heading)).isVisible();
    }
    String file = look.name().toLowerCase(Locale.ROOT) + "-" + name;
    // First, for Playwright styles the page for its picture.
    PageCheck.faults(visit.page()).forEach(fault -> faults.add(file + ": " + fault));
    visit
        .page()
        .screenshot(
            new Page.ScreenshotOptions()
                .setFullPage(true)
                .setPath(Visit.screenshots().resolve(file + ".png")));
  }
}
