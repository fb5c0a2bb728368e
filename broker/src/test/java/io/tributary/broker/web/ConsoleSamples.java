package io.tributary.broker.web;

import io.tributary.broker.web.ConsolePage.Change;
import io.tributary.broker.web.ConsolePage.MappingLine;
import io.tributary.broker.web.ConsolePage.Menu;
import io.tributary.broker.web.ConsolePage.Past;
import io.tributary.broker.web.ConsolePage.SourceText;
import io.tributary.broker.web.ConsolePage.Texts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** One of each page of the console, as {@link PageSamples}. */
final class ConsoleSamples {
  private final UnaryOperator<String> text;

  ConsoleSamples(UnaryOperator<String> text) {
    this.text = text;
  }

  Map<String, Page> all() {
    Map<String, Page> pages = new LinkedHashMap<>();
    pages.put(
        "mapping-list",
        new ConsolePage.MappingList(
            menu(),
            List.of(
                new MappingLine(
                    text.apply("roles"),
                    text.apply("/console/mappings/roles"),
                    text.apply("3kTMd8NAIRrn"),
                    Optional.of(
                        text.apply("Since 2026-11-20T09:14:00Z by ann (Auditors get staff)")),
                    Optional.of(text.apply("Draft 9fTMd8NAIRxx by bob (Why not)")))),
            text.apply("/console/drafts")));
    pages.put(
        "mapping-view",
        new ConsolePage.MappingView(
            menu(),
            text.apply("roles"),
            Optional.of(told(true)),
            Optional.of(texts()),
            Optional.of(
                new ConsolePage.DraftView(
                    texts(),
                    findings(),
                    form("tests"),
                    form("diff"),
                    text.apply("/console/mappings/roles/canary"),
                    change("publish"),
                    form("delete-draft"))),
            text.apply("/console/mappings/roles/draft"),
            List.of(
                new Past(
                    text.apply("3kTMd8NAIRrn"),
                    Optional.of(text.apply("/console/mappings/roles/versions/3kTMd8NAIRrn")),
                    text.apply("publish by ann")),
                new Past(text.apply("taken out"), Optional.empty(), text.apply("publish by bob"))),
            Optional.of(change("rollback")),
            Optional.of(form("remove"))));
    drafts(pages);
    pages.put(
        "mapping-difference",
        new ConsolePage.MappingDifference(
            menu(),
            text.apply("roles"),
            "hole",
            List.of(text.apply("1 of 212 identities changes.")),
            List.of(
                new ConsolePage.HitPerson(
                    text.apply("alice through okta"), List.of(text.apply("loses superusers")))),
            text.apply("/console/mappings/roles")));
    pages.put(
        "old-version",
        new ConsolePage.OldVersion(
            menu(), text.apply("roles"), text.apply("/console/mappings/roles"), texts()));
    pages.put(
        "outcome",
        new ConsolePage.Outcome(
            menu(),
            text.apply("Not now"),
            List.of(text.apply("There is no room.")),
            new Page.Way(text.apply("Back"), text.apply("/console/mappings/roles"))));
    pages.put(
        "find-trace",
        new ConsolePage.FindTrace(
            menu(),
            text.apply("/console/logins"),
            form("find"),
            form("why"),
            Optional.of(text.apply("Nothing is recorded."))));
    pages.put(
        "login-list",
        new ConsolePage.LoginList(
            menu(),
            List.of(text.apply("Times are UTC.")),
            List.of(
                new ConsolePage.LoginLine(
                    text.apply("2026-11-20 09:14"),
                    true,
                    text.apply("refused: access_denied"),
                    text.apply("alice"),
                    text.apply("inventory"),
                    text.apply("okta"),
                    text.apply("/console/traces/1"))),
            Optional.of(text.apply("/console/logins?before=1-1")),
            text.apply("/console/traces")));
    pages.put(
        "found-trace",
        new ConsolePage.FoundTrace(
            menu(),
            new Page.TracePage(
                text.apply("1oGqk0yVvLrZbXH2mQe8Tg"),
                List.of(
                    new Page.TracePart(
                        text.apply("2026-11-20T09:14:00Z inventory through okta: issued"),
                        false,
                        List.of(
                            new Page.TraceSection(
                                text.apply("claims of okta"),
                                List.of(text.apply("groups: []"))))))),
            text.apply("/console/traces")));
    pages.put(
        "why",
        new ConsolePage.Why(
            menu(), List.of(text.apply("alice has superusers")), text.apply("/console/traces")));
    return pages;
  }

  private void drafts(Map<String, Page> pages) {
    pages.put("draft-form", draftForm(true));
    pages.put("draft-form-new", draftForm(false));
    pages.put(
        "test-results",
        new ConsolePage.TestResults(
            menu(),
            text.apply("roles"),
            text.apply("3kTMd8NAIRrn"),
            text.apply("1 of 2 tests passed."),
            List.of(
                new ConsolePage.TestLine(
                    text.apply("staff"), true, text.apply("0.1 ms"), List.of()),
                new ConsolePage.TestLine(
                    text.apply("nobody"),
                    false,
                    text.apply("0.1 ms"),
                    List.of(text.apply("roles: expected [], came [staff]")))),
            text.apply("/console/mappings/roles")));
    pages.put(
        "canary-view",
        new ConsolePage.CanaryView(
            menu(),
            text.apply("roles"),
            Optional.of(told(false)),
            List.of(text.apply("5 % of the people")),
            List.of(
                new ConsolePage.CanaryLine(
                    text.apply("2026-11-20T09:14:00Z"),
                    text.apply("alice at inventory"),
                    Optional.of(text.apply("/console/traces/01k9x3v7")),
                    List.of(text.apply("loses staff")))),
            Optional.of(form("canary")),
            Optional.of(form("stop-canary")),
            text.apply("/console/mappings/roles")));
    pages.put(
        "recording-list",
        new ConsolePage.RecordingList(
            menu(),
            List.of(text.apply("That you read them stands in the audit.")),
            List.of(
                new ConsolePage.RecordedLine(
                    text.apply("alice through okta to inventory"),
                    List.of(text.apply("groups: [a]")),
                    List.of(text.apply("email: alice@example.com")))),
            Optional.of(text.apply("/console/recordings?after=7"))));
  }

  private Page draftForm(boolean known) {
    return new ConsolePage.DraftForm(
        menu(),
        form("drafts"),
        Optional.of(told(true)),
        text.apply("roles"),
        known,
        "js",
        List.of(
            new ConsolePage.TypedText(
                "script", text.apply("Script"), text.apply("return {};"), 8, findings())),
        text.apply("Auditors get staff"),
        findings(),
        text.apply("3kTMd8NAIRrn"),
        text.apply("none"),
        true,
        text.apply("/console/mappings/roles"));
  }

  private ConsolePage.Told told(boolean bad) {
    return new ConsolePage.Told(bad, List.of(text.apply("Somebody was faster.")));
  }

  private List<ConsolePage.Finding> findings() {
    return List.of(
        new ConsolePage.Finding(
            text.apply("roles.js:1:3"),
            Optional.of(text.apply("return {")),
            text.apply("this never matches"),
            false));
  }

  private Menu menu() {
    return new Menu(
        text.apply("alice"),
        List.of(new Page.Way(text.apply("Mappings"), text.apply("/console/mappings"))),
        form("logout"));
  }

  private Texts texts() {
    return new Texts(
        text.apply("3kTMd8NAIRrn"),
        List.of(text.apply("Written by ann (Auditors get staff).")),
        List.of(
            new SourceText(
                text.apply("roles.js"),
                List.of(text.apply("return {"), text.apply("  roles: []"), text.apply("};")))));
  }

  private Change change(String name) {
    return new Change(form(name), text.apply("3kTMd8NAIRrn"), text.apply("It becomes live."), true);
  }

  private Page.Form form(String name) {
    return new Page.Form(text.apply("/login/" + name), text.apply("token-" + name));
  }
}
