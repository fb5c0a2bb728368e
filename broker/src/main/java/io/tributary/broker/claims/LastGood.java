package io.tributary.broker.claims;

import io.tributary.broker.mapping.Mapping;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What the mappings made for the same identity and client at an earlier login: what a mapping that
 * fails now may fall back on.
 *
 * @param claims that were mapped then
 * @param versions as {@link MappedClaims#mappingVersions()} wrote them then
 * @param at when
 * @param now nothing older than {@link #LONGEST} counts
 */
public record LastGood(
    Map<String, Object> claims, Map<String, String> versions, Instant at, Instant now) {
  /** How long a mapping may go on with what it made. */
  public static final Duration LONGEST = Duration.ofHours(24);

  /** There was no such login. */
  public static final LastGood NONE =
      new LastGood(Map.of(), Map.of(), Instant.EPOCH, Instant.EPOCH);

  private static final String SKIPPED = " skipped";
  private static final String KEPT_SINCE = " kept since ";

  /** When a mapping last made its claims itself, if that is recent enough. */
  Optional<Instant> of(Mapping mapping) {
    String version = versions.get(mapping.name());
    if (version == null || version.endsWith(SKIPPED)) {
      return Optional.empty();
    }
    int kept = version.indexOf(KEPT_SINCE);
    // What was kept then is as old as it was when it was made: keeping does not make it younger.
    Instant made = kept < 0 ? at : Instant.parse(version.substring(kept + KEPT_SINCE.length()));
    return made.plus(LONGEST).isAfter(now) ? Optional.of(made) : Optional.empty();
  }

  /** How a step is written down, so that a later login can tell what it may fall back on. */
  static String written(MappingStep step) {
    String version = step.mapping().version();
    if (step.keptSince().isPresent()) {
      return version + KEPT_SINCE + step.keptSince().get();
    }
    return step.failure().isPresent() ? version + SKIPPED : version;
  }
}
