package io.tributary.broker.bench;

import java.util.Locale;

/**
 * What the tokens are signed with; each has a client of its own, so that one run can measure both.
 */
enum Algorithm {
  RS256,
  ES256;

  String clientId() {
    return "bench-" + wire();
  }

  /** As the broker's configuration spells it. */
  String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
