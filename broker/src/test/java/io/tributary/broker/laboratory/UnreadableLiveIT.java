package io.tributary.broker.laboratory;

import static io.tributary.broker.kit.BrokerDatabase.await;
import static io.tributary.broker.kit.BrokerDatabase.failure;
import static io.tributary.broker.laboratory.LaboratoryRig.ANN;
import static io.tributary.broker.laboratory.LaboratoryRig.assertRefused;
import static io.tributary.broker.laboratory.LaboratoryRig.gives;
import static io.tributary.broker.laboratory.LaboratoryRig.source;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.broker.laboratory.LaboratoryException.Kind;
import io.tributary.broker.mapping.MappingSource;
import io.tributary.platform.config.ConfigException;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an earlier release let be published and this one cannot read: nobody is locked out. */
class UnreadableLiveIT {
  private static final MappingSource ROLES = gives("roles", "a");
  private static final MappingSource CREW = source("crew", 7, "return {};");

  private final LaboratoryRig rig = new LaboratoryRig();

  @BeforeEach
  void publish() {
    rig.makeLive(ROLES);
    rig.makeLive(CREW);
  }

  @AfterEach
  void close() {
    rig.close();
  }

  private static MappingSource rule(String name, int order, String regex) {
    return new MappingSource(
        name,
        "",
        "",
        "scope: roles\norder: %d\ndeclares: { %s: list of text }\n".formatted(order, name)
            + "rules:\n  - { claim: %s, from: groups, regex: '%s' }\n".formatted(name, regex),
        Optional.empty());
  }

  /** As a release would have written it that looks at expressions only when somebody logs in. */
  private void publishedLongAgo(MappingSource unreadable) {
    rig.database.query(
        "WITH kept AS (INSERT INTO mapping_version (name, version, language, script, settings,"
            + " author, message) VALUES ($1, $2, '', '', $3, 'cli:ann', 'long ago')),"
            + " live AS (UPDATE mapping_live SET version = $2 WHERE name = $1)"
            + " INSERT INTO mapping_publication (name, version, replaced, kind, author, message)"
            + " VALUES ($1, $2, $4, 'publish', 'cli:ann', 'long ago')",
        unreadable.name(),
        unreadable.version(),
        unreadable.settings(),
        rig.liveVersion(unreadable.name()));
  }

  private String start() {
    return assertInstanceOf(
            ConfigException.class,
            failure(LiveMappings.open(rig.mappings, rig.workbench, rig.meters, rig.log)))
        .getMessage();
  }

  @Test
  void theStartSaysWhichAndTheWayOut() {
    publishedLongAgo(rule("roles", 100, "[z"));
    String problem = start();
    assertTrue(problem.startsWith("live mapping roles.yaml (revision "), problem);
    assertTrue(problem.contains("rules[0].regex"), problem);
    assertTrue(problem.contains("`scripts/broker mapping rollback roles --confirm-loss`"), problem);
    assertTrue(problem.contains("`mapping publish roles --confirm-loss`"), problem);
  }

  /** Its file is right: what is wrong stands in the database. */
  @Test
  void aNewFileBesideItIsNotBlamed() {
    publishedLongAgo(rule("roles", 100, "[z"));
    String problem =
        assertInstanceOf(ConfigException.class, rig.importFails(gives("next", "b"))).getMessage();
    assertTrue(problem.startsWith("live mapping roles.yaml (revision "), problem);
    assertEquals("none", rig.liveVersion("next"), "nobody has seen whether it fits");
  }

  @Test
  void goingBackNeedsNoneThatRuns() {
    publishedLongAgo(rule("roles", 100, "[z"));
    await(rig.rollBack("roles"));
    assertEquals(ROLES.version(), rig.liveVersion("roles"));
    assertEquals(2, rig.node().get().mappings().size());
  }

  @Test
  void ofTwoEachIsMendedWhileTheOtherCannotBeRead() {
    publishedLongAgo(rule("roles", 100, "[z"));
    publishedLongAgo(rule("crew", 7, "("));
    MappingSource roles = rule("roles", 100, "[z]");
    Draft draft = rig.draft(roles);
    Proposals proposals =
        new Proposals(LaboratoryRepositories.of(rig.database.durable()), rig.workbench);
    Proposal seen = await(proposals.of(draft));
    assertFalse(seen.whole());
    assertEquals(0, seen.live().mappings().size(), "nothing to compare with");
    assertEquals(1, seen.next().mappings().size());
    rig.publish("roles");
    assertTrue(start().startsWith("live mapping crew.yaml"), start());

    await(rig.rollBack("crew"));
    assertEquals(2, rig.node().get().mappings().size());
    assertEquals(roles.version(), rig.liveVersion("roles"));
  }

  /** Who loses what cannot be said then, so it has to be confirmed; it is never waved through. */
  @Test
  void nothingIsPublishedUnseenBesideOneThatCannotBeRead() {
    publishedLongAgo(rule("crew", 7, "("));
    rig.guard =
        change ->
            Future.succeededFuture(
                new PublishGuard.Verdict(
                    "", change.whole() ? List.of() : List.of("Nobody can say."), Optional.empty()));
    rig.draft(gives("roles", "b"));
    assertRefused(
        Kind.UNCONFIRMED,
        "Nobody can say.",
        rig.publishing().publish("roles", ANN.author(), Optional.empty(), false));
    assertEquals(ROLES.version(), rig.liveVersion("roles"));
    await(rig.publishing().publish("roles", ANN.author(), Optional.empty(), true));
  }

  /**
   * The guard sees what the rest of it gives: the last superuser is not taken by a confirmation.
   */
  @Test
  void whatCanBeReadIsComparedWith() {
    publishedLongAgo(rule("crew", 7, "("));
    List<Proposal> seen = new ArrayList<>();
    rig.guard =
        change -> {
          seen.add(change);
          return Future.succeededFuture(
              new PublishGuard.Verdict("", List.of(), Optional.of("It is the last.")));
        };
    rig.draft(gives("roles", "b"));
    assertRefused(
        Kind.REFUSED,
        "It is the last.",
        rig.publishing().publish("roles", ANN.author(), Optional.empty(), true));
    assertFalse(seen.get(0).whole());
    assertEquals(ROLES.version(), seen.get(0).live().mappings().get(0).version());
  }

  @Test
  void whatIsPublishedItselfMustStillBeReadable() {
    ConfigException refused =
        assertInstanceOf(
            ConfigException.class, failure(rig.drafting.save(rule("roles", 100, "["), ANN, false)));
    assertTrue(refused.getMessage().contains("rules[0].regex"), refused.getMessage());
  }
}
