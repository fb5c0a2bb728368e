package io.tributary.broker.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.broker.mapping.MappingSource;
import io.tributary.platform.http.Form;
import io.tributary.platform.http.Page;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Mappings in the console: published and taken back by buttons, and by nobody else. */
class ConsoleMappingsIT extends ConsoleScene {
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
