package io.tributary.broker.laboratory;

import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * What a canary found at one login.
 *
 * @param draft its number
 * @param changes sentences of {@link ClaimChanges}: names of claims, numbers, privileged names
 */
public record CanaryNote(
    String name,
    long draft,
    Outcome outcome,
    Instant at,
    String requestId,
    String subject,
    String client,
    List<String> changes) {

  /** Of one login. */
  public enum Outcome {
    SAME,
    DIFFERENT,
    /** The draft would have denied the login. */
    FAILED,
    /** There was no room for it. */
    SKIPPED;

    String wire() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
