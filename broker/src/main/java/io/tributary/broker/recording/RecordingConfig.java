package io.tributary.broker.recording;

import io.tributary.platform.config.ConfigReader;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * One entry of {@code recordings:}: that logins through one upstream are kept, and why.
 *
 * @param upstream its name, or {@code local} for the accounts that have their password here
 * @param purpose what for, in the words of whoever answers for it; shown with each recording
 * @param keep how long after the login
 * @param last how many logins of one person at one application, the newest ones
 * @param redact names of claims whose values are not kept
 */
public record RecordingConfig(
    String upstream, String purpose, Duration keep, int last, Set<String> redact) {
  /** Groups decide about rights; how to reach a person, where and since when they live does not. */
  public static final List<String> REDACTED =
      List.of("email", "phone_number", "address", "birthdate", "picture", "gender");

  private static final Duration KEEP = Duration.ofDays(30);
  private static final int MOST = 20;

  /** What is not kept of claims that come from there: as its entry says, else the usual. */
  public static Set<String> redacted(List<RecordingConfig> all, String upstream) {
    return all.stream()
        .filter(one -> one.upstream.equals(upstream))
        .findFirst()
        .map(RecordingConfig::redact)
        .orElse(Set.copyOf(REDACTED));
  }

  public static RecordingConfig read(ConfigReader section) {
    return new RecordingConfig(
        section.text("upstream").required(),
        section.text("purpose").required(),
        section.duration("keep", Duration.ofMinutes(5), Duration.ofDays(366)).or(KEEP),
        section.integer("last", 1, MOST).or(1),
        new LinkedHashSet<>(section.texts("redact").or(REDACTED)));
  }
}
