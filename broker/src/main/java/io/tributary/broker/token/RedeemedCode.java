package io.tributary.broker.token;

import java.util.Optional;

/**
 * A code that was exchanged just now, by its own client.
 *
 * @param challenge the token endpoint compares the verifier with it
 */
public record RedeemedCode(Authorized authorized, Optional<String> challenge) {}
