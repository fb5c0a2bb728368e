package io.tributary.broker.token;

import io.tributary.platform.protocol.Scopes;
import java.time.Instant;
import java.util.Optional;

/**
 * A code that was exchanged just now, by its own client.
 *
 * @param scopes of the request that the code answered
 * @param challenge the token endpoint compares the verifier with it
 */
public record RedeemedCode(
    Grant grant,
    Scopes scopes,
    Optional<String> nonce,
    Optional<String> challenge,
    Instant authTime,
    Optional<String> acr) {}
