package io.tributary.broker.replay;

import static io.tributary.broker.replay.ReplayRig.GIVES;
import static io.tributary.broker.replay.ReplayRig.one;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.broker.mapping.Mapping;
import io.tributary.broker.replay.ReplayRig.Login;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was not kept of people is neither guessed nor told. */
class ReplayUnknownIT {
  private final ReplayRig rig = new ReplayRig();

  @AfterEach
  void close() {
    rig.close();
  }

  /** What is not kept of others is not judged, nor shown, because it stands in our own table. */
  @Test
  void whatIsRedactedOfLocalAccountsIsUnknownToo() {
    rig.localRedact = Set.of("email");
    rig.local("lea", "a");
    rig.email("lea");
    rig.local("max", "a");
    ReplayReport report =
        rig.compare(
            rig.roles("return {groups: request.user.groups};"),
            rig.roles("return {groups: [...request.user.groups, String(request.user.email)]};"));
    assertEquals(1, report.unknown(), report::summary);
    assertEquals(1, report.count(Outcome.CHANGED), "max has no address, and that is known");
    String told = report.details().stream().map(one -> one.json().encode()).toList().toString();
    assertTrue(told.contains("\"unknown\":[\"email\"]"), told);
    assertFalse(told.contains("lea@example.com"), told);
    rig.localRedact = Set.of();
    report =
        rig.compare(
            rig.roles("return {groups: request.user.groups};"),
            rig.roles("return {groups: [...request.user.groups, String(request.user.email)]};"));
    assertEquals(0, report.unknown(), report::summary);
  }

  @Test
  void readingARedactedClaimIsUnknownAndNotReadingItIsNot() {
    rig.record(
        Set.of("email"),
        List.of(Login.of("alice", "a").with("email", "a@x.example"), Login.of("bob", "a")));
    String byMail = "return {groups: claims.email === 'a@x.example' ? ['staff'] : claims.groups};";
    ReplayReport report = rig.compare(rig.roles(GIVES), rig.roles(byMail));
    assertEquals(1, report.unknown(), report.summary());
    assertEquals(1, report.count(Outcome.SAME), "who has no such claim is known");
    PersonDifference alice = one(report);
    assertEquals(Outcome.UNKNOWN, alice.outcome());
    assertEquals(List.of("email"), alice.logins().get(0).unknown());
    assertEquals(1, rig.compare(rig.roles(byMail), rig.roles(GIVES)).unknown(), "live reads too");
    assertEquals(0, rig.compare(rig.roles(GIVES), rig.renaming("a=x")).unknown());
  }

  /** Another mapping that makes the same claim may hide or invent what is compared. */
  @Test
  void anUnchangedMappingThatReadsItMattersOnlyWhereItMakesTheSameClaims() {
    rig.record(Set.of("email"), List.of(Login.of("alice", "a").with("email", "a@x.example")));
    Mapping other =
        rig.mapping(
            "other",
            50,
            "js",
            "return {CLAIM: [String(claims.email)]};".replace("CLAIM", "groups"),
            "declares: { groups: list of text }\nmerge: { groups: union }");
    Mapping apart =
        rig.mapping("apart", 50, "py", "return {\"mail\": user.email}", "declares: { mail: text }");
    assertEquals(
        1,
        rig.compare(
                ReplayRig.set(rig.roles(GIVES), other), ReplayRig.set(rig.renaming("a=x"), other))
            .unknown());
    ReplayReport known =
        rig.compare(
            ReplayRig.set(rig.roles(GIVES), apart), ReplayRig.set(rig.renaming("a=x"), apart));
    assertEquals(0, known.unknown());
    assertEquals(1, known.hit());
  }

  /** By every name that authentik's expressions have for them. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "[g.name for g in user.ak_groups.all()]",
        "[g.name for g in user.all_groups()]",
        "[g.name for g in user.groups.all()]",
        "user.attributes.get('groups')",
        "user.group_attributes().get('groups')",
        "['a'] if ak_is_group_member(user, name='a') else []"
      })
  void whoReadsGroupsThatAreNotKeptIsUnknown(String groups) {
    rig.record(Set.of("groups"), List.of(Login.of("alice", "a")));
    Mapping draft =
        rig.mapping(
            "roles",
            100,
            "py",
            "return {\"groups\": " + groups + "}",
            "declares: { groups: list of text }");
    ReplayReport report = rig.compare(rig.roles("return {};"), draft);
    assertEquals(1, report.unknown(), report.summary());
  }

  /** A draft that hands on whatever it can get, into claims, failures and its log. */
  @Test
  void aMappingThatLeaksGetsPseudonymsOnly() {
    rig.record(
        Set.of("email", "phone_number"),
        List.of(
            Login.of("alice", "a")
                .with("email", "alice@secret.example")
                .with("phone_number", "+49 30 555")));
    List<String> said = new ArrayList<>();
    for (String script :
        List.of(
            "log(JSON.stringify(claims)); return {groups: [JSON.stringify(claims)]};",
            "throw new Error(claims.email + claims.phone_number);")) {
      ReplayReport report = rig.compare(rig.roles(GIVES), rig.roles(script));
      report.details().forEach(person -> said.add(person.json().encode()));
      said.add(report.json().encode());
    }
    String all = String.join(" ", said);
    assertTrue(all.contains("redacted:"), all);
    assertFalse(all.contains("secret.example") || all.contains("555"), all);
  }
}
