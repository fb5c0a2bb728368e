package io.tributary.broker.trace;

import io.tributary.broker.identity.Identity;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What one request added to the trace of a login.
 *
 * @param login id of the trace
 * @param requests ids by which it is found
 * @param subject of the account, where it is known
 * @param identity whose claims stand in the facts
 */
public record TracePart(
    String login,
    List<String> requests,
    Optional<String> subject,
    Optional<Identity> identity,
    List<Fact> facts,
    Ending ending) {
  public TracePart {
    requests = List.copyOf(requests);
    facts = List.copyOf(facts);
  }

  /** How the login stands after a request. */
  public enum Outcome {
    /** The application was given what it asked for. */
    ISSUED,
    /** It was refused: a denial or a failure. */
    REFUSED,
    /** The person has proven who they are, and is asked something else. */
    WAITING,
    /** The application said what it did with it. */
    REPORTED;

    /** The value of the column. */
    public String wire() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /**
   * @param upstream configured name, {@code local} or {@code none}
   * @param client id, or {@code none}
   * @param error code, or {@code none}
   */
  public record Ending(Instant at, String upstream, String client, Outcome outcome, String error) {}
}
