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
                    Optional.of(text.apply("Draft 9fTMd8NAIRxx by bob (Why not)"))))));
    pages.put(
        "mapping-view",
        new ConsolePage.MappingView(
            menu(),
            text.apply("roles"),
            Optional.of(texts()),
            Optional.of(texts()),
            List.of(
                new Past(
                    text.apply("3kTMd8NAIRrn"),
                    Optional.of(text.apply("/console/mappings/roles/versions/3kTMd8NAIRrn")),
                    text.apply("publish by ann")),
                new Past(text.apply("taken out"), Optional.empty(), text.apply("publish by bob"))),
            Optional.of(form("diff")),
            Optional.of(change("publish")),
            Optional.of(change("rollback"))));
    pages.put(
        "mapping-difference",
        new ConsolePage.MappingDifference(
            menu(),
            text.apply("roles"),
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
            text.apply("Published"),
            List.of(text.apply("3 tests passed.")),
            new Page.Way(text.apply("Back"), text.apply("/console/mappings/roles")),
            Optional.of(change("publish"))));
    pages.put(
        "find-trace",
        new ConsolePage.FindTrace(
            menu(), form("find"), form("why"), Optional.of(text.apply("Nothing is recorded."))));
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
    return new Change(form(name), text.apply("3kTMd8NAIRrn"), text.apply("It becomes live."));
  }

  private Page.Form form(String name) {
    return new Page.Form(text.apply("/login/" + name), text.apply("token-" + name));
  }
}
