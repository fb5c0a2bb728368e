package io.tributary.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.SameSiteAttribute;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * An application of another site asks the provider's frame whether its person is still signed in
 * (OpenID Connect Session Management §3).
 */
@InBrowser
class SessionFrameBrowserIT {
  private static final String FRAME = "/oauth2/v1/check-session";

  /** Posts to the frame of a page as an application does, and waits for the answer. */
  private static final String ASK =
      "([text, origin]) => new Promise(answer => {"
          + " addEventListener('message', event => event.source === frames[0]"
          + " && answer(event.origin + ' ' + event.data), { once: true });"
          + " frames[0].postMessage(text, origin); })";

  /** {@code session_state} of a login that has just come back. */
  private static String state(Visit visit) {
    return visit.page().locator("#session_state").innerText();
  }

  /**
   * @param application its origin, or the name of its host
   */
  private static Page framing(Provider provider, Page page, String application, String address) {
    String origin =
        application.startsWith("https:")
            ? application
            : provider.applications().at(application, "");
    page.navigate(origin + "/frame?of=" + Provider.encoded(address));
    return page;
  }

  private static String ask(Provider provider, Page page, Object message) {
    String said = (String) page.evaluate(ASK, List.of(message, provider.origin()));
    String from = provider.origin() + " ";
    assertTrue(said.startsWith(from), said);
    return said.substring(from.length());
  }

  @Test
  void theFrameTellsWhetherTheLoginIsStillTheSame(
      Visits visits, Provider provider, @TempDir Path folder) throws IOException {
    Visit alice = visits.openTrustingFrames(folder).at(provider, "one", "alice");
    followed(provider, alice, "one", provider.applications().at("one", ""));
  }

  /** No browser keeps cookies from frames of their own site. */
  @Test
  void anApplicationOfTheSameSiteNeedsNoPermission(Visits visits, Provider provider) {
    Visit alice = visits.open(Visits.secure());
    alice.open(provider.authorize("near", "idp_hint", "local"));
    alice.password("alice", "demo", "Sign in");
    assertThat(alice.heading("Back at localhost:" + provider.applications().port())).isVisible();
    followed(provider, alice, "near", provider.applications().near(""));
  }

  /**
   * Where they are kept, the frame cannot see, and says so: an application that hears “changed”
   * would ask for another login again and again (§3.1).
   */
  @Test
  void aFrameWithoutCookiesKnowsThatItCannotSee(Visits visits, Provider provider) {
    Visit alice = visits.open(Visits.secure()).at(provider, "one", "alice");
    String question = "one " + state(alice);
    Page application = framing(provider, alice.page(), "one", provider.at(FRAME));
    assertEquals(false, application.frames().get(1).evaluate("document.hasStorageAccess()"));
    assertEquals("error", ask(provider, application, question));
  }

  private static void followed(Provider provider, Visit alice, String client, String application) {
    String question = client + " " + state(alice);
    Page watching = framing(provider, alice.page(), application, provider.at(FRAME));
    assertEquals("unchanged", ask(provider, watching, question));
    assertEquals("unchanged", ask(provider, watching, question), "however often");

    Page other = alice.tab();
    other.navigate(provider.authorize("two"));
    assertThat(other.locator("h1")).hasText("Back at two");
    assertEquals("unchanged", ask(provider, watching, question), "no new login");

    other.navigate(provider.at("/oauth2/v1/logout"));
    other.locator("button[value=logout]").click();
    assertThat(other.locator("h1")).hasText("You are signed out");
    assertEquals("changed", ask(provider, watching, question));

    other.navigate(provider.authorize(client, "idp_hint", "local"));
    other.getByLabel("User name").fill("alice");
    other.getByLabel("Password").fill("demo");
    other.getByLabel("Password").press("Enter");
    other.waitForURL("**/cb?**");
    assertEquals("changed", ask(provider, watching, question), "another session of hers");
    String now = other.locator("#session_state").innerText();
    assertEquals("unchanged", ask(provider, watching, client + " " + now));
  }

  /** A state is bound to the client and to the origin that was given it (§3). */
  @Test
  void whoWasNotGivenTheStateLearnsNothingByIt(
      Visits visits, Provider provider, @TempDir Path folder) throws IOException {
    Visit alice = visits.openTrustingFrames(folder).at(provider, "one", "alice");
    String state = state(alice);
    Page thief = framing(provider, alice.tab(), "two", provider.at(FRAME));
    assertEquals("changed", ask(provider, thief, "one " + state));
    assertEquals("changed", ask(provider, thief, "two " + state));
    Page owner = framing(provider, alice.page(), "one", provider.at(FRAME));
    assertEquals("changed", ask(provider, owner, "two " + state));
    assertEquals("unchanged", ask(provider, owner, "one " + state));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "one", "one ", "one state", "one a.b.c", "one  a.b", "one a.b more"})
  void whatIsNoQuestionIsAnError(String message, Visits visits, Provider provider) {
    Page page = framing(provider, visits.open(Visits.secure()).page(), "one", provider.at(FRAME));
    assertEquals("error", ask(provider, page, message));
  }

  @Test
  void whatIsNoTextIsAnErrorToo(Visits visits, Provider provider) {
    Page page = framing(provider, visits.open(Visits.secure()).page(), "one", provider.at(FRAME));
    for (Object message : List.of(7, List.of("one", "a.b"), "x".repeat(5000) + " a.b")) {
      assertEquals("error", ask(provider, page, message));
    }
  }

  /** §4: what the frame reads, and that it is not what a session is known by. */
  @Test
  void itsCookieIsTheOnlyOneThatScriptsAndOtherSitesReach(Visits visits, Provider provider) {
    Visit alice = visits.open(Visits.secure()).at(provider, "one", "alice");
    List<Cookie> cookies = alice.context().cookies(provider.origin());
    Cookie state = cookies.stream().filter(each -> !each.httpOnly).findFirst().orElseThrow();
    assertTrue(state.name.startsWith("__Host-tributary-"), state.name);
    assertEquals(SameSiteAttribute.NONE, state.sameSite);
    assertTrue(state.secure);
    for (Cookie cookie : cookies) {
      assertTrue(cookie.secure, cookie.name);
      if (cookie != state) {
        assertTrue(cookie.httpOnly, cookie.name);
        assertEquals(SameSiteAttribute.LAX, cookie.sameSite, cookie.name);
        assertNotEquals(state.value, cookie.value);
        assertFalse(cookie.value.contains(state.value));
      }
    }
    alice.open(provider.at("/"));
    assertEquals(state.name + "=" + state.value, alice.page().evaluate("document.cookie"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/", "/oauth2/v1/logout", "/oauth2/v1/authorize?client_id=nobody", "/nothing"})
  void noOtherPageIsEverFramed(String path, Visits visits, Provider provider) {
    Visit alice = visits.open(Visits.secure()).expect(400).expect(404).at(provider, "one", "alice");
    framing(provider, alice.page(), "one", provider.at(path));
    alice.awaitComplaint("frame-ancestors");
  }
}
