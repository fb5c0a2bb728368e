package io.tributary.broker.claims;

import io.tributary.broker.identity.Trace;
import io.tributary.broker.mapping.Fallback;
import io.tributary.broker.mapping.Mapping;
import io.tributary.broker.mapping.OnFailure;
import io.tributary.broker.script.Limits;
import io.tributary.broker.script.ScriptFailure;
import io.tributary.broker.script.ScriptInput;
import io.tributary.broker.script.ScriptNotes;
import io.tributary.broker.script.ScriptRoom;
import io.tributary.broker.script.ScriptRooms;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One login's mappings, one after the other on one script thread, with one budget of time. */
final class MappingRun {
  private final ScriptRooms rooms;
  private final MappingInput input;
  private final KeptClaims kept;
  private final MergedClaims claims;
  private final List<MappingStep> steps = new ArrayList<>();
  private final Trace trace;
  private final List<MappingStep> before;
  private long leftNanos;

  /** Of the mapping that is being run; nothing where its script was not. */
  private Told told = Told.NOTHING;

  /** What a script leaves beside its result. */
  private record Told(List<String> logged, Set<String> reads, List<ScriptNotes.Note> rules) {
    static final Told NOTHING = new Told(List.of(), Set.of(), List.of());
  }

  MappingRun(
      ScriptRooms rooms,
      MappingInput input,
      KeptClaims kept,
      MergedClaims claims,
      Trace trace,
      Duration budget,
      List<MappingStep> before) {
    this.rooms = rooms;
    this.input = input;
    this.kept = kept;
    this.claims = claims;
    this.trace = trace;
    this.before = before;
    this.leftNanos = budget.toNanos();
  }

  /**
   * Runs all.
   *
   * @return what each did
   * @throws MappingFailed for the first that fails and denies
   */
  List<MappingStep> all(List<Mapping> mappings) {
    mappings.forEach(this::one);
    return steps;
  }

  private void one(Mapping mapping) {
    long began = System.nanoTime();
    told = Told.NOTHING;
    Fallbacks fallbacks = new Fallbacks(mapping, input.raw());
    Optional<ScriptFailure> denial = fallbacks.denial();
    if (denial.isPresent()) {
      throw failed(mapping, denial.get(), began, false);
    }
    try {
      Map<String, Object> result = result(mapping, fallbacks);
      Set<String> keeping = new HashSet<>();
      Optional<Instant> since = fallBack(mapping, fallbacks, result, keeping, began);
      steps.add(
          new MappingStep(
              mapping,
              result,
              System.nanoTime() - began,
              told.logged(),
              told.reads(),
              told.rules(),
              Optional.empty(),
              since));
      claims.merge(mapping, result, keeping);
    } catch (ScriptFailure failure) {
      afterFailure(mapping, failure, began);
    }
  }

  private Map<String, Object> result(Mapping mapping, Fallbacks fallbacks) {
    for (MappingStep step : before) {
      if (step.mapping().equals(mapping)
          && step.failure().isEmpty()
          && step.keptSince().isEmpty()) {
        told = new Told(step.logged(), step.reads(), step.rules());
        return new LinkedHashMap<>(step.outputs());
      }
    }
    return evaluate(mapping, fallbacks);
  }

  private Map<String, Object> evaluate(Mapping mapping, Fallbacks fallbacks) {
    Duration left = Duration.ofNanos(leftNanos);
    Limits limits = mapping.limits();
    Limits allowed = left.compareTo(limits.time()) < 0 ? limits.withTime(left) : limits;
    ScriptRoom room = rooms.of(mapping.language());
    ScriptNotes notes = new ScriptNotes();
    ScriptInput given = given(mapping, fallbacks, notes);
    try {
      Map<String, Object> result =
          new LinkedHashMap<>(room.evaluate(mapping.script(), given, allowed));
      DeclaredResult.check(mapping, result);
      return result;
    } catch (ScriptFailure failure) {
      throw ScriptMistake.explained(failure, mapping, room.reads(), input.raw());
    } finally {
      leftNanos = Math.max(0, leftNanos - room.usedNanos());
      told = new Told(room.logged(), room.reads(), notes.all());
    }
  }

  private ScriptInput given(Mapping mapping, Fallbacks fallbacks, ScriptNotes notes) {
    String language = mapping.language().extension();
    return mapping.hasRules()
        ? input.of(language, fallbacks.readable(), notes)
        : input.of(language, fallbacks.readable());
  }

  /**
   * Changes the result to what the settings say of the states of the provider's claims.
   *
   * @param keeping filled with the claims that an earlier login made
   */
  private Optional<Instant> fallBack(
      Mapping mapping,
      Fallbacks fallbacks,
      Map<String, Object> result,
      Set<String> keeping,
      long began) {
    Optional<Instant> since = Optional.empty();
    for (Map.Entry<String, Fallbacks.InForce> entry : fallbacks.byClaim().entrySet()) {
      String claim = entry.getKey();
      Fallbacks.InForce inForce = entry.getValue();
      Fallback fallback = inForce.fallback();
      if (fallback.kind() == Fallback.Kind.VALUE) {
        result.put(claim, fallback.value().orElseThrow());
      } else if (fallback.kind() == Fallback.Kind.CLEAR) {
        result.put(claim, null);
      } else if (inForce.state() != Fallbacks.State.UNFETCHED) {
        result.remove(claim);
      } else {
        since = kept.since(mapping);
        if (since.isEmpty()) {
          throw failed(mapping, Fallbacks.denial(claim, inForce), began, true);
        }
        result.put(claim, kept.value(mapping, claim, trace).orElse(null));
        keeping.add(claim);
      }
      claims.said(mapping, claim, inForce);
    }
    return since;
  }

  private void afterFailure(Mapping mapping, ScriptFailure failure, long began) {
    Optional<Instant> since = kept.since(mapping);
    boolean keeps = mapping.onFailure() == OnFailure.KEEP;
    if (mapping.onFailure() == OnFailure.DENY || (keeps && since.isEmpty())) {
      throw failed(mapping, failure, began, keeps);
    }
    steps.add(step(mapping, failure, began, keeps ? since : Optional.empty()));
    for (String claim : mapping.declares().keySet()) {
      Optional<Object> value = keeps ? kept.value(mapping, claim, trace) : Optional.empty();
      claims.standIn(mapping, claim, value, failure, keeps);
    }
  }

  private MappingFailed failed(Mapping mapping, ScriptFailure failure, long began, boolean keeps) {
    steps.add(step(mapping, failure, began, Optional.empty()));
    return new MappingFailed(mapping.name(), failure, steps, trace, keeps);
  }

  private MappingStep step(
      Mapping mapping, ScriptFailure failure, long began, Optional<Instant> since) {
    return new MappingStep(
        mapping,
        Map.of(),
        System.nanoTime() - began,
        told.logged(),
        told.reads(),
        told.rules(),
        Optional.of(failure),
        since);
  }
}
