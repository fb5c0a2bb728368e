package io.tributary.broker.replay;

import static io.tributary.broker.kit.BrokerDatabase.await;
import static io.tributary.broker.replay.ReplayRig.GIVES;
import static io.tributary.broker.replay.ReplayRig.one;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.broker.claims.MappedClaims;
import io.tributary.broker.mapping.Mapping;
import io.tributary.broker.mapping.MappingSet;
import io.tributary.broker.recording.RecordedLogin;
import io.tributary.broker.recording.RecordedPerson;
import io.tributary.broker.recording.RecordingFilter;
import io.tributary.broker.replay.ReplayRig.Login;
import io.tributary.broker.script.ScriptRooms;
import io.tributary.broker.session.AccountEndingRepository;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whom a change of mappings would hit, and how. */
class ReplayIT {
  private final ReplayRig rig = new ReplayRig();

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void saysWhoChangesHowAndWhy() {
    rig.record(
        Login.of("alice", "netbox_admin", "all"),
        Login.of("bob", "crew"),
        Login.of("carol", "other"));
    Mapping live = rig.renaming("netbox_admin=superusers");
    Mapping next = rig.renaming("crew=staff");
    ReplayReport report = rig.compare(live, next);
    assertEquals(3, report.recorded());
    assertEquals(
        "2 of 3 identities change: 1 loses crew, 1 loses superusers, 1 gains netbox_admin,"
            + " 1 gains staff.",
        report.summary());
    PersonDifference alice = report.details().get(0);
    assertEquals("alice", alice.username());
    assertEquals(Set.of("superusers"), alice.lost());
    LoginDifference login = alice.logins().get(0);
    assertEquals(List.of("inventory"), login.clients());
    assertEquals("groups", login.claims().get(0).claim());
    assertEquals(Optional.of("[\"superusers\",\"all\"]"), login.claims().get(0).before());
    assertEquals(Optional.of("[\"netbox_admin\",\"all\"]"), login.claims().get(0).after());
    String reason = login.reasons().get(0);
    assertTrue(reason.contains(live.version()) && reason.contains(next.version()), reason);
  }

  /** No claims are compared with those of a denied login, and what is live still gave some. */
  @Test
  void ofADraftThatFailsItIsSaidWhatLiveGave() {
    rig.record(Login.of("alice", "netbox_admin"));
    Mapping live = rig.renaming("netbox_admin=superusers");
    Mapping next = rig.roles("return {group: request.user.groups};");
    LoginDifference denied = one(rig.compare(live, next)).logins().get(0);
    assertEquals(
        List.of(
            "roles: live "
                + live.version()
                + " returns groups = [\"superusers\"]; proposed "
                + next.version()
                + " fails (result_type)"),
        denied.reasons());
    assertEquals(
        Optional.of(
            "mapping roles fails (result_type, line 1): it returned group, which it does not"
                + " declare; did you mean 'groups'?"),
        denied.deniedAfter());
    LoginDifference back = one(rig.compare(next, live)).logins().get(0);
    assertTrue(back.reasons().get(0).endsWith("returns groups = [\"superusers\"]"));
    LoginDifference nothing = one(rig.compare(rig.roles("return {};"), next)).logins().get(0);
    assertTrue(nothing.reasons().get(0).contains(" returns nothing; proposed "));
  }

  @Test
  void nothingChangesWhereNothingChanges() {
    rig.record(Login.of("alice", "a"), Login.of("bob", "b"));
    ReplayReport report = rig.compare(rig.roles(GIVES), rig.roles(GIVES + " // another version"));
    assertEquals("None of 2 identities changes.", report.summary());
    assertEquals(List.of(), report.details());
  }

  @Test
  void nobodyRecordedIsSaidSo() {
    ReplayReport report = rig.compare(rig.roles(GIVES), rig.renaming("a=b"));
    assertTrue(report.summary().startsWith("No login is recorded"), report.summary());
    rig.local("lea", "a");
    report = rig.compare(rig.roles(GIVES), rig.renaming("a=b"));
    assertTrue(report.summary().contains("only local accounts were tried"), report.summary());
    assertEquals(1, report.hit());
  }

  /** Whoever mistypes an upstream must not read that nobody is recorded. */
  @Test
  void nobodyOfAnUpstreamIsNotNobodyAtAll() {
    rig.record(Login.of("alice", "a"));
    rig.local("lea", "a");
    for (String asked : List.of("oka,", ",nosuch", "local,nosuch")) {
      String[] of = asked.split(",", 2);
      ReplayScope scope =
          new ReplayScope(
              Optional.of(of[0]).filter(text -> !text.isEmpty()),
              Optional.of(of[1]).filter(text -> !text.isEmpty()),
              10,
              true,
              Duration.ofMinutes(1));
      String summary =
          rig.compare(
                  ReplayRig.set(rig.roles(GIVES)),
                  ReplayRig.set(rig.renaming("a=b")),
                  scope,
                  ReplayListener.NONE)
              .summary();
      assertFalse(summary.contains("No login"), summary);
      assertTrue(summary.contains("asked for"), summary);
    }
  }

  /** How old a recording is counts for nothing; that it is old can be seen. */
  @Test
  void anOldRecordingAtOneApplicationStillCounts() {
    rig.record(Login.of("alice", "netbox_admin").at("wiki"), Login.of("alice", "all"));
    rig.database.query(
        "UPDATE login_recording SET recorded_at = '2026-01-31T23:30:00Z' WHERE client_id = 'wiki'");
    ReplayReport report = rig.compare(rig.renaming("netbox_admin=superusers"), rig.roles(GIVES));
    assertEquals(Map.of(Right.named("superusers"), 1L), report.held());
    assertEquals(Map.of(), report.holding());
    LoginDifference wiki = one(report).logins().get(0);
    assertEquals(List.of("wiki (recorded 2026-01-31)"), wiki.shown());
    assertEquals("[\"2026-01-31\"]", wiki.json().getJsonArray("recorded").encode());
  }

  @Test
  void onlyWhomTheFiltersName() {
    rig.record(Login.of("alice", "a"), Login.of("bob", "a").through("authentik").at("wiki"));
    rig.local("lea", "a");
    MappingSet live = ReplayRig.set(rig.roles(GIVES));
    MappingSet next = ReplayRig.set(rig.renaming("a=x"));
    assertEquals(List.of("alice", "bob", "lea"), hit(live, next, null, null));
    assertEquals(List.of("alice"), hit(live, next, "okta", null));
    assertEquals(List.of("lea"), hit(live, next, "local", null));
    assertEquals(List.of("bob", "lea"), hit(live, next, null, "wiki"));
    assertEquals(List.of(), hit(live, next, "okta", "wiki"));
  }

  private List<String> hit(MappingSet live, MappingSet next, String upstream, String client) {
    return rig
        .compare(
            live,
            next,
            new ReplayScope(
                Optional.ofNullable(upstream),
                Optional.ofNullable(client),
                10,
                true,
                ReplayRig.LONG),
            ReplayListener.NONE)
        .details()
        .stream()
        .map(PersonDifference::username)
        .sorted()
        .toList();
  }

  @Test
  void localAccountsAreTriedWithTheGroupsThatTheyHaveNow() {
    rig.local("lea", "new-group");
    rig.record(Login.of("lea", "old-group").through("local").at("wiki"));
    ReplayReport report =
        rig.compare(rig.roles(GIVES), rig.renaming("new-group=staff,old-group=superusers"));
    PersonDifference lea = one(report);
    assertEquals(Set.of("staff"), lea.gained());
    assertEquals(List.of("wiki"), lea.logins().get(0).clients(), "where she last was");
    assertEquals(List.of("wiki"), lea.logins().get(0).shown(), "as she is now, of no day");
    assertEquals(0, report.recorded());
    assertEquals(1, report.local());
  }

  @Test
  void whoIsSwitchedOffOrForgottenIsNotTried() {
    rig.record(Login.of("alice", "a"), Login.of("bob", "a"), Login.of("carol", "a"));
    rig.disable("alice");
    await(
        new AccountEndingRepository(rig.database.durable(), Clock.systemUTC())
            .delete("bob", "test"));
    rig.record(Login.of("dave", "a"));
    rig.database.query("UPDATE login_recording SET sub = 'eve' WHERE subject = 'dave'");
    ReplayReport report = rig.compare(rig.roles(GIVES), rig.renaming("a=x"));
    assertEquals("carol", one(report).username());
    assertEquals(1, report.tried());
    assertEquals(3, report.left());
  }

  @Test
  void aKeyThatIsGoneLeavesEverybodyElse() {
    rig.record(Login.of("alice", "a"), Login.of("bob", "a"));
    rig.database.query("DELETE FROM account_data_key WHERE subject = 'alice'");
    assertEquals("bob", one(rig.compare(rig.roles(GIVES), rig.renaming("a=x"))).username());
    rig.database.query("UPDATE account_data_key SET sealed = sealed || '\\x00'::bytea");
    assertEquals(0, rig.compare(rig.roles(GIVES), rig.renaming("a=x")).tried());
  }

  @Test
  void whatAnUpstreamMayNotGrantIsNotGained() {
    rig.record(Login.of("alice", "a").through("authentik"));
    ReplayReport report = rig.compare(rig.roles(GIVES), rig.renaming("a=superusers"));
    PersonDifference alice = one(report);
    assertEquals(Set.of(), alice.gained());
    assertTrue(
        alice.logins().get(0).reasons().contains("may_grant: superusers is dropped from groups"),
        () -> alice.logins().get(0).reasons().toString());
  }

  @Test
  void aDraftThatFailsDenies() {
    rig.record(Login.of("alice", "a"), Login.of("bob", "b"));
    ReplayReport report =
        rig.compare(
            rig.roles(GIVES),
            rig.roles("if (claims.groups[0] === 'a') throw new Error('no'); " + GIVES));
    assertEquals("1 of 2 identities changes: 1 is denied.", report.summary());
    PersonDifference alice = one(report);
    assertEquals(Outcome.DENIED, alice.outcome());
    assertTrue(alice.logins().get(0).deniedAfter().orElseThrow().contains("thrown"));
  }

  @Test
  void whoIsDeniedAlreadyAndWhoIsNoMore() {
    rig.record(Login.of("alice", "a"), Login.of("bob", "b"));
    Mapping strict = rig.roles("if (claims.groups[0] === 'a') throw new Error('no'); " + GIVES);
    ReplayReport admitted = rig.compare(strict, rig.roles(GIVES));
    assertEquals(Outcome.ADMITTED, one(admitted).outcome());
    ReplayReport stays = rig.compare(strict, rig.roles("throw new Error('nobody');"));
    assertEquals(1, stays.count(Outcome.STAYS_DENIED));
    assertEquals(1, stays.count(Outcome.DENIED));
  }

  /** What is found for recorded people is what their logins would get. */
  @Test
  void replayIsTheLogin() throws Exception {
    Random random = new Random(7);
    List<Login> logins = new ArrayList<>();
    for (int person = 0; person < 60; person++) {
      List<String> groups = new ArrayList<>();
      for (int group = 0; group < random.nextInt(6); group++) {
        groups.add(
            List.of("netbox_admin", "netbox_staff", "a", "b", "superusers").get(random.nextInt(5)));
      }
      logins.add(
          Login.of("person-" + person, groups.toArray(String[]::new))
              .through(random.nextBoolean() ? "okta" : "authentik")
              .with("n", random.nextInt(100)));
    }
    rig.record(Set.of(), logins);
    MappingSet live =
        ReplayRig.set(
            rig.renaming("netbox_admin=superusers,netbox_staff=staff"),
            rig.mapping(
                "n", 50, "py", "return {\"n\": claims[\"n\"] * 2}", "declares: { n: number }"));
    MappingSet next =
        ReplayRig.set(rig.renaming("netbox_staff=superusers"), live.mappings().get(0));
    Map<String, RecordedPerson> recorded = people();
    int seen = 0;
    for (Login login : logins) {
      RecordedLogin there = recorded.get(login.person()).logins().get(0);
      assertEquals(login.identity().raw().all(), there.identity().raw().all());
      ScriptRooms rooms = new ScriptRooms();
      MappedClaims plain =
          rig.mapper.run(rooms, next, login.identity(), there.client(), there.scopes());
      MappedClaims before =
          rig.mapper.run(rooms, live, there.identity(), there.client(), there.scopes());
      MappedClaims again =
          rig.mapper.runAgain(
              rooms, next, there.identity(), there.client(), there.scopes(), before.steps());
      assertEquals(plain.claims(), again.claims());
      assertEquals(plain.dropped(), again.dropped());
      seen++;
    }
    assertEquals(60, seen);
  }

  private Map<String, RecordedPerson> people() throws Exception {
    Map<String, RecordedPerson> all = new HashMap<>();
    await(rig.recordings.people(RecordingFilter.ALL).next())
        .orElseThrow()
        .open()
        .call()
        .forEach(person -> all.put(person.owner().username(), person));
    return all;
  }
}
