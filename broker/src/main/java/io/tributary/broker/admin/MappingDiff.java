package io.tributary.broker.admin;

import io.tributary.broker.audit.AuditBefore;
import io.tributary.broker.audit.AuditEvent;
import io.tributary.broker.laboratory.Draft;
import io.tributary.broker.laboratory.LaboratoryException;
import io.tributary.broker.laboratory.Proposal;
import io.tributary.broker.laboratory.Proposals;
import io.tributary.broker.replay.Comparison;
import io.tributary.broker.replay.Replay;
import io.tributary.broker.replay.ReplayListener;
import io.tributary.broker.replay.ReplayReport;
import io.tributary.broker.replay.ReplayScope;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Says whom a draft would hit. Who may see mappings learns how many and which roles; names and
 * claims of people are recordings, and need that permission too.
 */
public final class MappingDiff {
  /** A browser and a proxy wait no longer. */
  private static final Duration MOST = Duration.ofSeconds(50);

  private final Supplier<Proposals> proposals;
  private final Replay replay;
  private final AuditBefore audit;
  private final Clock clock;

  /**
   * @param proposals new ones for each piece of work
   */
  public MappingDiff(Supplier<Proposals> proposals, Replay replay, AuditBefore audit, Clock clock) {
    this.proposals = proposals;
    this.replay = replay;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Whose question it is.
   *
   * @param author for the audit
   * @param people whether names and claims may be told
   */
  record Asking(String author, boolean people, String requestId) {}

  /**
   * What was found.
   *
   * @param notes what is to be known beside it, one sentence each
   */
  record Found(ReplayReport report, List<String> notes) {}

  Future<Found> of(String name, Asking asking, ReplayScope scope) {
    return of(name, asking, scope, ReplayListener.NONE);
  }

  Future<Found> of(String name, Asking asking, ReplayScope scope, ReplayListener listener) {
    Proposals bench = proposals.get();
    return bench
        .draft(name)
        .map(
            found ->
                found.orElseThrow(
                    () ->
                        new LaboratoryException(
                            LaboratoryException.Kind.UNKNOWN,
                            "There is no draft of " + name + ".")))
        .compose(
            draft ->
                bench
                    .of(draft)
                    .compose(
                        proposal ->
                            audit
                                .write(List.of(replayed(name, asking)))
                                .compose(
                                    written -> replay.run(Comparison.of(proposal), scope, listener))
                                .compose(report -> found(bench, draft, proposal, report))));
  }

  /** A draft that was deleted or exchanged meanwhile: what was found is still of the earlier. */
  private static Future<Found> found(
      Proposals bench, Draft draft, Proposal proposal, ReplayReport report) {
    return bench
        .changed(draft)
        .map(
            changed -> {
              List<String> notes = new ArrayList<>();
              changed.ifPresent(notes::add);
              if (!proposal.whole()) {
                notes.add(Proposal.PARTIAL);
              }
              return new Found(report, List.copyOf(notes));
            });
  }

  static ReplayScope scope(
      Optional<String> upstream, Optional<String> client, boolean people, int limit) {
    ReplayScope all = new ReplayScope(upstream, client, limit, true, MOST);
    return people ? all : all.withoutPeople();
  }

  private AuditEvent replayed(String name, Asking asking) {
    return new AuditEvent(
        clock.instant(),
        "recording.replayed",
        asking.requestId(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        new JsonObject()
            .put("mapping", name)
            .put("by", asking.author())
            .put("people", asking.people()));
  }
}
