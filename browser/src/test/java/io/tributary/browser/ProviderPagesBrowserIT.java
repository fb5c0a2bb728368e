package io.tributary.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The pages of the provider that the demonstration does not come by. */
@InBrowser
class ProviderPagesBrowserIT {
  @ParameterizedTest
  @EnumSource
  void isGoodForEverybody(Look look, Visits visits, Provider provider) {
    Gallery gallery = new Gallery(look);
    login(gallery, visits.open(options(look)).expect(400), provider);
    logout(gallery, visits.open(options(look)), provider);
    farewell(gallery, visits.open(options(look)), provider);
    post(gallery, visits.open(options(look).setJavaScriptEnabled(false)), provider);
    assertEquals(java.util.List.of(), gallery.faults());
  }

  private static Browser.NewContextOptions options(Look look) {
    return look.options().setIgnoreHTTPSErrors(true);
  }

  private static void login(Gallery gallery, Visit visit, Provider provider) {
    visit.open(provider.authorize("careful"));
    gallery.seeTitled(visit, "provider-choice", "Sign in to Holiday planner");
    visit.link("Sign in with your Example accounts password").click();
    gallery.seeTitled(visit, "provider-login", "Sign in to Holiday planner");
    visit.password("alice", "wrong", "Sign in");
    assertThat(visit.page().getByRole(AriaRole.ALERT)).isVisible();
    gallery.seeTitled(visit, "provider-login-wrong", "Sign in to Holiday planner");
    visit.password("alice", "demo", "Sign in");
    gallery.seeTitled(visit, "provider-consent", "Allow Holiday planner to use your account?");
    visit.button("Allow").click();
    assertThat(visit.heading("Back at careful")).isVisible();
    visit.page().goBack();
    gallery.seeTitled(visit, "provider-over", "This login is over");
    String client = StrangerBrowserIT.register(provider, "Lottery of Wonder");
    visit.open(provider.authorizeAs(client, "stranger"));
    gallery.see(visit, "provider-consent-stranger", "Allow Lottery of Wonder to use your account?");
    visit.open(provider.authorize("two"));
    visit.open(provider.at("/"));
    gallery.seeTitled(visit, "provider-home", "You are signed in");
    visit.open(provider.authorize("nobody"));
    gallery.seeTitled(visit, "provider-error", null);
  }

  private static void logout(Gallery gallery, Visit visit, Provider provider) {
    visit.at(provider, "told", "alice");
    visit.open(provider.authorize("deaf"));
    visit.open(provider.authorize("near"));
    visit.open(provider.at("/oauth2/v1/logout?client_id=one"));
    gallery.seeTitled(visit, "provider-logout", "Sign out?");
    visit.button("Sign out").click();
    assertThat(visit.page().getByText("did not accept it")).isVisible();
    assertThat(visit.page().getByText("has signed you out")).isVisible();
    gallery.seeTitled(visit, "provider-receipts", "You are signed out");
    visit.open(provider.at("/oauth2/v1/logout?client_id=one"));
    gallery.seeTitled(visit, "provider-signed-out", "You are signed out");
  }

  private static void farewell(Gallery gallery, Visit visit, Provider provider) {
    visit.at(provider, "one", "alice");
    visit.open(provider.authorize("two"));
    // The page goes on after four seconds; its picture is taken from one that may not.
    visit.page().clock().install();
    visit.open(provider.at("/oauth2/v1/logout"));
    visit.button("Sign out").click();
    gallery.see(visit, "provider-signing-out", "You are signed out");
  }

  private static void post(Gallery gallery, Visit visit, Provider provider) {
    visit.open(provider.authorize("one", "idp_hint", "local", "response_mode", "form_post"));
    visit.password("alice", "demo", "Sign in");
    assertThat(visit.page().locator("noscript button")).isVisible();
    gallery.seeWithoutScript(visit, "provider-form-post");
  }
}
