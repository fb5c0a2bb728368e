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
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.broker.laboratory.LaboratoryException.Kind;
import io.tributary.broker.mapping.Mapping;
import io.tributary.broker.mapping.MappingSet;
import io.tributary.broker.mapping.MappingSource;
import io.tributary.platform.config.ConfigException;
import io.tributary.platform.protocol.Digests;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What nodes run while things become live. */
class LiveMappingsIT {
  private static final MappingSource A = gives("roles", "a");
  private static final MappingSource B = gives("roles", "b");
  private static final MappingSource FIRST = source("first", 7, "return {};");

  private final LaboratoryRig rig = new LaboratoryRig();

  @AfterEach
  void close() {
    rig.close();
  }

  private static String runs(LiveMappings node) {
    return node.get().mappings().stream()
        .map(mapping -> mapping.name() + "@" + mapping.version())
        .collect(Collectors.joining(" "));
  }

  private double gauge(String name) {
    return rig.meters.get(name).gauge().value();
  }

  @Test
  void twoNodesRunWhatIsLiveInItsOrder() {
    LiveMappings here = rig.node();
    LiveMappings there = rig.node();
    assertEquals("", runs(here));
    rig.makeLive(A);
    rig.makeLive(FIRST);
    assertEquals("", runs(here), "nobody has looked");
    await(here.look());
    await(there.look());
    assertEquals("first@" + FIRST.version() + " roles@" + A.version(), runs(here));
    assertEquals(runs(here), runs(there));
    assertEquals(here.get().revision(), there.get().revision());
    rig.makeLive(B);
    await(there.look());
    assertTrue(runs(there).contains(B.version()));
    assertTrue(runs(here).contains(A.version()));
    await(here.look());
    assertEquals(runs(here), runs(there));
    await(rig.rollBack("roles"));
    await(here.look());
    assertTrue(runs(here).contains(A.version()));
  }

  @Test
  void lookingCostsOneStatementUntilSomethingChanges() {
    rig.makeLive(A);
    LiveMappings node = rig.node();
    MappingSet before = node.get();
    long statements = rig.database.statements();
    await(node.look());
    await(node.look());
    assertEquals(2, rig.database.statements() - statements);
    assertSame(before, node.get());
    rig.draft(B);
    statements = rig.database.statements();
    await(node.look());
    assertEquals(1, rig.database.statements() - statements, "a draft changes nothing that runs");
    rig.publish("roles");
    statements = rig.database.statements();
    await(node.look());
    assertEquals(2, rig.database.statements() - statements);
  }

  @Test
  void whatDidNotChangeIsNotCompiledAgain() {
    rig.makeLive(FIRST);
    rig.makeLive(A);
    LiveMappings node = rig.node();
    Mapping first = node.get().mappings().get(0);
    rig.makeLive(B);
    await(node.look());
    assertSame(first, node.get().mappings().get(0));
  }

  @Test
  void whatDoesNotCompileNeverTakesThePlaceOfWhatRuns() {
    rig.makeLive(A);
    LiveMappings node = rig.node();
    AtomicInteger told = new AtomicInteger();
    node.onChange(told::incrementAndGet);
    rig.makeLive(B);
    // An older release wrote what this one cannot read.
    MappingSource unreadable = source("roles", 100, "return {");
    rig.database.query(
        "UPDATE mapping_version SET script = $1, version = version WHERE version = $2",
        unreadable.script(),
        B.version());
    await(node.look());
    assertEquals("roles@" + A.version(), runs(node));
    assertEquals(1, gauge("broker.mapping.stale"));
    assertEquals(1, rig.meters.get("broker.mapping.load.failures").counter().count());
    assertEquals(0, told.get());
    assertTrue(rig.logged().contains("mapping.load.failed"), rig.logged());

    long statements = rig.database.statements();
    await(node.look());
    assertEquals(1, rig.database.statements() - statements, "it is not tried until it changes");
    await(rig.rollBack("roles"));
    await(node.look());
    assertEquals("roles@" + A.version(), runs(node));
    assertEquals(0, gauge("broker.mapping.stale"));
    assertEquals(1, told.get());
    assertEquals(node.get().revision(), (long) gauge("broker.mapping.revision"));
  }

  @Test
  void aStartRefusesWhatIsBroken() {
    rig.makeLive(A);
    rig.database.query("UPDATE mapping_version SET settings = settings || 'orders: 1'");
    String altered =
        assertInstanceOf(
                ConfigException.class,
                failure(LiveMappings.open(rig.mappings, rig.workbench, rig.meters, rig.log)))
            .getMessage();
    assertTrue(altered.contains("somebody wrote to the table"), altered);
    assertTrue(altered.contains("mapping rollback roles"), altered);
  }

  /** As twelve characters named it: what traces and grants say of it still leads there. */
  @Test
  void whatWasPublishedBeforeIsKnownByItsName() {
    String earlier = Digests.base64Url(Digests.sha256(decisive(A))).substring(0, 12);
    rig.makeLive(A);
    rig.database.query("ALTER TABLE mapping_live DROP CONSTRAINT mapping_live_name_version_fkey");
    for (String table : List.of("mapping_version", "mapping_live", "mapping_publication")) {
      rig.database.query("UPDATE " + table + " SET version = $1", earlier);
    }
    LiveMappings node = rig.node();
    assertEquals("roles@" + earlier, runs(node), "and what it does is traced as that");
    rig.importFiles(A);
    assertEquals(0, rig.audited("mapping.drafted") - 1, "its file has not changed");
    assertRefused(Kind.REFUSED, "is live just so", rig.drafting.save(A, ANN, false));
    rig.makeLive(B);
    assertEquals(
        earlier, await(rig.mappings.version("roles", earlier)).orElseThrow().source().version());
    assertEquals(Optional.of(earlier), await(rig.rollBack("roles")).version());
    await(node.look());
    assertEquals("roles@" + earlier, runs(node));
    rig.database.query(
        "UPDATE mapping_version SET script = script || ' ' WHERE version = $1", earlier);
    assertTrue(
        failure(LiveMappings.open(rig.mappings, rig.workbench, rig.meters, rig.log))
            .getMessage()
            .contains("somebody wrote to the table"));
  }

  private static String decisive(MappingSource source) {
    return source.language() + '\0' + source.script() + '\0' + source.settings();
  }

  @Test
  void aStartSaysWhichLiveTextIsWrong() {
    MappingSource broken = source("roles", 100, "return {");
    rig.makeLive(A);
    rig.database.query("ALTER TABLE mapping_live DROP CONSTRAINT mapping_live_name_version_fkey");
    rig.database.query(
        "UPDATE mapping_version SET script = $1, version = $2", broken.script(), broken.version());
    rig.database.query("UPDATE mapping_live SET version = $1", broken.version());
    String problem =
        assertInstanceOf(
                ConfigException.class,
                failure(LiveMappings.open(rig.mappings, rig.workbench, rig.meters, rig.log)))
            .getMessage();
    assertTrue(problem.startsWith("live mapping roles.js (revision 3):"), problem);
    assertTrue(problem.contains("missing ; before statement"), problem);
  }

  @Test
  void manyLooksAtOnceEndWithTheLatest() {
    LiveMappings node = rig.node();
    List<Future<?>> all = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      MappingSource next = gives("roles", "role-" + i);
      rig.makeLive(next);
      for (int j = 0; j < 5; j++) {
        all.add(rig.database.onAnotherLoop(node::look));
      }
    }
    all.forEach(one -> await(one.transform(done -> Future.succeededFuture())));
    await(node.look());
    assertEquals(rig.live(), runs(node));
  }

  @Test
  void theDatabaseTellsOfChangesAndOfNothingElse() throws Exception {
    LiveMappings node = rig.node();
    AtomicInteger heard = new AtomicInteger();
    var notices =
        rig.database.hear(
            LiveMappings.CHANNEL,
            () -> {
              heard.incrementAndGet();
              node.look();
            });
    until(() -> heard.get() == 1);
    rig.draft(A);
    await(rig.drafting.delete("roles", "cli:ann"));
    await(rig.mappings.list());
    rig.makeLive(A);
    until(() -> runs(node).equals("roles@" + A.version()));
    assertEquals(2, heard.get(), "once when listening began, once for what became live");
    await(notices.close());
  }

  @Test
  void whatIsSwitchedOffIsLiveAndListedAsThat() {
    rig.makeLive(A);
    MappingSource off =
        new MappingSource(
            "other",
            "js",
            "return {};",
            "scope: x\norder: 7\ndeclares: { a: text }\nenabled: false\n",
            Optional.empty());
    rig.makeLive(off);
    Map<String, Boolean> listed =
        await(rig.mappings.list()).stream()
            .collect(Collectors.toMap(Standing::name, Standing::switchedOff));
    assertEquals(Map.of("roles", false, "other", true), listed);
    assertFalse(runs(rig.node()).contains("other"));
  }

  @Test
  void aRemovedMappingIsGone() {
    rig.makeLive(A);
    rig.makeLive(FIRST);
    LiveMappings node = rig.node();
    await(rig.drafting.remove("roles", ANN, false));
    await(node.look());
    assertTrue(runs(node).contains("roles@"));
    rig.publish("roles");
    await(node.look());
    assertEquals("first@" + FIRST.version(), runs(node));
  }

  private static void until(java.util.function.BooleanSupplier condition) throws Exception {
    for (int i = 0; i < 1200; i++) {
      if (condition.getAsBoolean()) {
        return;
      }
      Thread.sleep(25);
    }
    throw new AssertionError("never");
  }
}
