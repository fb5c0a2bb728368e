package io.tributary.broker.mapping;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What becomes of a login when a mapping fails. */
public enum OnFailure {
  /** The login fails. */
  DENY,
  /**
   * The login goes on with what the mapping declares taken away: lists become empty, other claims
   * are left out. Never with the unmapped input, which may carry more rights.
   */
  SKIP,
  /**
   * The login goes on with what the mapping made for this person and application at an earlier
   * login, at most a day ago, without any privileged name. When there is nothing such, it fails.
   */
  KEEP;

  public static Optional<OnFailure> of(String wire) {
    return Arrays.stream(values()).filter(policy -> policy.wire().equals(wire)).findFirst();
  }

  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  static List<String> wires() {
    return Arrays.stream(values()).map(OnFailure::wire).toList();
  }
}
