package io.tributary.broker.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.broker.mapping.MappingSource;
import io.tributary.platform.http.BrowserCookie;
import io.tributary.platform.http.Form;
import io.tributary.platform.http.Page;
import io.vertx.sqlclient.Row;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who comes into the console, what ends it, and what nobody gets in with. */
class ConsoleIT {
  private static final String ADMINISTRATION =
      """
      administration: { mappings: [superusers], traces: [superusers], recordings: [staff] }
      """;

  private static final Map<String, Object> NOBODY =
      Map.of("sub", "00u1nobody", "preferred_username", "nobody", "groups", List.of("Everyone"));

  private static World world;
  private Person alice;

  @BeforeAll
  static void open() {
    world = World.open("", World.UPSTREAMS + World.REST + ADMINISTRATION);
  }

  @AfterAll
  static void close() {
    world.close();
  }

  @BeforeEach
  void person() {
    alice = world.person();
  }

  @AfterEach
  void next() {
    world.broker().query("UPDATE account SET disabled_at = NULL");
  }

  private static URI console(String rest) {
    return world.broker().at("console" + rest);
  }

  private Page enter(Person person, String upstream, String rest) {
    Page choice = person.open(console(rest));
    return person.choose(choice, upstream);
  }

  private static BrowserCookie cookie(Person person, String purpose) {
    return person.browser().cookies().all().stream()
        .filter(one -> one.name().endsWith("-" + purpose))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no cookie " + purpose));
  }

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

  private static String pair(BrowserCookie cookie) {
    return cookie.name() + "=" + cookie.value();
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

  /** The two cookies that open the console together. */
  private String cookies() {
    return pair(cookie(alice, "console")) + "; " + pair(cookie(alice, "sso"));
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

  @Test
  void aDraftIsPublishedAndTakenBackByButtons() {
    draft("buttons", "return { nickname: 'x' };");
    Page page = enter(alice, "okta", "/mappings/buttons");
    Page done = alice.submit(page.formTo("/publish"));
    assertEquals(200, done.status(), done::text);
    assertTrue(done.text().contains("is live now"), done::text);
    assertEquals(console("/mappings/buttons"), done.uri(), "told at an address of its own");
    assertFalse(alice.open(console("/mappings/buttons")).text().contains("is live now"), "once");
    // The same form again: its draft is gone.
    Page again = alice.submit(page.formTo("/publish"));
    assertTrue(again.text().contains("Nothing was changed"), again::text);
    assertTrue(again.text().contains("published by alice@example.com"), again::text);
    assertFalse(again.text().contains("--from"), again::text);
    assertEquals(1, world.broker().count("mapping_publication WHERE name = 'buttons'"));
    draft("buttons", "return { nickname: 'y' };");
    alice.submit(alice.open(console("/mappings/buttons")).formTo("/publish"));
    Page live = alice.open(console("/mappings/buttons"));
    Page back = alice.submit(live.formTo("/rollback"));
    assertEquals(200, back.status(), back::text);
    assertEquals(
        "alice@example.com",
        world
            .broker()
            .query("SELECT author FROM mapping_publication WHERE name = 'buttons' ORDER BY id DESC")
            .get(0)
            .getString(0));
    Page late = alice.submit(live.formTo("/rollback"));
    assertTrue(late.text().contains("has changed meanwhile"), late::text);
  }

  /** A mapping that began as a file, was published with better tests and is what it was. */
  @Test
  void whereThereIsNothingToGoBackToNoButtonOffersIt() {
    String again =
        "INSERT INTO mapping_publication (name, version, replaced, kind, author, message) SELECT"
            + " name, version, version, 'publish', 'cli:ann', 'again' FROM mapping_live"
            + " WHERE name = 'roles'";
    world.broker().query(again);
    try {
      Page page = enter(alice, "okta", "/mappings/roles");
      assertTrue(page.text().contains("cli:ann (again)"), page::text);
      assertFalse(page.text().contains("Roll back"), page::text);
    } finally {
      world.broker().query("DELETE FROM mapping_publication WHERE message = 'again'");
    }
  }

  private static void draft(String name, String script) {
    world
        .broker()
        .query(
            "INSERT INTO mapping_draft (name, base, version, language, script, settings, author,"
                + " message) VALUES ($1, (SELECT version FROM mapping_live WHERE name = $1), $2,"
                + " 'js', $3, $4, 'files', 'a test')",
            name,
            new MappingSource(name, "js", script, SETTINGS, Optional.empty()).version(),
            script,
            SETTINGS);
  }

  private static final String SETTINGS =
      "scope: profile\norder: 80\ndeclares: { nickname: text }\n";

  @Test
  void nobodyElseMakesAnAdministratorPublish() {
    draft("forged", "return {};");
    Page page = enter(alice, "okta", "/mappings/forged");
    Form publish = page.formTo("/publish");
    String token = publish.value("csrf").orElseThrow();
    for (Form forged :
        List.of(
            publish.without("csrf"),
            publish.with("csrf", "x"),
            publish.with("csrf", page.formTo("/logout").value("csrf").orElseThrow()))) {
      assertEquals(403, alice.browser().submit(forged).status());
    }
    HttpResponse<String> crossSite =
        world
            .inventory()
            .send(
                HttpRequest.newBuilder(console("/mappings/forged/publish"))
                    .header("cookie", cookies())
                    .header("content-type", "application/x-www-form-urlencoded")
                    .header("sec-fetch-site", "cross-site")
                    .POST(
                        HttpRequest.BodyPublishers.ofString(
                            "csrf=" + token + "&expect=" + publish.value("expect").orElseThrow())));
    assertEquals(403, crossSite.statusCode());
    // Of another mapping: the token is bound to what it does.
    draft("other", "return {};");
    Form others = alice.open(console("/mappings/other")).formTo("/publish");
    assertEquals(403, alice.browser().submit(others.with("csrf", token)).status());
    assertEquals(0, world.broker().count("mapping_live WHERE name IN ('forged', 'other')"));
  }

  @Test
  void aFormThatOutlivesTheRoleDoesNothing() {
    draft("late", "return {};");
    Form publish = enter(alice, "okta", "/mappings/late").formTo("/publish");
    world
        .broker()
        .query(
            "UPDATE client_grant SET claims = jsonb_set(jsonb_set(claims, '{roles}', '[\"staff\"]'),"
                + " '{groups}', '[]') WHERE client_id = 'tributary-console'");
    assertEquals(403, alice.browser().submit(publish).status());
    world.broker().query("UPDATE session SET ended_at = now()");
    assertEquals(403, alice.browser().submit(publish).status());
    assertEquals(0, world.broker().count("mapping_live WHERE name = 'late'"));
  }

  @Test
  void whatAnAuthorWroteStaysText() {
    draft("hostile", "// </code></li><script>alert(1)</script>\u202e\nreturn {};");
    Page page = enter(alice, "okta", "/mappings/hostile");
    assertEquals(200, page.status(), page::text);
    assertFalse(page.body().contains("<script>"), page::body);
    assertTrue(page.text().contains("U+202E"), page::text);
    assertFalse(page.body().contains("\u202e"));
  }

  @Test
  void aLoginIsFoundByItsRequestAndTheReadingIsAudited() {
    OffsetDateTime before = newestTrace();
    Page page = enter(alice, "okta", "/traces");
    String login = traced(before);
    Page trace = alice.submit(page.formTo("/traces").with("id", login));
    assertEquals(200, trace.status(), trace::text);
    assertTrue(trace.text().contains("netbox_admin"), trace::text);
    assertEquals("no-store", trace.header("cache-control").orElse(""));
    assertEquals(
        1,
        world
            .broker()
            .count(
                "audit_event WHERE type = 'trace.read' AND details->>'by' = 'alice@example.com'"));
    Page why =
        alice.submit(
            page.formTo("/why").with("person", "alice@example.com").with("value", "superusers"));
    assertTrue(why.text().contains("alice@example.com has superusers in"), why::text);
    assertEquals(400, alice.submit(page.formTo("/traces").with("id", "../x")).status());
    assertTrue(alice.open(console("/traces/unknown-id")).text().contains("Nothing is recorded"));
  }

  private static final OffsetDateTime LONG_AGO = OffsetDateTime.parse("1970-01-01T00:00:00Z");

  private static OffsetDateTime newestTrace() {
    return world
        .broker()
        .query("SELECT coalesce(max(at), 'epoch') FROM login_trace WHERE subject IS NOT NULL")
        .get(0)
        .getOffsetDateTime(0);
  }

  /** The id of the login after a time, once it is written. */
  private static String traced(OffsetDateTime after) {
    for (int i = 0; i < 200; i++) {
      List<Row> rows =
          world
              .broker()
              .query(
                  "SELECT id FROM login_trace WHERE subject IS NOT NULL AND at > $1"
                      + " ORDER BY at DESC",
                  after);
      if (!rows.isEmpty()) {
        return rows.get(0).getString("id");
      }
      RunningBroker.pause();
    }
    throw new AssertionError("no login was traced");
  }

  @Test
  void whoMayNotReadTracesReadsNone() {
    Person bob = world.person();
    enter(bob, "authentik", "/traces");
    assertEquals(403, bob.open(console("/traces")).status());
    assertEquals(403, bob.open(console("/traces/" + traced(LONG_AGO))).status());
    Form find = enter(alice, "okta", "/traces").formTo("/traces");
    assertEquals(403, bob.browser().submit(find.with("id", traced(LONG_AGO))).status());
  }

  /** The only administrators are those whom the drafted rule takes the role from. */
  @Test
  void theConsoleDoesNotTakeTheFirstRoleFromEverybody() {
    Page page = enter(alice, "okta", "/mappings/roles");
    assertEquals(200, page.status());
    world
        .broker()
        .query(
            "INSERT INTO mapping_draft (name, base, version, language, script, settings, author,"
                + " message) SELECT name, version, $1, 'js', $2, settings, 'files', 'a test' FROM"
                + " mapping_version JOIN mapping_live USING (name, version) WHERE name = 'roles'",
            new MappingSource(
                    "roles",
                    "js",
                    "return { roles: [], groups: [] };",
                    settings(),
                    Optional.empty())
                .version(),
            "return { roles: [], groups: [] };");
    Page drafted = alice.open(console("/mappings/roles"));
    Page diff = alice.submit(drafted.formTo("/diff"));
    assertEquals(200, diff.status(), diff::text);
    assertTrue(diff.text().contains("loses superusers"), diff::text);
    // Superusers publish; who may read recordings is staff.
    assertTrue(diff.text().contains("those who may read recordings"), diff::text);
    assertTrue(diff.text().contains("administration.recordings of the configuration"), diff::text);
    assertFalse(world.broker().audited("recording.replayed").isEmpty());
    Page refused = alice.submit(drafted.formTo("/publish").with("confirm_loss", "yes"));
    assertTrue(refused.text().contains("Nothing was changed"), refused::text);
    assertTrue(refused.text().contains("would be left with superusers"), refused::text);
    world.broker().query("DELETE FROM mapping_draft WHERE name = 'roles'");
    Page gone = alice.submit(drafted.formTo("/publish"));
    assertTrue(gone.text().contains("There is no draft of roles"), gone::text);
  }

  /** Whoever publishes and may not read recordings is told who may. */
  @Test
  void aRefusalForALossSaysWhereTheNamesStand() {
    String groups = "local_group WHERE name = 'netbox_staff'";
    assertEquals(0, world.broker().count(groups));
    world
        .broker()
        .query("INSERT INTO local_group SELECT subject, 'netbox_staff' FROM local_credential");
    assertEquals(200, enter(alice, "okta", "/mappings/roles").status());
    String script =
        world
            .broker()
            .query(
                "SELECT script FROM mapping_version JOIN mapping_live USING (name, version)"
                    + " WHERE name = 'roles'")
            .get(0)
            .getString(0)
            .replace("'netbox_staff'", "'netbox_crew'");
    world
        .broker()
        .query(
            "INSERT INTO mapping_draft (name, base, version, language, script, settings, author,"
                + " message) SELECT name, version, $1, 'js', $2, settings, 'files', 'a test' FROM"
                + " mapping_version JOIN mapping_live USING (name, version) WHERE name = 'roles'",
            new MappingSource("roles", "js", script, settings(), Optional.empty()).version(),
            script);
    try {
      Page refused = alice.submit(alice.open(console("/mappings/roles")).formTo("/publish"));
      assertTrue(refused.text().contains("loses staff"), refused::text);
      assertTrue(
          refused.text().contains("administration.recordings of the configuration"), refused::text);
    } finally {
      world.broker().query("DELETE FROM mapping_draft WHERE name = 'roles'");
      world.broker().query("DELETE FROM " + groups);
    }
  }

  private static String settings() {
    return world
        .broker()
        .query(
            "SELECT settings FROM mapping_version JOIN mapping_live USING (name, version)"
                + " WHERE name = 'roles'")
        .get(0)
        .getString(0);
  }
}
