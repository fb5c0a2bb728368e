package io.tributary.broker.keys;

import io.tributary.platform.ops.StartupException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Moves the signing keys of one issuer from next to active to retired, by schedule and by command.
 * It changes rows only; {@link SigningKeys} reads them again. A row that cannot be opened does not
 * keep it from revoking.
 */
public final class KeyRotation {
  private final SigningKeyRepository keys;
  private final KeyTransitionRepository transitions;
  private final SealedSigningKeys sealed;
  private final String issuer;
  private final Set<SigningAlgorithm> algorithms;
  private final KeySchedule schedule;

  /**
   * @param algorithms configured ones
   */
  public KeyRotation(
      Vertx vertx,
      SigningKeyRepository keys,
      KeyTransitionRepository transitions,
      SealingKeys sealing,
      SigningProvider provider,
      String issuer,
      Set<SigningAlgorithm> algorithms,
      KeySchedule schedule) {
    this.keys = keys;
    this.transitions = transitions;
    this.sealed = new SealedSigningKeys(vertx, sealing, provider, issuer);
    this.issuer = issuer;
    this.algorithms = Set.copyOf(algorithms);
    this.schedule = schedule;
  }

  /** Does what the schedule asks for now. Call it every ten minutes; nodes may do it at once. */
  public Future<List<KeyChange>> keepSchedule(String by) {
    return keys.load(issuer)
        .map(rows -> KeyPlan.of(rows, algorithms, schedule))
        .compose(
            plan ->
                steps(plan.begin(), algorithm -> begin(algorithm, by))
                    .compose(and(plan.publish(), step -> publish(step, by)))
                    .compose(
                        and(
                            plan.activate(),
                            step -> transitions.activateDue(whose(step, by), schedule)))
                    .compose(
                        and(
                            plan.retire(),
                            step ->
                                transitions.retire(whose(step, by), step.activeKid(), schedule))))
        .compose(changes -> transitions.forget(issuer).map(changes));
  }

  /**
   * Publishes a successor now; it signs when the schedule's time before use has passed.
   *
   * @return nothing when there is one already
   */
  public Future<List<KeyChange>> publishNext(SigningAlgorithm algorithm, String by) {
    return active(algorithm).compose(step -> publish(step, by));
  }

  /**
   * The next key, or a new one, signs from now on: clients that keep the key set for long may
   * refuse its tokens for a while. Of many calls at once one has an effect.
   */
  public Future<List<KeyChange>> activateNow(SigningAlgorithm algorithm, String by) {
    return active(algorithm)
        .compose(
            step ->
                publish(step, by)
                    .compose(
                        published ->
                            transitions
                                .activateNow(whose(step, by), step.activeKid(), schedule)
                                .map(activated -> joined(published, activated))));
  }

  /**
   * Takes keys away at once: out of the key set, and every token that they signed is refused. A new
   * key signs in place of an active one.
   *
   * @param kids those of this issuer; others have no effect
   */
  public Future<List<KeyChange>> revoke(Set<String> kids, String by) {
    return keys.load(issuer)
        .compose(
            rows -> {
              Map<SigningAlgorithm, Set<String>> lost = new LinkedHashMap<>();
              for (SigningKeyRepository.Stored row : rows) {
                if (kids.contains(row.kid())) {
                  SigningAlgorithm.of(row.algorithm())
                      .ifPresent(
                          algorithm ->
                              lost.computeIfAbsent(algorithm, none -> new LinkedHashSet<>())
                                  .add(row.kid()));
                }
              }
              return steps(
                  List.copyOf(lost.entrySet()),
                  entry ->
                      sealed
                          .make(entry.getKey())
                          .compose(
                              made ->
                                  transitions.revoke(
                                      whose(entry.getKey().wire(), by), entry.getValue(), made)));
            });
  }

  private Future<List<KeyChange>> begin(SigningAlgorithm algorithm, String by) {
    return sealed
        .make(algorithm)
        .compose(made -> transitions.addFirst(whose(algorithm.wire(), by), made));
  }

  private Future<List<KeyChange>> publish(KeyPlan.Step step, String by) {
    SigningAlgorithm algorithm = SigningAlgorithm.of(step.algorithm()).orElseThrow();
    return sealed
        .make(algorithm)
        .compose(made -> transitions.publish(whose(step, by), made, step.activeKid(), schedule));
  }

  private Future<KeyPlan.Step> active(SigningAlgorithm algorithm) {
    return keys.load(issuer)
        .map(
            rows -> {
              Optional<SigningKeyRepository.Stored> active =
                  rows.stream()
                      .filter(row -> row.state() == SigningKey.State.ACTIVE)
                      .filter(row -> row.algorithm().equals(algorithm.wire()))
                      .findFirst();
              return new KeyPlan.Step(
                  algorithm.wire(), active.orElseThrow(() -> noneActive(algorithm)).kid());
            });
  }

  private StartupException noneActive(SigningAlgorithm algorithm) {
    return new StartupException(
        "There is no "
            + algorithm.wire()
            + " key of "
            + issuer
            + " yet: the broker makes it when it starts.");
  }

  private KeyTransitionRepository.Whose whose(KeyPlan.Step step, String by) {
    return whose(step.algorithm(), by);
  }

  private KeyTransitionRepository.Whose whose(String algorithm, String by) {
    return new KeyTransitionRepository.Whose(issuer, algorithm, by);
  }

  private static <S> Function<List<KeyChange>, Future<List<KeyChange>>> and(
      List<S> of, Function<S, Future<List<KeyChange>>> each) {
    return before -> steps(of, each).map(after -> joined(before, after));
  }

  /** Keys of all at once are generated beside each other; what each changed, in their order. */
  private static <S> Future<List<KeyChange>> steps(
      List<S> of, Function<S, Future<List<KeyChange>>> each) {
    List<Future<List<KeyChange>>> running = of.stream().map(each).toList();
    return running.isEmpty()
        ? Future.succeededFuture(List.of())
        : Future.all(running)
            .map(
                all -> {
                  List<KeyChange> changes = new ArrayList<>();
                  running.forEach(one -> changes.addAll(one.result()));
                  return changes;
                });
  }

  private static List<KeyChange> joined(List<KeyChange> before, List<KeyChange> after) {
    List<KeyChange> joined = new ArrayList<>(before);
    joined.addAll(after);
    return joined;
  }
}
