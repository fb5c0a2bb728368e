package io.tributary.broker.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.platform.http.Form;
import io.tributary.platform.http.Page;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who comes into the console, what ends it, and what nobody gets in with. */
class ConsoleIT extends ConsoleScene {
  private static final Map<String, Object> NOBODY =
      Map.of("sub", "00u1nobody", "preferred_username", "nobody", "groups", List.of("Everyone"));

  private static void assertOutside(Page page) {
    assertTrue(page.text().contains("Okta") && !page.text().contains("roles.yaml"), page::text);
  }

  @Test
  void anAdministratorComesBackToThePageTheyWanted() {
    Page page = enter(alice, "okta", "/mappings/roles");
    assertEquals(200, page.status(), page::text);
    assertEquals(console("/mappings/roles"), page.uri());
    assertTrue(page.text().contains("roles.yaml"), page::text);
    assertTrue(page.text().contains("alice@example.com"), page::text);
    assertEquals("no-store", page.header("cache-control").orElse(""));
    assertTrue(page.header("content-security-policy").orElse("").contains("form-action 'self'"));
    assertTrue(
        page.header("content-security-policy").orElse("").contains("frame-ancestors 'none'"));
    assertFalse(world.broker().audited("console.entered").isEmpty());
    Page list = alice.open(console(""));
    assertEquals(console("/mappings"), list.uri());
    assertTrue(list.text().contains("roles") && list.text().contains("profile"), list::text);
  }

  @Test
  void whoHasNoRoleGetsNothingAndNoCookie() {
    world.okta().user(NOBODY);
    try {
      Page page = enter(alice, "okta", "/mappings");
      assertEquals(403, page.status(), page::text);
      assertFalse(page.text().contains("profile"), page::text);
      assertTrue(
          alice.browser().cookies().all().stream()
              .noneMatch(one -> one.name().endsWith("-console")));
      assertFalse(world.broker().audited("console.refused").isEmpty());
    } finally {
      world.okta().user(World.ALICE);
    }
  }

  @Test
  void onePermissionDoesNotOpenAnother() {
    Person bob = world.person();
    // Staff: recordings only.
    Page page = enter(bob, "authentik", "/mappings");
    assertEquals(403, page.status(), page::text);
    assertEquals(403, bob.open(console("/mappings")).status());
    assertEquals(403, bob.open(console("/mappings/roles")).status());
  }

  @Test
  void withoutTheSessionTheCookieIsNothing() {
    enter(alice, "okta", "/mappings");
    HttpResponse<String> answer =
        world
            .inventory()
            .send(
                HttpRequest.newBuilder(console("/mappings"))
                    .header("cookie", pair(cookie(alice, "console"))));
    assertEquals(302, answer.statusCode());
  }

  @Test
  void theCookieOfOneSessionIsNothingInAnother() {
    enter(alice, "okta", "/mappings");
    Person other = world.person();
    world.login(other, world.inventory());
    HttpResponse<String> answer =
        world
            .inventory()
            .send(
                HttpRequest.newBuilder(console("/mappings"))
                    .header(
                        "cookie",
                        pair(cookie(alice, "console")) + "; " + pair(cookie(other, "sso"))));
    assertEquals(302, answer.statusCode());
  }

  @Test
  void aSessionThatEndedOpensNothing() {
    enter(alice, "okta", "/mappings");
    world.broker().query("UPDATE session SET ended_at = now()");
    assertOutside(alice.open(console("/mappings")));
  }

  @Test
  void aRoleThatIsGoneCountsAtOnce() {
    enter(alice, "okta", "/mappings");
    world
        .broker()
        .query(
            "UPDATE client_grant SET claims = jsonb_set(jsonb_set(claims, '{roles}', '[]'),"
                + " '{groups}', '[]') WHERE client_id = 'tributary-console'");
    assertEquals(403, alice.open(console("/mappings")).status());
  }

  @Test
  void rightsAreMappedAnewWhenTheCookieEnds() {
    enter(alice, "okta", "/mappings");
    long before = world.broker().count("client_grant WHERE client_id = 'tributary-console'");
    world.clock().advance(Duration.ofMinutes(31));
    assertEquals(200, alice.open(console("/mappings")).status());
    assertEquals(
        before + 1, world.broker().count("client_grant WHERE client_id = 'tributary-console'"));
  }

  @Test
  void aDisabledAccountIsOut() {
    enter(alice, "okta", "/mappings");
    world.broker().query("UPDATE account SET disabled_at = now()");
    Page page = alice.open(console("/mappings"));
    assertFalse(page.text().contains("profile"), page::text);
  }

  @Test
  void aRevokedGrantIsOut() {
    enter(alice, "okta", "/mappings");
    String cookies = cookies();
    assertEquals(200, raw(cookies).statusCode());
    world.broker().query("UPDATE client_grant SET revoked_at = now()");
    assertEquals(302, raw(cookies).statusCode());
  }

  private static HttpResponse<String> raw(String cookies) {
    return world
        .inventory()
        .send(HttpRequest.newBuilder(console("/mappings")).header("cookie", cookies));
  }

  @Test
  void signingOutEndsTheConsoleAndAsksForTheRest() {
    Page page = enter(alice, "okta", "/mappings");
    String cookies = cookies();
    Page asked = alice.submit(page.formTo("/logout"));
    assertTrue(asked.text().contains("Sign out?"), asked::text);
    assertEquals(302, raw(cookies).statusCode());
  }

  @Test
  void aFormOfAnotherSessionOrWithoutATokenDoesNothing() {
    Page page = enter(alice, "okta", "/mappings");
    Form logout = page.formTo("/logout");
    assertEquals(403, alice.browser().submit(logout.with("csrf", "x")).status());
    assertEquals(403, alice.browser().submit(logout.without("csrf")).status());
    Person other = world.person();
    Page theirs = enter(other, "okta", "/mappings");
    String token = theirs.formTo("/logout").value("csrf").orElseThrow();
    assertEquals(403, alice.browser().submit(logout.with("csrf", token)).status());
    assertEquals(200, alice.open(console("/mappings")).status());
  }

  @Test
  void aPostFromAnotherSiteDoesNothing() {
    Page page = enter(alice, "okta", "/mappings");
    String token = page.formTo("/logout").value("csrf").orElseThrow();
    HttpResponse<String> answer =
        world
            .inventory()
            .send(
                HttpRequest.newBuilder(console("/logout"))
                    .header(
                        "cookie",
                        pair(cookie(alice, "console")) + "; " + pair(cookie(alice, "sso")))
                    .header("content-type", "application/x-www-form-urlencoded")
                    .header("origin", "https://evil.example")
                    .header("sec-fetch-site", "cross-site")
                    .POST(HttpRequest.BodyPublishers.ofString("csrf=" + token)));
    assertEquals(403, answer.statusCode());
    assertEquals(200, alice.open(console("/mappings")).status());
  }

  @Test
  void theConsolesCodeIsGoodNowhereElse() {
    URI callback = authorizedUntilCallback();
    String code = Arrival.of(callback).get("code");
    TestApplication thief =
        TestApplication.at(
            world.broker().config().publicUrl().toString(),
            "tributary-console",
            "",
            world.broker().at("console/callback").toString());
    TestApplication.assertError(thief.exchange(code), 401, "invalid_client");
    HttpResponse<String> open =
        thief.post(
            thief.endpoint("token_endpoint"),
            TestApplication.encoded(thief.exchangeForm(code, "client_id", "tributary-console")),
            Map.of());
    TestApplication.assertError(open, 401, "invalid_client");
    TestApplication.assertError(world.inventory().exchange(code), 400, "invalid_grant");
  }

  private URI authorizedUntilCallback() {
    enter(alice, "okta", "/mappings");
    world.clock().advance(Duration.ofMinutes(31));
    return alice.openUntil(console("/mappings"), "/console/callback");
  }

  @Test
  void aCodeIsGoodOnceAndOnlyInTheBrowserThatBegan() {
    URI callback = authorizedUntilCallback();
    Person other = world.person();
    world.login(other, world.inventory());
    Page elsewhere = other.open(callback);
    assertEquals(400, elsewhere.status(), elsewhere::text);
    assertEquals(200, alice.open(callback).status());
    Page again = alice.open(callback);
    assertEquals(400, again.status(), again::text);
  }

  @Test
  void theResponseOfAnotherIssuerOrStateIsRefused() {
    String callback = authorizedUntilCallback().toString();
    Page page =
        alice.open(URI.create(callback.replaceAll("iss=[^&]*", "iss=https%3A%2F%2Fevil.example")));
    assertEquals(400, page.status(), page::text);
    Page used = alice.open(URI.create(callback));
    assertEquals(400, used.status(), used::text);
  }

  @Test
  void nobodyAsksForTheConsoleAtAnotherAddressOrIssuer() {
    URI authorize =
        URI.create(
            world.inventory().endpoint("authorization_endpoint")
                + "?"
                + TestApplication.encoded(
                    world
                        .inventory()
                        .request(
                            "client_id",
                            "tributary-console",
                            "redirect_uri",
                            "https://evil.example/cb")));
    Page page = alice.open(authorize);
    assertEquals(400, page.status(), page::text);
    URI elsewhere =
        URI.create(
            authorize
                .toString()
                .replace("/oauth2/v1/", "/oauth2/default/v1/")
                .replace(
                    "https%3A%2F%2Fevil.example%2Fcb",
                    TestApplication.encode(world.broker().at("console/callback").toString())));
    Page other = alice.open(elsewhere);
    assertEquals(400, other.status(), other::text);
    assertFalse(other.isRedirect());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/mappings/..%2f..%2fetc",
        "/mappings/%2e%2e",
        "/mappings/Roles",
        "/mappings/<script>alert(1)",
        "/mappings/roles/versions/..%2f..%2fx",
        "/mappings/roles/versions/AAAAAAAAAAAA",
        "/mappings/unknown"
      })
  void namesThatAreNoneFindNothing(String rest) {
    enter(alice, "okta", "/mappings");
    String path = rest.replace("<", "%3C").replace(">", "%3E");
    Page page = alice.open(URI.create(console("") + path));
    assertTrue(List.of(400, 404).contains(page.status()), page::toString);
    assertFalse(page.body().contains("<script>alert"), page::body);
  }

  @Test
  void withoutTheSettingThereIsNoConsole() {
    try (World plain = World.open()) {
      Page page = plain.person().open(plain.broker().at("console"));
      assertEquals(404, page.status());
      assertEquals(404, plain.person().open(plain.broker().at("console/mappings")).status());
      URI authorize = plain.inventory().authorize("client_id", "tributary-console");
      assertEquals(400, plain.person().open(authorize).status());
    }
  }
}
