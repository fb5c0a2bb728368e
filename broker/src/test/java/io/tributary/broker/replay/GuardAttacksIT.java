package io.tributary.broker.replay;

import static io.tributary.broker.kit.BrokerDatabase.await;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.broker.laboratory.Proposal;
import io.tributary.broker.laboratory.PublishGuard.Verdict;
import io.tributary.broker.mapping.Mapping;
import io.tributary.broker.mapping.MappingSet;
import io.tributary.broker.replay.ReplayRig.Login;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A draft that takes a privileged role unseen, or tells what was recorded. */
class GuardAttacksIT {
  private final ReplayRig rig = new ReplayRig();
  private final Mapping live = rig.renaming("netbox_admin=superusers,netbox_staff=staff");

  @AfterEach
  void close() {
    rig.close();
  }

  private Verdict judge(MappingSet before, MappingSet next) {
    ReplayGuard guard = new ReplayGuard(rig.replay, ReplayRig.PRIVILEGED, ReplayRig.LONG, true);
    Proposal proposal = new Proposal("roles", before, true, next);
    return await(rig.database.onAnotherLoop(() -> guard.judge(proposal)));
  }

  /** What nobody can say of one application is not said because of another. */
  @Test
  void doubtAtOneApplicationIsNotEndedByAnother() {
    Login alice = Login.of("alice", "netbox_admin").with("email", "alice@x.example");
    rig.record(Set.of("email"), List.of(alice.at("wiki"), alice.at("inventory")));
    Verdict verdict =
        judge(
            ReplayRig.set(live),
            ReplayRig.set(
                rig.roles(
                    "if (client.id === 'inventory') return {groups: claims.email ? [] : ['x']};"
                        + "return {groups: groups.map(request.user.groups,"
                        + " {netbox_admin: 'superusers', netbox_staff: 'staff'})};")));
    assertFalse(verdict.losses().isEmpty(), verdict::toString);
  }

  /** The inventory reads groups, and whoever had the role there has it there no more. */
  @Test
  void fromGroupsToRolesIsALoss() {
    rig.record(Login.of("alice", "netbox_admin"));
    Verdict verdict =
        judge(
            ReplayRig.set(live),
            ReplayRig.set(
                rig.mapping(
                    "roles",
                    100,
                    "js",
                    "return {groups: [], roles: ['superusers']};",
                    "declares: { groups: list of text, roles: list of text }")));
    assertFalse(verdict.losses().isEmpty(), verdict::toString);
  }

  /** As Keycloak writes them: by application, in one claim. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '@',
      value = {
        "{netbox: {roles: ['superusers']}, wiki: {roles: ['superusers']}}"
            + "@{netbox: {roles: []}, wiki: {roles: ['superusers']}}",
        "{superusers: true} @ {superusers: false}",
        "{superusers: ['netbox']} @ {superusers: []}",
        "{role: 'superusers', denied: 'x'} @ {role: 'x', denied: 'superusers'}"
      })
  void withinAnObjectItIsALossToo(String before, String after) {
    rig.record(Login.of("alice", "netbox_admin"));
    Verdict verdict = judge(ReplayRig.set(live, power(before)), ReplayRig.set(live, power(after)));
    assertFalse(verdict.losses().isEmpty(), verdict::toString);
  }

  private Mapping power(String value) {
    return rig.mapping(
        "power", 150, "js", "return {power: " + value + "};", "declares: { power: object }");
  }

  /** As many claims as there are bits: one comparison tells all of somebody's address. */
  @Test
  void whoMayNotReadRecordingsReadsNoneByTheNamesOfClaims() {
    String secret = "ceo@example.com";
    rig.local("ceo");
    rig.email("ceo");
    rig.local("ann");
    rig.email("ann");
    StringBuilder declares = new StringBuilder("declares: {");
    for (int at = 0; at < secret.length(); at++) {
      for (int bit = 0; bit < 7; bit++) {
        declares.append(at + bit == 0 ? "" : ",").append(" b").append(at).append("_").append(bit);
        declares.append(": text");
      }
    }
    declares.append(" }");
    Mapping spy =
        rig.mapping(
            "spy",
            150,
            "js",
            "const out = {}; if (request.user.sub !== 'ceo') return out;"
                + " for (let i = 0; i < "
                + secret.length()
                + "; i++) for (let b = 0; b < 7; b++)"
                + " if (request.user.email.charCodeAt(i) >> b & 1) out['b' + i + '_' + b] ="
                + " 'superusers'; return out;",
            declares.toString());
    ReplayReport blind =
        await(
            rig.database.onAnotherLoop(
                () ->
                    rig.replay.run(
                        new Comparison(ReplayRig.set(live), ReplayRig.set(live, spy)),
                        ReplayScope.everybody(0, ReplayRig.LONG).withoutPeople(),
                        ReplayListener.NONE)));
    Set<String> told = blind.json().getJsonObject("gained").fieldNames();
    StringBuilder read = new StringBuilder();
    for (int at = 0; at < secret.length(); at++) {
      int letter = 0;
      for (int bit = 0; bit < 7; bit++) {
        letter |= told.contains("superusers (in b" + at + "_" + bit + ")") ? 1 << bit : 0;
      }
      read.append((char) letter);
    }
    assertFalse(read.toString().equals(secret), "a report without people told " + read);
  }

  /** Which names of what is not kept a script can see without being seen. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "claims.email",
        "Object.getOwnPropertyDescriptor(claims, 'email').value",
        "Object.values(claims).join()",
        "JSON.stringify(Object.entries(claims))",
        "JSON.stringify(Object.assign({}, claims))",
        "JSON.stringify({...claims})",
        "Object.create(claims).email",
        "Reflect.get(claims, 'email')",
        "JSON.stringify(request)",
        "(() => { let s = ''; for (const k in request.user) s += request.user[k]; return s; })()",
        "JSON.stringify([claims])",
        "Object.prototype.valueOf.call(claims).email",
        "Object.fromEntries(Object.entries(claims)).email",
        "request.user?.email",
        "Object.getOwnPropertyDescriptors(request.user).email.value"
      })
  void whateverReadsIsKnownToHaveRead(String reads) {
    rig.record(
        Set.of("email"),
        List.of(Login.of("alice", "netbox_admin").with("email", "alice@x.example")));
    String use =
        "let v; try { v = READS; } catch (e) { v = ''; } "
            + "return {groups: String(v).includes('redacted') ? ['superusers'] : ['none']};";
    Verdict verdict =
        judge(ReplayRig.set(live), ReplayRig.set(rig.roles(use.replace("READS", reads))));
    assertTrue(verdict.refusal().isPresent(), verdict::toString);
  }

  /** Who was never recorded is tried at no application, and a script could tell that from all. */
  @Test
  void noApplicationIsAnApplicationToo() {
    rig.local("root", "superusers");
    Verdict verdict =
        judge(
            ReplayRig.set(rig.roles(ReplayRig.GIVES)),
            ReplayRig.set(
                rig.roles("return {groups: client.id === '' ? request.user.groups : []};")));
    assertTrue(verdict.refusal().isPresent() || !verdict.losses().isEmpty(), verdict::toString);
  }

  @Test
  void doubtAboutDenialAtOneApplicationIsNotEndedByAnother() {
    Login alice = Login.of("alice", "netbox_admin").with("email", "alice@x.example");
    rig.record(Set.of("email"), List.of(alice.at("wiki"), alice.at("inventory")));
    Verdict verdict =
        judge(
            ReplayRig.set(live),
            ReplayRig.set(
                rig.roles(
                    "if (client.id === 'inventory' && claims.email) throw new Error('no');"
                        + "return {groups: groups.map(request.user.groups,"
                        + " {netbox_admin: 'superusers', netbox_staff: 'staff'})};")));
    assertFalse(verdict.losses().isEmpty(), verdict::toString);
  }
}
