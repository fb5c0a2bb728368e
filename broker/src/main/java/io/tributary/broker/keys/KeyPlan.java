package io.tributary.broker.keys;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What is to be done with the keys of one issuer now, by the database's time. A plan may be old
 * when it is carried out: each step looks again.
 *
 * @param begin algorithms without a key that signs
 * @param publish keys that need a successor
 * @param activate algorithms whose next key's time has come
 * @param retire keys of algorithms that are configured no more, past their time
 */
record KeyPlan(
    List<SigningAlgorithm> begin, List<Step> publish, List<Step> activate, List<Step> retire) {

  /** A key that signs now. */
  record Step(String algorithm, String activeKid) {}

  static KeyPlan of(
      List<SigningKeyRepository.Stored> rows,
      Set<SigningAlgorithm> configured,
      KeySchedule schedule) {
    Map<String, SigningKeyRepository.Stored> active = inState(rows, SigningKey.State.ACTIVE);
    Map<String, SigningKeyRepository.Stored> next = inState(rows, SigningKey.State.NEXT);
    List<Step> publish = new ArrayList<>();
    List<Step> activate = new ArrayList<>();
    List<Step> retire = new ArrayList<>();
    for (SigningKeyRepository.Stored row : active.values()) {
      Step step = new Step(row.algorithm(), row.kid());
      boolean wanted =
          SigningAlgorithm.of(row.algorithm()).filter(configured::contains).isPresent();
      if (next.containsKey(row.algorithm())) {
        if (isDue(next.get(row.algorithm()))) {
          activate.add(step);
        }
      } else if (wanted && !schedule.publishAt(row.changedAt()).isAfter(row.readAt())) {
        publish.add(step);
      } else if (!wanted && !row.changedAt().plus(schedule.rotateEvery()).isAfter(row.readAt())) {
        retire.add(step);
      }
    }
    List<SigningAlgorithm> begin =
        configured.stream().filter(one -> !active.containsKey(one.wire())).sorted().toList();
    return new KeyPlan(begin, publish, activate, retire);
  }

  /** When the next of the configured algorithms gets a new key. */
  static Optional<Instant> nextRotation(
      List<SigningKeyRepository.Stored> rows,
      Set<SigningAlgorithm> configured,
      KeySchedule schedule) {
    Map<String, SigningKeyRepository.Stored> next = inState(rows, SigningKey.State.NEXT);
    return inState(rows, SigningKey.State.ACTIVE).values().stream()
        .filter(
            row -> SigningAlgorithm.of(row.algorithm()).filter(configured::contains).isPresent())
        .map(
            row ->
                Optional.ofNullable(next.get(row.algorithm()))
                    .flatMap(SigningKeyRepository.Stored::activateAt)
                    .orElse(row.changedAt().plus(schedule.rotateEvery())))
        .min(Instant::compareTo);
  }

  private static boolean isDue(SigningKeyRepository.Stored next) {
    return next.activateAt().filter(at -> !at.isAfter(next.readAt())).isPresent();
  }

  private static Map<String, SigningKeyRepository.Stored> inState(
      List<SigningKeyRepository.Stored> rows, SigningKey.State state) {
    Map<String, SigningKeyRepository.Stored> found = new TreeMap<>();
    rows.stream()
        .filter(row -> row.state() == state)
        .forEach(row -> found.put(row.algorithm(), row));
    return found;
  }
}
