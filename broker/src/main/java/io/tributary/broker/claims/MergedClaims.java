package io.tributary.broker.claims;

import io.tributary.broker.identity.Trace;
import io.tributary.broker.mapping.Mapping;
import io.tributary.broker.mapping.Merge;
import io.tributary.broker.mapping.Shape;
import io.tributary.broker.script.ScriptFailure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The claims as they stand while one mapping after the other changes them, each change traced. */
final class MergedClaims {
  private static final int LONGEST_NOTE = 200;

  private final Map<String, Object> claims;
  private final Trace trace;

  MergedClaims(Map<String, Object> start, Trace trace) {
    this.claims = new LinkedHashMap<>(start);
    this.trace = trace;
  }

  Map<String, Object> claims() {
    return claims;
  }

  /**
   * What a mapping returned; {@code null} takes a claim away.
   *
   * @param kept those of them that were made at an earlier login
   */
  void merge(Mapping mapping, Map<String, Object> result, Set<String> kept) {
    result.forEach(
        (claim, value) -> {
          Object before = claims.get(claim);
          if (value == null) {
            takeAway(mapping, claim);
          } else {
            claims.put(claim, mode(mapping, claim, kept.contains(claim)).apply(before, value));
          }
          note(mapping, claim, mapping.mergeOf(claim).wire(), before);
        });
  }

  /** What stands for a claim of a mapping that failed. */
  void standIn(
      Mapping mapping, String claim, Optional<Object> value, ScriptFailure failure, boolean kept) {
    Object before = claims.get(claim);
    value.ifPresentOrElse(
        found -> claims.put(claim, mode(mapping, claim, kept).apply(before, found)),
        () -> takeAway(mapping, claim));
    String act = kept ? "kept from an earlier login" : "skipped";
    note(mapping, claim, "failed (" + failure.reason().wire() + "), " + act, before);
  }

  /** What is kept was merged already, with what stood before it then: nothing is there twice. */
  private static Merge mode(Mapping mapping, String claim, boolean kept) {
    Merge written = mapping.mergeOf(claim);
    return kept && written == Merge.APPEND ? Merge.UNION : written;
  }

  /** That a default of the settings decided and not the script. */
  void said(Mapping mapping, String claim, Fallbacks.InForce inForce) {
    trace.add(
        step(mapping),
        claim,
        inForce.from()
            + " is "
            + inForce.state().name().toLowerCase(Locale.ROOT)
            + ": the settings say "
            + inForce.fallback().kind().name().toLowerCase(Locale.ROOT));
  }

  private void takeAway(Mapping mapping, String claim) {
    if (mapping.declares().get(claim) == Shape.TEXTS) {
      claims.put(claim, List.of());
    } else {
      claims.remove(claim);
    }
  }

  private void note(Mapping mapping, String claim, String how, Object before) {
    if (!trace.isKept()) {
      return;
    }
    Object after = claims.get(claim);
    trace.add(
        step(mapping),
        claim,
        how + ": " + summary(before) + " → " + summary(after),
        new Trace.Change(how, before, after));
  }

  private static String step(Mapping mapping) {
    return "mapping:" + mapping.name();
  }

  private static String summary(Object value) {
    String text = value == null ? "nothing" : value.toString();
    return text.length() <= LONGEST_NOTE ? text : text.substring(0, LONGEST_NOTE) + "…";
  }
}
