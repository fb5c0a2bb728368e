package io.tributary.broker.claims;

import io.tributary.broker.identity.Identity;
import io.tributary.broker.mapping.MappingSet;
import io.tributary.platform.protocol.Scopes;
import java.util.Optional;

/**
 * One login's mapping, as those hear of it who keep or compare it (recordings, canaries): what went
 * in and what came out.
 *
 * @param subject of the account
 * @param set what ran
 */
public record MappedLogin(
    Identity identity,
    ClientView client,
    Scopes scopes,
    String requestId,
    Optional<String> subject,
    MappingSet set,
    MappedClaims mapped) {

  /** Hears of mapped logins on their own event loop: returns at once and never throws. */
  @FunctionalInterface
  public interface Listener {
    void mapped(MappedLogin login);

    /** Tells both. */
    default Listener and(Listener other) {
      return login -> {
        mapped(login);
        other.mapped(login);
      };
    }
  }
}
