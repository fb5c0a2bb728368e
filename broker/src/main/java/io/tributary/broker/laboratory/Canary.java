package io.tributary.broker.laboratory;

import io.tributary.broker.mapping.MappingSet;
import io.tributary.platform.protocol.Digests;
import java.time.Instant;
import java.util.Set;

/**
 * A draft that runs beside what is live, for some.
 *
 * @param draft its number
 * @param set what is live, with the draft in its place
 * @param share of the logins, in hundredths of a percent
 * @param subjects whose logins are always among them
 */
record Canary(
    String name, long draft, MappingSet set, int share, Set<String> subjects, Instant endsAt) {
  private static final int WHOLE = 10_000;

  /** Whether a login is among them: of one person always the same answer as long as it runs. */
  boolean takes(String subject, Instant now) {
    return now.isBefore(endsAt) && (subjects.contains(subject) || place(subject) < share);
  }

  /** Each draft meets other people. */
  private int place(String subject) {
    byte[] hash = Digests.sha256(name + '\0' + draft + '\0' + subject);
    int number = (hash[0] & 0xff) << 16 | (hash[1] & 0xff) << 8 | (hash[2] & 0xff);
    return (int) (((long) number * WHOLE) >>> 24);
  }
}
