package io.tributary.broker.claims;

import io.tributary.broker.identity.Trace;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The claims of one person for one client: what the grant row keeps.
 *
 * @param claims without {@code sub} and {@code preferred_username}, which belong to the account;
 *     {@code groups} and {@code roles} are always there, as lists of distinct texts
 * @param steps the mappings that ran, in their order
 * @param dropped names that the upstream may not grant
 * @param privileged whether a privileged name stands in them
 */
public record MappedClaims(
    Map<String, Object> claims,
    List<MappingStep> steps,
    List<DroppedRight> dropped,
    boolean privileged,
    Trace trace) {
  public MappedClaims {
    claims = Collections.unmodifiableMap(new LinkedHashMap<>(claims));
    steps = List.copyOf(steps);
    dropped = List.copyOf(dropped);
  }

  /**
   * Of the mappings that ran, by name; followed by a word where a mapping failed, so that {@link
   * LastGood} can be read from it.
   */
  public Map<String, String> mappingVersions() {
    Map<String, String> versions = new LinkedHashMap<>();
    steps.forEach(step -> versions.put(step.mapping().name(), LastGood.written(step)));
    return versions;
  }
}
