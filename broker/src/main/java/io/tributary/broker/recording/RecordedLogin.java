package io.tributary.broker.recording;

import io.tributary.broker.claims.ClientView;
import io.tributary.broker.identity.Identity;
import io.tributary.platform.protocol.Scopes;
import java.time.Instant;
import java.util.Set;

/**
 * One recorded login: everything that mappings were given.
 *
 * @param id of the recording
 * @param subject of the account
 * @param at when it happened
 * @param redacted names of claims that hold pseudonyms ({@link Redaction})
 */
public record RecordedLogin(
    long id,
    String subject,
    Instant at,
    Identity identity,
    ClientView client,
    Scopes scopes,
    Set<String> redacted) {
  public RecordedLogin {
    redacted = Set.copyOf(redacted);
  }
}
