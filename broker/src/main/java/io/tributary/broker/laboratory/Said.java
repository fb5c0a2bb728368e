package io.tributary.broker.laboratory;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Who did what and when, in words. Times are UTC. */
public final class Said {
  private Said() {}

  /** {@code published by cli:ann at 2026-01-31T12:00:00Z (message)}. */
  static String by(String verb, Change change, Instant at) {
    return verb + " by " + change.author() + " at " + time(at) + " (" + change.message() + ")";
  }

  /** How a mapping came to be as it is. */
  static String last(History history) {
    Optional<Publication> last = history.last();
    return last.map(
            entry ->
                by(
                    entry.version().map(version -> version + " was ").orElse("it was taken out, ")
                        + verb(entry.kind()),
                    entry.change(),
                    entry.at()))
        .orElse("it was never live");
  }

  private static String verb(Publication.Kind kind) {
    return switch (kind) {
      case IMPORT -> "imported";
      case PUBLISH -> "published";
      case ROLLBACK -> "brought back";
    };
  }

  public static String time(Instant at) {
    return at.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
