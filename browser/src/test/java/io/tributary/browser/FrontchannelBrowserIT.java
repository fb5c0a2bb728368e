package io.tributary.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.assertions.PageAssertions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page that signs applications out by frames (OpenID Connect Front-Channel Logout §3). */
@InBrowser
class FrontchannelBrowserIT {
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void everyApplicationIsLoadedAndThenItGoesOn(boolean script, Visits visits, Provider provider) {
    Visit alice = visits.open(Visits.secure().setJavaScriptEnabled(script));
    alice.at(provider, "one", "alice");
    alice.open(provider.authorize("two"));
    assertThat(alice.heading("Back at two")).isVisible();
    List<String> before = List.copyOf(provider.applications().farewells());

    String back = provider.applications().at("one", "/out");
    alice.open(
        provider.at("/oauth2/v1/logout?client_id=one&post_logout_redirect_uri=")
            + Provider.encoded(back));
    assertThat(alice.page().getByText("Afterwards you return to Wiki")).isVisible();
    alice.button("Sign out").click();
    assertThat(alice.heading("You are signed out")).isVisible();
    assertThat(alice.page().locator("li")).containsText(new String[] {"Wiki", "Tickets"});
    assertThat(alice.page()).hasURL(back, new PageAssertions.HasURLOptions().setTimeout(10_000));

    List<String> came = provider.applications().farewells();
    List<String> now = came.subList(before.size(), came.size());
    assertEquals(2, now.size(), now::toString);
    for (String name : List.of("one", "two")) {
      String start = name + "?iss=" + Provider.encoded(provider.origin()) + "&sid=";
      assertTrue(now.stream().anyMatch(each -> each.startsWith(start)), now::toString);
    }
  }

  @Test
  void anApplicationThatNeverAnswersHoldsNobody(Visits visits, Provider provider) {
    Visit alice = visits.open(Visits.secure()).at(provider, "stuck", "alice");
    alice.open(provider.authorize("one"));
    String back = provider.applications().at("one", "/out");
    alice.open(
        provider.at("/oauth2/v1/logout?client_id=one&post_logout_redirect_uri=")
            + Provider.encoded(back));
    alice.button("Sign out").click();
    assertThat(alice.page()).hasURL(back, new PageAssertions.HasURLOptions().setTimeout(12_000));
  }
}
