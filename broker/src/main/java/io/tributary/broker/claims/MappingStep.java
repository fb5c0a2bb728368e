package io.tributary.broker.claims;

import io.tributary.broker.mapping.Mapping;
import io.tributary.broker.script.ScriptFailure;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One mapping of one run.
 *
 * @param mapping with its name, version and failure policy
 * @param outputs what it returned, before merging; empty when it failed
 * @param nanos from its start to its end
 * @param failure when it failed; what became of the run is the mapping's policy
 */
public record MappingStep(
    Mapping mapping, Map<String, Object> outputs, long nanos, Optional<ScriptFailure> failure) {
  public MappingStep {
    outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
  }
}
