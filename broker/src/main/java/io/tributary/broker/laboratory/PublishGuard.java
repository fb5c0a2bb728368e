package io.tributary.broker.laboratory;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** Says whom a change would hit; asked before anything becomes live. */
@FunctionalInterface
public interface PublishGuard {

  /**
   * What is known of a change.
   *
   * @param said one sentence for whoever publishes
   * @param losses of privileged roles, one sentence each; they have to be confirmed
   * @param refusal why it may not be, not even confirmed
   */
  record Verdict(String said, List<String> losses, Optional<String> refusal) {
    public Verdict {
      losses = List.copyOf(losses);
    }
  }

  Future<Verdict> judge(Proposal proposal);

  /** Where no login is recorded. */
  static PublishGuard blind() {
    return proposal ->
        Future.succeededFuture(
            new Verdict(
                "No login is recorded, so nobody can say whom it hits.",
                List.of(),
                Optional.empty()));
  }
}
