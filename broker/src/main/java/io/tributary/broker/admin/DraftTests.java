package io.tributary.broker.admin;

import io.tributary.broker.audit.Audit;
import io.tributary.broker.audit.AuditEvent;
import io.tributary.broker.claims.TestOutcome;
import io.tributary.broker.laboratory.Draft;
import io.tributary.broker.laboratory.LaboratoryException;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Runs the tests of a draft; that it was done stands in the audit as {@code mapping.tested}. */
public final class DraftTests {
  private final MappingDesk desk;
  private final Audit audit;
  private final Clock clock;

  public DraftTests(MappingDesk desk, Audit audit, Clock clock) {
    this.desk = desk;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * @param outcomes in the written order; none: it has no tests
   */
  record Ran(Draft draft, List<TestOutcome> outcomes) {
    long failed() {
      return outcomes.stream().filter(outcome -> !outcome.passed()).count();
    }
  }

  /**
   * @return failed with {@link LaboratoryException} when there is no draft, or it takes the mapping
   *     out
   */
  Future<Ran> run(String name, String author, String requestId) {
    return desk.mappings()
        .draft(name)
        .map(found -> found.orElseThrow(() -> unknown("There is no draft of " + name + ".")))
        .compose(
            draft ->
                desk.trials()
                    .get()
                    .tests(
                        draft
                            .source()
                            .orElseThrow(() -> unknown("The draft takes the mapping out.")))
                    .map(outcomes -> new Ran(draft, outcomes)))
        .onSuccess(ran -> note(ran, author, requestId));
  }

  private static LaboratoryException unknown(String sentence) {
    return new LaboratoryException(LaboratoryException.Kind.UNKNOWN, sentence);
  }

  private void note(Ran ran, String author, String requestId) {
    audit.record(
        new AuditEvent(
            clock.instant(),
            "mapping.tested",
            requestId,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            new JsonObject()
                .put("mapping", ran.draft().name())
                .put("version", ran.draft().version().orElse(null))
                .put("tests", ran.outcomes().size())
                .put("failed", ran.failed())
                .put("by", author)));
  }
}
