package io.tributary.broker.replay;

import static io.tributary.broker.kit.BrokerDatabase.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.broker.laboratory.Proposal;
import io.tributary.broker.laboratory.PublishGuard.Verdict;
import io.tributary.broker.mapping.Mapping;
import io.tributary.broker.mapping.MappingSet;
import io.tributary.broker.replay.ReplayRig.Login;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What may not become live, and what has to be confirmed. */
class ReplayGuardIT {
  private static final String TABLE = "netbox_admin=superusers,netbox_staff=staff";

  private final ReplayRig rig = new ReplayRig();
  private final Mapping live = rig.renaming(TABLE);

  @AfterEach
  void close() {
    rig.close();
  }

  private Verdict judge(Mapping next) {
    return judge(Optional.of(live), next);
  }

  private Verdict judge(Optional<Mapping> before, Mapping next) {
    return judge(before, next, true);
  }

  private Verdict judge(Optional<Mapping> before, Mapping next, boolean people) {
    ReplayGuard guard = new ReplayGuard(rig.replay, ReplayRig.PRIVILEGED, ReplayRig.LONG, people);
    MappingSet now = before.map(mapping -> ReplayRig.set(mapping)).orElseGet(() -> ReplayRig.set());
    Proposal proposal = new Proposal("roles", now, before.isPresent(), ReplayRig.set(next));
    return await(rig.database.onAnotherLoop(() -> guard.judge(proposal)));
  }

  private void people() {
    rig.record(
        Login.of("alice", "netbox_admin"),
        Login.of("bob", "netbox_staff"),
        Login.of("carol", "other"));
  }

  @Test
  void theLastSuperuserCannotBeLostNotEvenConfirmed() {
    people();
    Verdict verdict = judge(rig.renaming("netbox_staff=staff"));
    String why = verdict.refusal().orElseThrow();
    assertTrue(why.contains("would be left with superusers (1 of 3 identities"), why);
  }

  /** A draft chooses whom it hits by anything that was recorded, and names roles after it. */
  @Test
  void whoMayNotReadRecordingsLearnsNoNamesByPublishing() {
    people();
    Verdict loses = judge(Optional.of(live), rig.renaming("netbox_admin=superusers"), false);
    assertEquals(List.of("1 identity loses staff."), loses.losses());
    Verdict denied =
        judge(
            Optional.of(live),
            rig.roles("if (claims.groups.includes('other')) throw 1; return {};"),
            false);
    assertTrue(denied.losses().contains("1 identity is denied by it."), denied.losses()::toString);
    Verdict leak =
        judge(
            Optional.of(live),
            rig.roles(
                "return {groups: [...claims.groups, 'superusers', 'staff',"
                    + " 'leak-' + claims.groups[0]]};"),
            false);
    assertTrue(leak.said().contains("gain others"), leak.said());
    assertFalse(leak.said().contains("leak-"), leak.said());
  }

  @Test
  void oneWhoIsSwitchedOffIsNobody() {
    people();
    rig.record(Login.of("dora", "boss"));
    Mapping boss = rig.renaming("boss=superusers,netbox_staff=staff");
    assertEquals(Optional.empty(), judge(boss).refusal(), "dora is left");
    rig.disable("dora");
    assertTrue(judge(boss).refusal().isPresent());
  }

  @Test
  void aLocalAccountWithTheGroupIsEnough() {
    people();
    rig.local("root", "superusers");
    Verdict verdict = judge(rig.renaming("netbox_staff=staff"));
    assertEquals(Optional.empty(), verdict.refusal());
    assertEquals(List.of("1 identity loses superusers: alice."), verdict.losses());
    rig.disable("root");
    assertTrue(judge(rig.renaming("netbox_staff=staff")).refusal().isPresent());
  }

  /** The account has the group, and a mapping takes it away at every login. */
  @Test
  void aLocalAccountThatWouldLoseItTooIsNot() {
    rig.local("root", "superusers");
    Verdict verdict = judge(rig.renaming("superusers=nothing"));
    assertTrue(verdict.refusal().isPresent(), verdict::said);
  }

  @Test
  void otherLossesOfPowerAreConfirmedAndOthersAreNot() {
    people();
    Verdict loses = judge(rig.renaming("netbox_admin=superusers"));
    assertEquals(Optional.empty(), loses.refusal());
    assertEquals(List.of("1 identity loses staff: bob."), loses.losses());
    Verdict harmless = judge(rig.renaming(TABLE + ",other=another"));
    assertEquals(List.of(), harmless.losses());
    assertEquals("1 of 3 identities changes: 1 loses other, 1 gains another.", harmless.said());
  }

  @Test
  void nothingRecordedIsSaidAndNotSilentlyFine() {
    Verdict verdict = judge(rig.renaming("a=b"));
    assertTrue(verdict.said().startsWith("No login is recorded"), verdict::said);
    rig.record(Login.of("carol", "other"));
    assertTrue(judge(rig.renaming("a=b")).said().contains("Nobody of them holds superusers now."));
  }

  @Test
  void whoeverIsDeniedIsConfirmedAndCountsAsLost() {
    people();
    Verdict denied =
        judge(
            rig.roles(
                "if (claims.groups[0] === 'other') throw new Error('no');"
                    + live.source().script()));
    assertEquals(List.of("1 identity is denied by it: carol."), denied.losses());
    Verdict last = judge(rig.roles("throw new Error('no');"));
    String why = last.refusal().orElseThrow();
    assertTrue(
        why.startsWith("It denies 3 of 3 identities, because a mapping fails (thrown). Nobody"),
        why);
    assertTrue(
        why.endsWith("Nothing was changed: see with diff why the mapping fails, and mend it."),
        why);
  }

  private static final String BY_ADDRESS =
      "return {groups: (claims.email || '').endsWith('@example.com') ? ['superusers'] : []};";

  private void hidden(String person, String... groups) {
    rig.record(
        Set.of("email"), List.of(Login.of(person, groups).with("email", person + "@example.com")));
  }

  /** Doubt about the last one is no way around the refusal. */
  @Test
  void whereNobodyCanSayWhoIsLeftItIsRefused() {
    hidden("alice", "netbox_admin");
    Verdict verdict = judge(rig.roles(BY_ADDRESS));
    String why = verdict.refusal().orElseThrow(() -> new AssertionError(verdict.toString()));
    assertTrue(why.contains("would certainly be left with superusers"), why);
    assertTrue(why.contains("of 1 nobody can say"), why);
    assertTrue(verdict.losses().get(0).contains("keeps superusers (alice)"), verdict::toString);
  }

  @Test
  void whatNobodyCanSayIsConfirmedWhereSomebodyIsLeft() {
    hidden("alice", "netbox_admin");
    rig.local("root", "superusers");
    Verdict verdict =
        judge(
            rig.roles(
                "if (request.upstream == 'local') return {groups: request.user.groups}; "
                    + BY_ADDRESS));
    assertEquals(Optional.empty(), verdict.refusal());
    assertTrue(verdict.losses().get(0).contains("keeps superusers (alice)"), verdict::toString);
  }

  /** Else nobody whose address is hidden could change anything that reads addresses. */
  @Test
  void whereOtherClaimsAreInDoubtTheRoleIsNot() {
    hidden("alice", "netbox_admin");
    Mapping named =
        rig.mapping(
            "nick", 50, "js", "return {nickname: claims.email};", "declares: { nickname: text }");
    ReplayGuard guard = new ReplayGuard(rig.replay, ReplayRig.PRIVILEGED, ReplayRig.LONG, true);
    Proposal proposal = new Proposal("nick", ReplayRig.set(live), true, ReplayRig.set(live, named));
    Verdict verdict = await(rig.database.onAnotherLoop(() -> guard.judge(proposal)));
    assertEquals(Optional.empty(), verdict.refusal());
    assertTrue(verdict.losses().get(0).contains("keeps superusers (alice)"), "to be confirmed");
  }

  /** What is live read the address: by a pseudonym nobody has the role, and by the address many. */
  @Test
  void whoMayHaveItNowCountsAsHavingIt() {
    hidden("alice", "other");
    Verdict verdict = judge(Optional.of(rig.roles(BY_ADDRESS)), rig.roles("return {groups: []};"));
    assertTrue(verdict.refusal().isPresent(), verdict::toString);
    assertTrue(verdict.losses().toString().contains("keeps superusers"), verdict::toString);
  }

  @Test
  void ofALocalAccountNobodyCanSayEitherWhatARedactedClaimWouldDo() {
    rig.localRedact = Set.of("email");
    rig.local("root", "superusers");
    rig.email("root");
    Mapping passing = rig.roles("return {groups: request.user.groups};");
    String also =
        "return {groups: request.user.email === 'root@example.com' ? request.user.groups : []};";
    assertTrue(judge(Optional.of(passing), rig.roles(also)).refusal().isPresent());
    rig.localRedact = Set.of();
    assertEquals(
        Optional.empty(), judge(Optional.of(passing), rig.roles(also)).refusal(), "read as it is");
  }

  @Test
  void whatIsLiveAndBrokenKeepsNobodyFromReplacingIt() {
    people();
    Verdict verdict = judge(Optional.empty(), live);
    assertEquals(Optional.empty(), verdict.refusal());
    assertTrue(verdict.losses().get(0).contains("can be run"), verdict::toString);
  }

  @Test
  void aMappingThatIsTooSlowForAllMustLeaveSomebody() {
    people();
    Verdict verdict =
        judge(
            rig.roles(
                "if (claims.groups[0] !== 'other') { while (true) {} } " + live.source().script()));
    assertTrue(verdict.refusal().isPresent(), verdict::toString);
  }
}
