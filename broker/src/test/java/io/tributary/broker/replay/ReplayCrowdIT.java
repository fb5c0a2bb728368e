package io.tributary.broker.replay;

import static io.tributary.broker.kit.BrokerDatabase.await;
import static io.tributary.broker.replay.ReplayRig.GIVES;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.broker.laboratory.Change;
import io.tributary.broker.laboratory.Draft;
import io.tributary.broker.laboratory.Drafting;
import io.tributary.broker.laboratory.LaboratoryRepositories;
import io.tributary.broker.laboratory.Proposal;
import io.tributary.broker.laboratory.Proposals;
import io.tributary.broker.laboratory.Workbench;
import io.tributary.broker.mapping.MappingSet;
import io.tributary.broker.replay.ReplayRig.Login;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Many people: how they are counted, waited for and given up. */
class ReplayCrowdIT {
  private final ReplayRig rig = new ReplayRig();

  @AfterEach
  void close() {
    rig.close();
  }

  /** Somebody who reads an answer slowly holds up the reading of people, not the memory. */
  @Test
  void whoPassesOnSlowlyIsWaitedForAndWhoIsGoneEndsIt() {
    List<Login> logins = new ArrayList<>();
    for (int person = 0; person < 4_000; person++) {
      logins.add(Login.of("person-" + person, "a"));
    }
    rig.record(Set.of(), logins);
    Listening slow = new Listening(Future.failedFuture(new IllegalStateException("gone")));
    MappingSet live = ReplayRig.set(rig.roles(GIVES));
    MappingSet next = ReplayRig.set(rig.renaming("a=x"));
    ReplayScope all = ReplayScope.everybody(0, ReplayRig.LONG);
    AssertionError gone =
        assertThrows(AssertionError.class, () -> rig.compare(live, next, all, slow));
    assertEquals("gone", gone.getCause().getMessage());
    // Those that were being mapped already, of eight readings.
    assertTrue(slow.heard <= 3 * 500, () -> slow.heard + " people");
    Listening patient = new Listening(Future.succeededFuture());
    assertEquals(4_000, rig.compare(live, next, all, patient).hit());
    assertEquals(4_000, patient.heard);
  }

  private static final class Listening implements ReplayListener {
    private final Future<Void> ready;
    private int heard;

    Listening(Future<Void> ready) {
      this.ready = ready;
    }

    @Override
    public void progress(long done, long all) {}

    @Override
    public void hit(PersonDifference person) {
      heard++;
    }

    @Override
    public Future<Void> ready() {
      return ready;
    }
  }

  @Test
  void aPersonCountsOnceHoweverManyApplicationsAndPages() {
    List<Login> logins = new ArrayList<>();
    for (int person = 0; person < 300; person++) {
      for (String client : List.of("inventory", "wiki", "grafana")) {
        logins.add(Login.of("person-" + person, "a").at(client));
        logins.add(Login.of("person-" + person, person % 3 == 0 ? "a" : "b").at(client));
      }
    }
    rig.record(Set.of(), logins);
    ReplayReport report = rig.compare(rig.roles(GIVES), rig.renaming("a=x"));
    assertEquals(300, report.recorded());
    assertEquals(100, report.hit(), "only the newest login counts");
    assertEquals(
        List.of("grafana", "inventory", "wiki"),
        report.details().get(0).logins().get(0).clients(),
        "what is alike is said once");
    assertTrue(
        report.details().get(0).logins().get(0).shown().stream()
            .allMatch(at -> at.matches("(?s).* \\(recorded \\d{4}-\\d\\d-\\d\\d\\).*")),
        "each with its day");
    ReplayReport again = rig.compare(rig.roles(GIVES), rig.renaming("a=x"));
    assertEquals(report.details(), again.details(), "the same people, the same report");
  }

  @Test
  void aDraftThatOnlyBurnsTimeIsStopped() {
    List<Login> logins = new ArrayList<>();
    for (int person = 0; person < 1500; person++) {
      logins.add(Login.of("person-" + person, "a"));
    }
    rig.record(Set.of(), logins);
    ReplayReport burning = rig.compare(rig.roles(GIVES), rig.roles("while (true) {}"));
    assertTrue(burning.tried() < 1400, () -> burning.tried() + " were tried");
    assertTrue(burning.stopped().orElseThrow().contains("reach a limit"), burning.summary());
    ReplayReport late =
        rig.compare(
            ReplayRig.set(rig.roles(GIVES)),
            ReplayRig.set(rig.renaming("a=x")),
            ReplayScope.everybody(5, Duration.ofNanos(1)),
            ReplayListener.NONE);
    assertTrue(late.tried() < 1500 && late.stopped().orElseThrow().contains("nothing is known"));
  }

  @Test
  void detailsAreBoundedAndTheListenerHearsOfAll() {
    List<Login> logins = new ArrayList<>();
    for (int person = 0; person < 700; person++) {
      logins.add(Login.of("person-" + person, "a"));
    }
    rig.record(Set.of(), logins);
    Set<String> heard = new TreeSet<>();
    long[] last = new long[2];
    ReplayReport report =
        rig.compare(
            ReplayRig.set(rig.roles(GIVES)),
            ReplayRig.set(rig.roles("return {groups: ['" + "x".repeat(3000) + "']};")),
            ReplayScope.everybody(3, ReplayRig.LONG),
            new ReplayListener() {
              @Override
              public void progress(long done, long all) {
                assertTrue(done > last[0]);
                last[0] = done;
                last[1] = all;
              }

              @Override
              public void hit(PersonDifference person) {
                heard.add(person.username());
                assertTrue(person.json().encode().length() < 5_000);
              }
            });
    assertEquals(3, report.details().size());
    assertEquals(700, heard.size());
    assertEquals(700, last[0]);
    assertEquals(700, last[1]);
  }

  @Test
  void aDraftThatIsDeletedMeanwhileIsComparedToTheEnd() {
    List<Login> logins = new ArrayList<>();
    for (int person = 0; person < 1200; person++) {
      logins.add(Login.of("person-" + person, "a"));
    }
    rig.record(Set.of(), logins);
    LaboratoryRepositories kept = LaboratoryRepositories.of(rig.database.durable());
    Workbench workbench = new Workbench(rig.database.vertx(), rig.compiler);
    Drafting drafting = new Drafting(kept, workbench);
    await(drafting.save(rig.renaming("a=x").source(), new Change("cli:ann", "to see"), false));
    Proposals proposals = new Proposals(kept, workbench);
    Draft draft = await(proposals.draft("roles")).orElseThrow();
    Proposal proposal = await(proposals.of(draft));
    List<Future<Draft>> deleted = new ArrayList<>();
    ReplayReport report =
        rig.compare(
            Comparison.of(proposal).live(),
            proposal.next(),
            ReplayScope.everybody(1, ReplayRig.LONG),
            new ReplayListener() {
              @Override
              public void progress(long done, long all) {
                if (deleted.isEmpty()) {
                  deleted.add(drafting.delete("roles", "cli:bob"));
                }
              }

              @Override
              public void hit(PersonDifference person) {}
            });
    assertEquals(1200, report.tried());
    await(deleted.get(0));
    String said = await(proposals.changed(draft)).orElseThrow();
    assertTrue(said.contains("published or deleted meanwhile"), said);
    await(drafting.save(rig.renaming("a=y").source(), new Change("cli:bob", "another"), false));
    assertTrue(await(proposals.changed(draft)).orElseThrow().contains("by cli:bob"));
    assertEquals(
        Optional.empty(), await(proposals.changed(await(proposals.draft("roles")).orElseThrow())));
  }
}
