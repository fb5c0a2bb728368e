package io.tributary.broker.claims;

import io.tributary.broker.identity.Trace;
import io.tributary.broker.mapping.Mapping;
import io.tributary.broker.mapping.OnFailure;
import io.tributary.broker.mapping.Shape;
import io.tributary.broker.script.Limits;
import io.tributary.broker.script.ScriptFailure;
import io.tributary.broker.script.ScriptInput;
import io.tributary.broker.script.ScriptRoom;
import io.tributary.broker.script.ScriptRooms;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One login's mappings, one after the other on one script thread, with one budget of time. */
final class MappingRun {
  private final ScriptRooms rooms;
  private final ScriptInput input;
  private final Map<String, Object> claims = new LinkedHashMap<>();
  private final List<MappingStep> steps = new ArrayList<>();
  private final Trace trace = new Trace();
  private long leftNanos;

  MappingRun(ScriptRooms rooms, ScriptInput input, Duration budget) {
    this.rooms = rooms;
    this.input = input;
    this.leftNanos = budget.toNanos();
  }

  /** What the mappings made together. */
  record Done(Map<String, Object> claims, List<MappingStep> steps, Trace trace) {}

  /**
   * Runs all.
   *
   * @throws MappingFailed for the first that fails and denies
   */
  Done all(List<Mapping> mappings, Map<String, Object> start) {
    claims.putAll(start);
    for (Mapping mapping : mappings) {
      long began = System.nanoTime();
      try {
        Map<String, Object> result = evaluate(mapping);
        steps.add(new MappingStep(mapping, result, System.nanoTime() - began, Optional.empty()));
        merge(mapping, result);
      } catch (ScriptFailure failure) {
        steps.add(
            new MappingStep(mapping, Map.of(), System.nanoTime() - began, Optional.of(failure)));
        if (mapping.onFailure() == OnFailure.DENY) {
          throw new MappingFailed(mapping.name(), failure, steps, trace);
        }
        skip(mapping, failure);
      }
    }
    return new Done(claims, steps, trace);
  }

  private Map<String, Object> evaluate(Mapping mapping) {
    Duration left = Duration.ofNanos(leftNanos);
    Limits limits = mapping.limits();
    Limits allowed = left.compareTo(limits.time()) < 0 ? limits.withTime(left) : limits;
    ScriptRoom room = rooms.of(mapping.language());
    try {
      Map<String, Object> result = room.evaluate(mapping.script(), input, allowed);
      check(mapping, result);
      return result;
    } finally {
      leftNanos = Math.max(0, leftNanos - room.usedNanos());
    }
  }

  private static void check(Mapping mapping, Map<String, Object> result) {
    result.forEach(
        (claim, value) -> {
          Shape shape = mapping.declares().get(claim);
          if (shape == null) {
            throw wrong("it returned " + claim + ", which it does not declare");
          }
          if (value != null && !shape.accepts(value)) {
            throw wrong(claim + " is not of the declared shape: " + shape.wire());
          }
        });
  }

  private static ScriptFailure wrong(String message) {
    return new ScriptFailure(ScriptFailure.Reason.RESULT_TYPE, message, 0);
  }

  private void merge(Mapping mapping, Map<String, Object> result) {
    result.forEach(
        (claim, value) -> {
          Object before = claims.get(claim);
          if (value == null) {
            takeAway(mapping, claim);
          } else {
            claims.put(claim, mapping.mergeOf(claim).apply(before, value));
          }
          trace.add(
              "mapping:" + mapping.name(),
              claim,
              mapping.mergeOf(claim).wire()
                  + ": "
                  + summary(before)
                  + " → "
                  + summary(claims.get(claim)));
        });
  }

  private void skip(Mapping mapping, ScriptFailure failure) {
    for (String claim : mapping.declares().keySet()) {
      Object before = claims.get(claim);
      takeAway(mapping, claim);
      trace.add(
          "mapping:" + mapping.name(),
          claim,
          "failed ("
              + failure.reason().wire()
              + "), skipped: "
              + summary(before)
              + " → "
              + summary(claims.get(claim)));
    }
  }

  private void takeAway(Mapping mapping, String claim) {
    if (mapping.declares().get(claim) == Shape.TEXTS) {
      claims.put(claim, List.of());
    } else {
      claims.remove(claim);
    }
  }

  private static String summary(Object value) {
    String text = value == null ? "nothing" : value.toString();
    return text.length() <= 200 ? text : text.substring(0, 200) + "…";
  }
}
