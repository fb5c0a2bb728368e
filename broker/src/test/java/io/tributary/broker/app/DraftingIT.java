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
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is typed into the console: nothing of it is lost, run, or done by somebody else. */
class DraftingIT {
  private static final String SETTINGS =
      "scope: profile\norder: 80\ndeclares: { nickname: text }\n";
  private static final String SCRIPT = "\n// first line stays empty\nreturn { nickname: 'x' };\n";
  private static final String HOSTILE =
      "// </textarea><script>alert(1)</script>\nreturn { nickname: 'x' };";

  private static World world;
  private Person alice;

  @BeforeAll
  static void open() {
    world =
        World.open(
            "",
            World.UPSTREAMS
                + World.REST
                + """
                recordings: [{ upstream: okta, purpose: to try mappings, redact: [email] }]
                administration: { mappings: [superusers], traces: [superusers], recordings: [staff] }
                """);
  }

  @AfterAll
  static void close() {
    world.close();
  }

  @BeforeEach
  void person() {
    alice = world.person();
    world.broker().query("DELETE FROM mapping_draft");
  }

  private static URI console(String rest) {
    return world.broker().at("console" + rest);
  }

  private static Page enter(Person person, String upstream, String rest) {
    return person.choose(person.open(console(rest)), upstream);
  }

  /** The form for a new mapping, filled in. */
  private Form typed(String name, String script) {
    Page page = alice.open(console("/drafts"));
    return (page.uri().equals(console("/drafts")) ? page : alice.choose(page, "okta"))
        .formTo("/drafts")
        .with("name", name)
        .with("language", "js")
        .with("script", script.replace("\n", "\r\n"))
        .with("settings", SETTINGS.replace("\n", "\r\n"))
        .with("tests", "")
        .with("message", "A nickname");
  }

  private static long drafts(String name) {
    return world.broker().count("mapping_draft WHERE name = '" + name + "'");
  }

  private static String version(String name, String script) {
    return new MappingSource(name, "js", script, SETTINGS, Optional.empty()).version();
  }

  private Page save(String name, String script) {
    Page saved = alice.submit(typed(name, script));
    assertTrue(saved.text().contains("Saved the draft"), saved::text);
    return alice.open(console("/mappings/" + name));
  }

  @Test
  void whatWasTypedIsKeptAsItWasAndToldAtAnAddressOfItsOwn() {
    Page answer = alice.browser().submit(typed("typed", SCRIPT));
    assertEquals(303, answer.status(), answer::text);
    Page page = alice.onward(answer);
    assertTrue(page.text().contains("Saved the draft " + version("typed", SCRIPT)), page::text);
    Row row = world.broker().query("SELECT * FROM mapping_draft WHERE name = 'typed'").get(0);
    assertEquals(SCRIPT, row.getString("script"));
    assertEquals("alice@example.com", row.getString("author"));
    // A field swallows the first line break of its text: one more stands before it.
    Page form = alice.open(console("/mappings/typed/draft"));
    assertTrue(form.body().contains("autocomplete=\"off\">\n\n// first line"), form::body);
    assertFalse(world.broker().audited("mapping.drafted").isEmpty());
  }

  @Test
  void whatDoesNotCompileIsShownAgainWithItsPlace() {
    Page again = alice.submit(typed("broken", "var a = 1;\nreturn {;\n"));
    assertEquals(422, again.status(), again::text);
    assertTrue(again.text().contains("Error broken.js:3:1 "), again::text);
    assertTrue(again.body().contains("var a = 1;\nreturn {;"), again::body);
    assertTrue(again.body().contains("A nickname"), again::body);
    assertTrue(again.body().contains("declares: { nickname: text }"), again::body);
    assertEquals(0, drafts("broken"));
    Page saved =
        alice.submit(
            again
                .formTo("/drafts")
                .with("language", "js")
                .with("script", "return { nickname: 'y' };")
                .with("settings", SETTINGS)
                .with("tests", ""));
    assertTrue(saved.text().contains("Saved the draft"), saved::text);
  }

  @Test
  void whatIsProbablyNotMeantStandsBesideTheTextThatWasSaved() {
    Page page = alice.submit(typed("odd", "var a = '\u202e';\nreturn {};"));
    assertEquals(console("/mappings/odd/draft"), page.uri());
    assertTrue(page.text().contains("Warning odd.js:1:1 a character that nobody sees"), page::text);
    assertTrue(page.text().contains("nickname is declared and was not returned"), page::text);
    assertTrue(page.text().contains("\u27e8U+202E\u27e9"), page::text);
    assertTrue(page.text().contains("On to its tests, whom it would hit"), page::text);
    assertFalse(page.text().contains("Back without saving"), page::text);
  }

  /** Names of groups that people had are recordings, which alice may not read. */
  @Test
  void lintTellsNobodyWhoMayNotWhatGroupsPeopleHave() {
    String script =
        "return { nickname: request.user.groups.includes('netbox_admim') ? 'a' : 'b' };";
    Page page = alice.submit(typed("curious", script));
    for (int i = 0; i < 100 && world.broker().count("login_recording") == 0; i++) {
      RunningBroker.pause();
    }
    assertTrue(world.broker().count("login_recording") > 0, "there is something to tell");
    Page again = alice.open(console("/mappings/curious/draft"));
    for (Page shown : List.of(page, again, alice.open(console("/mappings/curious")))) {
      assertFalse(shown.text().contains("netbox_admin"), shown::text);
      assertFalse(shown.text().contains("no group ever seen"), shown::text);
    }
  }

  @Test
  void rulesNeedNoScript() {
    Page page =
        alice.submit(
            typed("ruled", "")
                .with("language", "")
                .with("settings", SETTINGS + "rules: [{ claim: nickname, constant: x }]\n"));
    assertTrue(page.text().contains("Saved the draft"), page::text);
    assertEquals(200, alice.open(console("/mappings/ruled")).status());
  }

  @Test
  void aTextThatClosesItsFieldStaysText() {
    Page saved = alice.submit(typed("hostile", HOSTILE));
    for (Page page :
        List.of(
            saved,
            alice.open(console("/mappings/hostile/draft")),
            alice.submit(typed("hostile", HOSTILE + "\n{{").with("message", HOSTILE)))) {
      assertFalse(page.body().contains("<script>"), page::body);
      assertEquals(
          page.body().split("<textarea", -1).length, page.body().split("</textarea", -1).length);
    }
    assertEquals(
        HOSTILE,
        world.broker().query("SELECT script FROM mapping_draft").get(0).getString("script"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"../../etc", "a/b", "..", "Roles", "", "a b", "-a", "<b>", "a\u0000b"})
  void aNameThatIsNoneIsRefusedAndWhatWasTypedIsThere(String name) {
    Page again = alice.submit(typed(name, "return { nickname: 'kept' };"));
    assertTrue(List.of(400, 422).contains(again.status()), again::text);
    if (again.status() == 422) {
      assertTrue(again.text().contains("a mapping is named in small letters"), again::text);
      assertTrue(
          again.body().contains("nickname: &#39;kept&#39;")
              || again.body().contains("nickname: 'kept'"),
          again::body);
    }
    assertFalse(again.body().contains("<b>"));
    assertEquals(0, world.broker().count("mapping_draft"));
  }

  @Test
  void aMessageThatSaysNothingAndALanguageThatIsMissingAreSaid() {
    Page silent = alice.submit(typed("said", "return {};").with("message", " "));
    assertEquals(422, silent.status());
    assertTrue(silent.text().contains("Say in a message why"), silent::text);
    Page mute = alice.submit(typed("said", "return {};").with("language", ""));
    assertEquals(422, mute.status());
    assertTrue(mute.text().contains("Say which language the script is in"), mute::text);
    Page unknown = alice.submit(typed("said", "return {};").with("language", "exe"));
    assertEquals(422, unknown.status());
    assertEquals(0, drafts("said"));
  }

  @Test
  void aFormThatIsTooLongIsRefusedInWords() {
    Page refused = alice.submit(typed("long", "x".repeat(70_000)));
    assertEquals(413, refused.status());
    assertTrue(refused.text().contains("what you typed is still there"), refused::text);
    assertTrue(refused.text().contains(MappingSource.LIMITS), refused::text);
    assertEquals(0, drafts("long"));
  }

  /** What was drafted by command may be longer than the form that would change it. */
  @Test
  void aDraftThatNoFormHoldsIsShownWithAWordThatItCannotBeSavedHere() {
    String script = "// " + "~".repeat(30_000) + "\nreturn {};";
    String settings = "scope: profile\norder: 99\ndeclares: { nickname: text }\n";
    world
        .broker()
        .query(
            "INSERT INTO mapping_draft (name, version, language, script, settings, author, message)"
                + " VALUES ('huge', $1, 'js', $2, $3, 'files', 'a test')",
            new MappingSource("huge", "js", script, settings, Optional.empty()).version(),
            script,
            settings);
    Page form = enter(alice, "okta", "/mappings/huge/draft");
    assertEquals(200, form.status(), form::text);
    assertTrue(form.text().contains("then mapping draft huge --from DIR"), form::text);
    assertTrue(form.text().contains("64 KiB as they are sent"), form::text);
    world.broker().query("DELETE FROM mapping_draft WHERE name = 'huge'");
  }

  @Test
  void whatIsNoTextIsRefusedInWords() {
    Form form = typed("bytes", "x");
    String token = form.value("csrf").orElseThrow();
    HttpResponse<String> answer =
        world
            .inventory()
            .send(
                HttpRequest.newBuilder(console("/drafts"))
                    .header("cookie", cookies(alice))
                    .header("content-type", "application/x-www-form-urlencoded")
                    .header(
                        "origin",
                        world.broker().at("").resolve("/").toString().replaceAll("/$", ""))
                    .POST(
                        HttpRequest.BodyPublishers.ofString(
                            "csrf=" + token + "&name=bytes&language=js&message=m&script=%ff%fe")));
    assertEquals(400, answer.statusCode(), answer::body);
    assertTrue(answer.body().contains("not encoded correctly"), answer::body);
    assertEquals(0, drafts("bytes"));
  }

  private static String cookies(Person person) {
    return person.browser().cookies().all().stream()
        .map(DraftingIT::pair)
        .collect(Collectors.joining("; "));
  }

  private static String pair(BrowserCookie cookie) {
    return cookie.name() + "=" + cookie.value();
  }

  @Test
  void whoMayNotSeesNoFormAndSendsNone() {
    Form theirs = typed("denied", "return {};");
    save("seen", "return { nickname: 'secret-text' };");
    Page mapping = alice.open(console("/mappings/seen"));
    Person bob = world.person();
    // Staff: recordings only.
    assertEquals(200, enter(bob, "authentik", "/recordings").status());
    for (String address :
        List.of("/drafts", "/mappings/seen/draft", "/mappings/seen/canary", "/mappings/seen")) {
      Page page = bob.open(console(address));
      assertEquals(403, page.status(), address);
      assertFalse(page.body().contains("secret-text"), address);
    }
    for (String action : List.of("/tests", "/diff", "/delete-draft", "/publish")) {
      assertEquals(403, bob.browser().submit(mapping.formTo(action)).status(), action);
    }
    assertEquals(403, bob.browser().submit(theirs).status());
    assertEquals(0, drafts("denied"));
    assertEquals(1, drafts("seen"));
  }

  @Test
  void aFormThatOutlivesThePermissionSavesNothing() {
    Form form = typed("late", "return { nickname: 'x' };");
    world
        .broker()
        .query(
            "UPDATE client_grant SET claims = jsonb_set(jsonb_set(claims, '{roles}', '[\"staff\"]'),"
                + " '{groups}', '[]') WHERE client_id = 'tributary-console'");
    assertEquals(403, alice.browser().submit(form).status());
    world.broker().query("UPDATE session SET ended_at = now()");
    assertEquals(403, alice.browser().submit(form).status());
    assertEquals(0, drafts("late"));
  }

  @Test
  void theTokenOfAnotherPersonOrFormIsNothing() {
    Form form = typed("forged", "return { nickname: 'x' };");
    Person other = world.person();
    String theirs = enter(other, "okta", "/drafts").formTo("/drafts").value("csrf").orElseThrow();
    for (Form forged :
        List.of(
            form.without("csrf"),
            form.with("csrf", theirs),
            form.with(
                "csrf",
                alice.open(console("/drafts")).formTo("/logout").value("csrf").orElseThrow()))) {
      assertEquals(403, alice.browser().submit(forged).status());
    }
    assertEquals(0, drafts("forged"));
  }

  @Test
  void theDraftOfSomebodyElseIsReplacedOnlyWhenSaidSo() {
    save("shared", "return { nickname: 'mine' };");
    world.broker().query("UPDATE mapping_draft SET author = 'bob' WHERE name = 'shared'");
    Form form =
        alice
            .open(console("/mappings/shared/draft"))
            .formTo("/drafts")
            .with("language", "js")
            .with("script", "return { nickname: 'again' };")
            .with("settings", SETTINGS)
            .with("tests", "")
            .with("message", "Mine is better");
    Page asked = alice.submit(form);
    assertEquals(409, asked.status(), asked::text);
    assertTrue(asked.text().contains("made by bob"), asked::text);
    assertTrue(asked.text().contains("Replace the draft of somebody else"), asked::text);
    assertTrue(asked.body().contains("again"), asked::body);
    Page done = alice.submit(form.with("replace", "yes"));
    assertTrue(done.text().contains("Saved the draft"), done::text);
  }

  /** Saved in between: what they did would be lost, and nobody would have seen it. */
  @Test
  void ofTwoWhoWriteAtOnceOneIsAskedToLook() {
    save("twice", "return { nickname: 'first' };");
    Form old =
        alice
            .open(console("/mappings/twice/draft"))
            .formTo("/drafts")
            .with("language", "js")
            .with("script", "return { nickname: 'third' };")
            .with("settings", SETTINGS)
            .with("tests", "")
            .with("message", "Third");
    save2("twice", "return { nickname: 'second' };");
    Page asked = alice.submit(old);
    assertEquals(409, asked.status(), asked::text);
    assertTrue(asked.text().contains("There is another draft of twice by now"), asked::text);
    assertTrue(asked.body().contains("third"), asked::body);
    assertEquals(
        "return { nickname: 'second' };",
        world.broker().query("SELECT script FROM mapping_draft").get(0).getString("script"));
    // Live has changed since the form was made.
    alice.submit(alice.open(console("/mappings/twice")).formTo("/publish"));
    Page late = alice.submit(old);
    assertEquals(409, late.status(), late::text);
    assertTrue(late.text().contains("has changed since this form was made"), late::text);
    assertEquals(0, drafts("twice"));
  }

  private void save2(String name, String script) {
    Form form =
        alice
            .open(console("/mappings/" + name + "/draft"))
            .formTo("/drafts")
            .with("language", "js")
            .with("script", script)
            .with("settings", SETTINGS)
            .with("tests", "")
            .with("message", "Second");
    Page saved = alice.submit(form);
    assertTrue(saved.text().contains("Saved the draft"), saved::text);
  }

  @Test
  void aDraftIsDeletedOnce() {
    Page page = save("gone", "return { nickname: 'x' };");
    Page deleted = alice.submit(page.formTo("/delete-draft"));
    assertEquals(console("/mappings"), deleted.uri());
    assertEquals(0, drafts("gone"));
    assertEquals(404, alice.submit(page.formTo("/delete-draft")).status());
    assertFalse(world.broker().audited("mapping.draft_deleted").isEmpty());
  }

  @Test
  void testsAreRunAndNothingIsPublished() {
    Page page =
        alice.submit(
            typed("tested", "return { nickname: 'x' };")
                .with(
                    "tests",
                    """
                    tests:
                      - name: right
                        given: { claims: { sub: a } }
                        expect: { nickname: x }
                      - name: wrong <b>
                        given: { claims: { sub: a } }
                        expect: { nickname: y }
                    """));
    assertEquals(200, page.status(), page::text);
    Form run = alice.open(console("/mappings/tested")).formTo("/tests");
    Page results = alice.submit(run);
    assertEquals(200, results.status(), results::text);
    assertTrue(results.text().contains("1 of 2 tests passed"), results::text);
    assertTrue(results.text().contains("wrong <b>"), results::text);
    assertFalse(results.body().contains("wrong <b>"));
    assertEquals(0, world.broker().count("mapping_live WHERE name = 'tested'"));
    assertFalse(world.broker().audited("mapping.tested").isEmpty());
    Page refused = alice.submit(alice.open(console("/mappings/tested")).formTo("/publish"));
    assertTrue(refused.text().contains("1 of 2 tests of tested fails"), refused::text);
    assertTrue(refused.text().contains("; run its tests to see what was exp"), refused::text);
    assertFalse(refused.text().contains("--to DIR"), refused::text);
    // The address is good in this session only, and only as long as there is a draft.
    Person other = world.person();
    enter(other, "okta", "/mappings");
    long ran = tested();
    Page elsewhere = other.open(results.uri());
    assertEquals(console("/mappings/tested"), elsewhere.uri());
    assertEquals(ran, tested());
    world.broker().query("DELETE FROM mapping_draft");
    Page late = alice.open(results.uri());
    assertEquals(404, late.status());
    assertTrue(late.text().contains("There is no draft of tested"), late::text);
  }

  private static long tested() {
    return world.broker().audited("mapping.tested").size();
  }

  @Test
  void aComparisonOfADraftThatIsGoneSaysSo() {
    Page page = save("compared", "return { nickname: 'x' };");
    Page diff = alice.submit(page.formTo("/diff"));
    assertEquals(200, diff.status(), diff::text);
    assertTrue(diff.text().contains("Back to the mapping"), diff::text);
    assertTrue(diff.text().contains("Tried"), diff::text);
    world.broker().query("DELETE FROM mapping_draft");
    Page late = alice.open(diff.uri());
    assertEquals(404, late.status());
    assertTrue(late.text().contains("There is no draft of compared"), late::text);
    Person other = world.person();
    enter(other, "okta", "/mappings");
    assertFalse(other.open(diff.uri()).text().contains("Tried"));
  }

  @Test
  void aCanaryIsStartedLookedAtAndStopped() {
    Page page = save("bird", "return { nickname: 'x' };");
    assertTrue(page.text().contains("Try it on some logins"), page::text);
    Form start = alice.open(console("/mappings/bird/canary")).formTo("/canary");
    for (String[] wrong :
        new String[][] {
          {"share", "-5", "Write a share such as 5%"},
          {"share", "500%", "at most 100 %"},
          {"share", "", "more than 0 %"},
          {"users", "nobody-of-ours", "There is no account nobody-of-ours"},
          {"length", "1y", "Write a time such as 30m"}
        }) {
      Form form = start.with("share", "5").with("length", "1d").with(wrong[0], wrong[1]);
      Page refused = alice.submit(form);
      assertTrue(refused.text().contains(wrong[2]), refused::text);
    }
    assertEquals(0, world.broker().count("mapping_canary"));
    Page runs =
        alice.submit(
            start.with("share", "5%").with("users", "alice@example.com").with("length", "2h"));
    assertEquals(console("/mappings/bird/canary"), runs.uri());
    assertTrue(runs.text().contains("5 % of the people, and 1 by name"), runs::text);
    world
        .broker()
        .query(
            "INSERT INTO mapping_canary_difference (name, at, request_id, subject, client, changes)"
                + " SELECT 'bird', now(), 'req1', subject, 'inventory', '[\"loses <staff>\"]'"
                + " FROM account WHERE username = 'alice@example.com'");
    Page found = alice.open(console("/mappings/bird/canary"));
    assertTrue(found.text().contains("loses <staff>"), found::text);
    // Whom is a recording of a login, and alice may not read those.
    assertTrue(found.text().contains("Somebody at inventory"), found::text);
    Page over = alice.submit(runs.formTo("/stop-canary"));
    assertTrue(over.text().contains("None runs."), over::text);
    Page again = alice.submit(runs.formTo("/stop-canary"));
    assertTrue(again.text().contains("There is no canary of bird"), again::text);
    for (String type : List.of("mapping.canary_started", "mapping.canary_stopped")) {
      assertFalse(world.broker().audited(type).isEmpty(), type);
    }
  }

  @Test
  void recordingsAreReadWithTheirOwnPermissionAndAudited() {
    enter(alice, "okta", "/mappings");
    assertEquals(403, alice.open(console("/recordings")).status());
    assertFalse(alice.open(console("/mappings")).text().contains("Recordings"));
    Person bob = world.person();
    Page page = enter(bob, "authentik", "/recordings");
    for (int i = 0; i < 100 && !page.text().contains("alice@example.com through okta"); i++) {
      RunningBroker.pause();
      page = bob.open(console("/recordings"));
    }
    assertTrue(page.text().contains("alice@example.com through okta"), page::text);
    assertTrue(page.text().contains("kept as pseudonyms: email"), page::text);
    assertFalse(world.broker().audited("recording.read").isEmpty());
    assertEquals(200, bob.open(console("/recordings?after=999999999999")).status());
    assertEquals(200, bob.open(console("/recordings?after=x'--")).status());
  }

  /** It can be confirmed only by who has read what is lost. */
  @Test
  void aLossIsConfirmedAfterItWasTold() {
    Page page = save("plain", "return { nickname: 'x' };");
    assertFalse(page.body().contains("confirm_loss"), page::body);
  }

  @Test
  void aMappingIsTakenOutByADraft() {
    Page page = save("ending", "return { nickname: 'x' };");
    alice.submit(page.formTo("/publish"));
    Page live = alice.open(console("/mappings/ending"));
    Page silent = alice.submit(live.formTo("/remove").with("message", ""));
    assertTrue(silent.text().contains("Say in a message why"), silent::text);
    Page drafted = alice.submit(live.formTo("/remove").with("message", "Nobody uses it"));
    assertTrue(drafted.text().contains("Drafted that it is taken out"), drafted::text);
    assertEquals(404, alice.submit(drafted.formTo("/tests")).status());
    Page out = alice.submit(drafted.formTo("/publish"));
    assertTrue(out.text().contains("Nothing is live now"), out::text);
    assertEquals(
        0, world.broker().count("mapping_live WHERE name = 'ending' AND version IS NOT NULL"));
  }
}
