package io.tributary.broker.replay;

import static io.tributary.broker.kit.BrokerDatabase.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.broker.laboratory.Proposal;
import io.tributary.broker.laboratory.PublishGuard.Verdict;
import io.tributary.broker.mapping.Mapping;
import io.tributary.broker.mapping.MappingSet;
import io.tributary.broker.replay.ReplayRig.Login;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
    Proposal proposal = new Proposal("roles", before, true, next);
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

  /**
   * A group may be called as the report calls such a word: it is no right, and its name no leak.
   */
  @Test
  void aGroupThatIsCalledLikeAWordElsewhereIsAGroup() {
    rig.record(Login.of("alice", "netbox_staff", "superusers (in power)"));
    Mapping carries = rig.roles("return {groups: ['staff (in ' + request.user.name + ')']};");
    MappingSet before = ReplayRig.set(live);
    Verdict verdict = judge(before, ReplayRig.set(carries));
    assertEquals(
        List.of("1 identity loses staff: alice."),
        verdict.losses(),
        "the group that went is none of the privileged");
    ReplayReport blind =
        await(
            rig.database.onAnotherLoop(
                () ->
                    rig.replay.run(
                        new Comparison(before, ReplayRig.set(carries)),
                        ReplayScope.everybody(0, ReplayRig.LONG).withoutPeople(),
                        ReplayListener.NONE)));
    assertEquals(new JsonObject().put("others", 1), blind.json().getJsonObject("gained"));
    assertEquals(
        new JsonObject().put("others", 1).put("staff", 1), blind.json().getJsonObject("lost"));
  }

  /** Memory of a report: each person a name of their own, as often as there are people. */
  @Test
  void groupsThatAreCalledLikeWordsAreCountedTogether() {
    String[] many =
        IntStream.range(0, 700).mapToObj(n -> "staff (in " + n + ")").toArray(String[]::new);
    rig.record(Login.of("aaron", many));
    ReplayReport report = rig.compare(ReplayRig.set(live), ReplayRig.set(rig.roles("return {};")));
    assertTrue(report.lost().size() <= 501, () -> report.lost().size() + " names");
    assertEquals(Map.of(), report.held());
  }

  /**
   * What applications cut, or what only looks like the role, the last step judges: so does this.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {"x,superusers", "a; superusers ;b", "superusers|", "ｓuperusers", "SuperUsers"})
  void whatOnlyHoldsTheWordIsNoRoleAndNotLostUnseen(String text) {
    rig.local("root", "superusers");
    rig.local("ann", text);
    Mapping all = rig.roles("return {groups: request.user.groups};");
    Mapping none =
        rig.roles("return {groups: request.user.groups.filter(g => g === 'superusers')};");
    Verdict verdict = judge(ReplayRig.set(all), ReplayRig.set(none));
    assertEquals(List.of("1 identity loses superusers (in groups): ann."), verdict.losses());
    assertEquals(Optional.empty(), verdict.refusal());
    Mapping other = power("request.user.groups.filter(g => g !== 'superusers')");
    assertEquals(
        List.of("1 identity loses superusers (in power): ann."),
        judge(ReplayRig.set(all, other), ReplayRig.set(all, power("[]"))).losses());
  }

  /** A text that holds the word leaves nobody with the role. */
  @Test
  void whoHasOnlyATextWithTheWordIsNotLeft() {
    rig.record(Login.of("alice", "netbox_admin"));
    rig.local("ann", "x,superusers");
    Verdict verdict = judge(ReplayRig.set(live), ReplayRig.set(rig.renaming("netbox_admin=staff")));
    assertTrue(verdict.refusal().isPresent(), verdict::toString);
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
