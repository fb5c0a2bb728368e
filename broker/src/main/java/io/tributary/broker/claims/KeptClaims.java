package io.tributary.broker.claims;

import io.tributary.broker.identity.Trace;
import io.tributary.broker.mapping.Mapping;
import java.time.Instant;
import java.util.Optional;

/** Claims of an earlier login, without any name of power. */
final class KeptClaims {
  private final LastGood last;
  private final RightsFilter rights;

  KeptClaims(LastGood last, RightsFilter rights) {
    this.last = last;
    this.rights = rights;
  }

  /** When the mapping last made its claims; empty when it may not fall back on them. */
  Optional<Instant> since(Mapping mapping) {
    return last.of(mapping);
  }

  /** One of them; every privileged name in it is dropped, whichever upstream it came from. */
  Optional<Object> value(Mapping mapping, String claim, Trace trace) {
    return Optional.ofNullable(last.claims().get(claim))
        .filter(value -> mapping.declares().get(claim).accepts(value))
        .flatMap(value -> rights.withoutPrivileged(claim, value, trace));
  }
}
