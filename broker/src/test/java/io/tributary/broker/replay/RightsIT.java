package io.tributary.broker.replay;

import static io.tributary.broker.kit.BrokerDatabase.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.broker.laboratory.Proposal;
import io.tributary.broker.laboratory.PublishGuard.Verdict;
import io.tributary.broker.mapping.Mapping;
import io.tributary.broker.mapping.MappingSet;
import io.tributary.broker.replay.ReplayRig.Login;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The word of a role somewhere else is not the role: it hides no loss and no gain. */
class RightsIT {
  private final ReplayRig rig = new ReplayRig();
  private final Mapping live = rig.renaming("netbox_admin=superusers,netbox_staff=staff");

  /** Says superusers of everybody, in a claim that no application of ours reads. */
  private final Mapping word = power("['superusers']");

  @AfterEach
  void close() {
    rig.close();
  }

  private Mapping power(String value) {
    return rig.mapping(
        "power", 150, "js", "return {power: " + value + "};", "declares: { power: list of text }");
  }

  private Verdict judge(MappingSet before, MappingSet next) {
    ReplayGuard guard = new ReplayGuard(rig.replay, ReplayRig.PRIVILEGED, ReplayRig.LONG, true);
    Proposal proposal = new Proposal("roles", Optional.of(before), next);
    return await(rig.database.onAnotherLoop(() -> guard.judge(proposal)));
  }

  @Test
  void theLastSuperuserIsLostAlsoWhereAnotherClaimSaysTheWord() {
    rig.record(Login.of("alice", "netbox_admin"), Login.of("bob", "netbox_staff"));
    Verdict verdict =
        judge(ReplayRig.set(live, word), ReplayRig.set(rig.renaming("netbox_staff=staff"), word));
    assertTrue(verdict.refusal().isPresent(), verdict::toString);
    assertTrue(verdict.losses().contains("1 identity loses superusers: alice."), verdict::toString);
  }

  @Test
  void whoIsCalledSuperusersHoldsNothing() {
    rig.record(
        Login.of("alice", "netbox_admin"), Login.of("mallory", "other").with("name", "superusers"));
    Mapping named =
        rig.mapping("who", 160, "js", "return {name: 'superusers'};", "declares: { name: text }");
    Verdict verdict = judge(ReplayRig.set(live, named), ReplayRig.set(rig.renaming("a=b"), named));
    assertTrue(verdict.refusal().isPresent(), verdict::toString);
  }

  @Test
  void whoHadTheWordGainsTheRole() {
    rig.record(Login.of("bob", "netbox_staff"));
    ReplayReport report =
        rig.compare(
            ReplayRig.set(live, word),
            ReplayRig.set(rig.renaming("netbox_staff=superusers"), word));
    assertTrue(report.summary().contains("1 gains superusers"), report::summary);
  }

  /** Some application may read its rights there: it is told apart, and confirmed. */
  @Test
  void aWordThatGoesElsewhereIsConfirmedAndRefusesNothing() {
    rig.record(Login.of("alice", "netbox_admin"));
    Verdict verdict = judge(ReplayRig.set(live, word), ReplayRig.set(live, power("[]")));
    assertEquals(Optional.empty(), verdict.refusal());
    assertTrue(
        verdict.losses().contains("1 identity loses superusers (in power): alice."),
        verdict::toString);
  }

  /** As many groups as a draft likes may get lost before. */
  @Test
  void manyLossesHideNoLossOfPower() {
    String[] many = IntStream.range(0, 700).mapToObj(n -> "group-" + n).toArray(String[]::new);
    rig.record(
        Login.of("aaron", many),
        Login.of("alice", "netbox_admin"),
        Login.of("zoe", "netbox_staff"));
    rig.local("root", "superusers");
    Verdict verdict =
        judge(
            ReplayRig.set(live),
            ReplayRig.set(
                rig.roles(
                    "return {groups: groups.map(request.user.groups.filter(g =>"
                        + " g === 'netbox_admin' || g === 'superusers'),"
                        + " {'netbox_admin': 'superusers'})};")));
    assertTrue(verdict.losses().contains("1 identity loses staff: zoe."), verdict::toString);
  }
}
