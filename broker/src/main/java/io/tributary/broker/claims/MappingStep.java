package io.tributary.broker.claims;

import io.tributary.broker.mapping.Mapping;
import io.tributary.broker.script.ScriptFailure;
import io.tributary.broker.script.ScriptNotes;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One mapping of one run.
 *
 * @param mapping with its name, version and failure policy
 * @param outputs what it returned, before merging, with its settings' defaults in it; empty when it
 *     failed
 * @param nanos from its start to its end
 * @param logged what its script said to its author
 * @param reads what its script read: {@code claims.NAME}, {@code request.user.NAME} …, {@code
 *     claims.*} for any of them; see {@link io.tributary.broker.script.ScriptRoom#reads()}
 * @param rules what each rule did, where it has rules instead of a script
 * @param failure when it failed; what became of the run is the mapping's policy
 * @param keptSince when claims of an earlier login stand in for its own: when those were made
 */
public record MappingStep(
    Mapping mapping,
    Map<String, Object> outputs,
    long nanos,
    List<String> logged,
    Set<String> reads,
    List<ScriptNotes.Note> rules,
    Optional<ScriptFailure> failure,
    Optional<Instant> keptSince) {
  public MappingStep {
    outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
    logged = List.copyOf(logged);
    rules = List.copyOf(rules);
    reads = Collections.unmodifiableSet(new LinkedHashSet<>(reads));
  }
}
