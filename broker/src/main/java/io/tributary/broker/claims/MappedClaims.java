package io.tributary.broker.claims;

import io.tributary.broker.identity.Trace;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The claims of one person for one client: what the grant row keeps.
 *
 * @param claims without {@code sub} and {@code preferred_username}, which belong to the account;
 *     {@code groups} and {@code roles} are always there, as lists of distinct texts
 * @param mappingVersions of the mappings that ran, by name
 * @param privileged whether a privileged name stands in them
 */
public record MappedClaims(
    Map<String, Object> claims,
    Map<String, String> mappingVersions,
    boolean privileged,
    Trace trace) {
  public MappedClaims {
    claims = Collections.unmodifiableMap(new LinkedHashMap<>(claims));
    mappingVersions = Collections.unmodifiableMap(new LinkedHashMap<>(mappingVersions));
  }
}
