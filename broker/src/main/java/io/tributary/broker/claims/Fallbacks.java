package io.tributary.broker.claims;

import io.tributary.broker.identity.ClaimSet;
import io.tributary.broker.mapping.ClaimDefault;
import io.tributary.broker.mapping.Fallback;
import io.tributary.broker.mapping.Mapping;
import io.tributary.broker.script.ScriptFailure;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a mapping's {@code defaults} say of one identity. */
final class Fallbacks {
  /** The state that a fallback is for. */
  enum State {
    ABSENT,
    EMPTY,
    UNFETCHED
  }

  /**
   * One claim that is not the script's to decide.
   *
   * @param from the provider's claim
   */
  record InForce(String from, State state, Fallback fallback) {}

  private final Map<String, InForce> byClaim = new LinkedHashMap<>();

  Fallbacks(Mapping mapping, ClaimSet raw) {
    mapping
        .settings()
        .defaults()
        .forEach(
            (claim, written) -> of(written, raw).ifPresent(inForce -> byClaim.put(claim, inForce)));
  }

  private static Optional<InForce> of(ClaimDefault written, ClaimSet raw) {
    return raw.get(written.from())
        .fold(
            content -> Optional.empty(),
            () -> inForce(written, State.EMPTY, written.empty()),
            () -> inForce(written, State.ABSENT, written.absent()),
            () -> inForce(written, State.UNFETCHED, written.unfetched()));
  }

  private static Optional<InForce> inForce(
      ClaimDefault written, State state, Optional<Fallback> fallback) {
    return fallback.map(found -> new InForce(written.from(), state, found));
  }

  Map<String, InForce> byClaim() {
    return byClaim;
  }

  /** The provider's claims that a script may read although they could not be fetched. */
  Set<String> readable() {
    return byClaim.values().stream()
        .filter(each -> each.state() == State.UNFETCHED)
        .map(InForce::from)
        .collect(Collectors.toSet());
  }

  /** Why the login fails before the mapping runs. */
  Optional<ScriptFailure> denial() {
    return byClaim.entrySet().stream()
        .filter(entry -> entry.getValue().fallback().kind() == Fallback.Kind.DENY)
        .map(entry -> denial(entry.getKey(), entry.getValue()))
        .findFirst();
  }

  static ScriptFailure denial(String claim, InForce inForce) {
    boolean unfetched = inForce.state() == State.UNFETCHED;
    return new ScriptFailure(
        unfetched ? ScriptFailure.Reason.UNFETCHED : ScriptFailure.Reason.MISSING,
        claim + " needs " + inForce.from() + " of the provider, which " + said(inForce.state()),
        0);
  }

  private static String said(State state) {
    return switch (state) {
      case ABSENT -> "it did not give";
      case EMPTY -> "is empty";
      case UNFETCHED -> "could not be fetched";
    };
  }
}
