package io.tributary.broker.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.platform.http.Form;
import io.tributary.platform.http.Page;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What comes to the pages of a login and from upstreams, and belongs to no login of this browser.
 */
class CallbackInputIT extends RefusedInput {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "login/nobody",
        "login/nobody/local",
        "login/nobody/ways",
        "login/..%2f..%2f",
        "login/%00",
        "federation/okta/callback",
        "federation/okta/callback?state=",
        "federation/okta/callback?state=unknown&code=x",
        "federation/okta/callback?state=unknown.unknown&code=x",
        "federation/okta/callback?state=.&code=x",
        "federation/okta/callback?error=access_denied",
        "federation/okta/callback?state=a.b&state=a.b&code=x",
        "federation/nobody/callback?state=a.b&code=x",
      })
  void whatBelongsToNoLoginIsAPage(String path) {
    Page page = person.open(world.broker().at(path));
    assertTrue(page.status() == 400 || page.status() == 404, page::toString);
    assertFalse(page.isRedirect());
    assertFalse(page.text().isBlank());
  }

  private URI callback() {
    return person.openUntil(inventory.authorize("idp_hint", "okta"), "/callback");
  }

  private void assertForeign(Page page) {
    Person.assertFailurePage(page, 400, "invalid_request", world.broker().log());
  }

  @Test
  void anAnswerInAnotherBrowserIsRefused() {
    URI answer = callback();
    Person other = world.person();
    assertForeign(other.open(answer));
    assertTrue(other.session().isEmpty());
  }

  @Test
  void anAnswerAtAnotherUpstreamsAddressIsRefusedAndItsCodeGoesNowhere() {
    URI answer = callback();
    world.authentik().forget();
    world.okta().forget();
    assertForeign(person.open(URI.create(answer.toString().replace("/okta/", "/authentik/"))));
    assertEquals(List.of(), world.authentik().operations());
    assertEquals(List.of(), world.okta().operations());
  }

  @ParameterizedTest
  @CsvSource({"&state=x", "&code=x", "&iss=a&iss=b", "&error=a&error=b"})
  void anAnswerWithAParameterTwiceIsRefused(String suffix) {
    URI answer = callback();
    world.okta().forget();
    assertForeign(person.open(URI.create(answer + suffix)));
    assertEquals(List.of(), world.okta().operations());
  }

  @Test
  void anAnswerWithAStateThatDiffersInItsSecretPartIsRefused() {
    String answer = callback().toString();
    String changed = answer.replaceFirst("(state=[^&.]*(\\.|%2E)[^&]{5}).", "$1!");
    assertForeign(person.open(URI.create(changed)));
  }

  @Test
  void anAnswerAfterTenMinutesIsRefused() {
    URI answer = callback();
    world.clock().advance(java.time.Duration.ofMinutes(11));
    assertForeign(person.open(answer));
  }

  /** Browsers drop the cookie by themselves; whoever stole it does not. */
  @Test
  void anAttemptCookieThatIsKeptTooLongIsRefused() {
    URI answer = callback();
    var kept = person.attempts().get(0);
    world.clock().advance(java.time.Duration.ofMinutes(11));
    world.okta().forget();
    person
        .browser()
        .cookies()
        .store(world.broker().at(""), kept.name() + "=" + kept.value() + "; Path=/");
    assertForeign(person.open(answer));
    assertEquals(List.of(), world.okta().operations());
  }

  @Test
  void anAnswerWithAnOversizedCodeIsRefused() {
    String answer = callback().toString().replaceFirst("code=[^&]*", "code=" + "c".repeat(5000));
    world.okta().forget();
    Person.arrival(person.open(URI.create(answer))).error("server_error");
    assertEquals(List.of(), world.okta().operations());
  }

  @Test
  void aFormWithoutOurTokenIsRefused() {
    Page choice = person.open(inventory.authorize());
    Form form = choice.formTo("/choice").press("Okta");
    Form foreign =
        person.open(inventory.authorize("state", "another-tab-of-this-browser")).formTo("/choice");
    for (Form bad :
        List.of(
            form.without("csrf"),
            form.with("csrf", ""),
            form.with("csrf", "x".repeat(5000)),
            form.with("csrf", foreign.value("csrf").orElseThrow()),
            form.with("csrf", choice.formTo("/cancel").value("csrf").orElseThrow()))) {
      Person.assertFailurePage(person.submit(bad), 403, "access_denied", world.broker().log());
    }
  }

  @Test
  void aFormFromAnotherSiteIsRefusedWithOurTokenToo() {
    Page choice = person.open(inventory.authorize());
    Form ours = choice.formTo("/choice").press("Okta");
    for (String site :
        List.of("https://evil.example/", "http://localhost:2/", "http://evil.localhost/")) {
      Page evil =
          person.browser().foreign(URI.create(site), LoginIT.form(ours.action(), ours.fields()));
      Page refused = person.submit(evil.form());
      assertTrue(refused.status() == 403 || refused.status() == 400, refused::toString);
      assertFalse(refused.isRedirect());
    }
  }

  /** Either header is enough: not every browser sends both, and a proxy may take one away. */
  @ParameterizedTest
  @CsvSource({
    "Origin, https://evil.example",
    "Origin, null",
    "Origin, http://localhost",
    "Origin, http://localhost:2",
    "Sec-Fetch-Site, cross-site",
    "Sec-Fetch-Site, same-site",
    "Sec-Fetch-Site, none",
  })
  void aFormThatTheBrowserCallsForeignIsRefusedWithOurTokenAndCookieToo(String name, String value) {
    Form ours = person.open(inventory.authorize()).formTo("/choice").press("Okta");
    assertEquals(403, posted(ours, name, value).statusCode());
    for (String[] ownWord :
        List.of(
            new String[] {"Sec-Fetch-Site", "same-origin"},
            new String[] {"Origin", origin()},
            new String[] {"Accept", "text/html"})) {
      HttpResponse<String> onward = posted(ours, ownWord[0], ownWord[1]);
      assertEquals(200, onward.statusCode(), onward::body);
      assertTrue(onward.body().contains(world.okta().issuer()), onward::body);
    }
  }

  private static String origin() {
    return world.broker().config().publicUrl().toString().replaceFirst("(://[^/]*).*", "$1");
  }

  /** A form with the cookies of the person's browser, but with this one header of it only. */
  private HttpResponse<String> posted(Form form, String name, String value) {
    String cookies =
        person.browser().cookies().all().stream()
            .map(cookie -> cookie.name() + "=" + cookie.value())
            .collect(Collectors.joining("; "));
    return inventory.post(
        form.action(),
        TestApplication.encoded(form.fields()),
        Map.of("Cookie", cookies, name, value));
  }

  @Test
  void anUpstreamThatTheApplicationDoesNotListCannotBeChosen() {
    TestApplication only = world.application("okta-only", "okta-only-secret");
    Page choice = person.open(inventory.authorize());
    String csrf = choice.formTo("/choice").value("csrf").orElseThrow();
    // Its own attempt has one way only, so no choice page: the form of another attempt is tried.
    URI went = person.openUntil(only.authorize("idp_hint", "authentik"), "/callback");
    assertTrue(went.getPath().contains("/okta/"), went::toString);
    Page unknown =
        person.submit(choice.formTo("/choice").with("csrf", csrf).with("upstream", "nobody"));
    assertEquals(400, unknown.status(), unknown::text);
  }

  @Test
  void anAttemptCookieThatWasTamperedWithIsRefused() {
    Page choice = person.open(inventory.authorize());
    var cookie = person.attempts().get(0);
    for (String value :
        List.of(
            "x",
            "!!!!",
            cookie.value().substring(1),
            "ref.",
            "ref.unknown",
            cookie.value() + "AAAA")) {
      person
          .browser()
          .cookies()
          .store(world.broker().at(""), cookie.name() + "=" + value + "; Path=/");
      assertForeign(person.submit(choice.formTo("/choice").press("Okta")));
    }
  }
}
