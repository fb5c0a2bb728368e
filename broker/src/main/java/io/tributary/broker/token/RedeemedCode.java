package io.tributary.broker.token;

import java.util.Optional;

/**
 * A code that was exchanged just now, by its own client and with the right proof.
 *
 * @param authorized its grant is the offline one if there is one: what the exchange gives ends
 *     together
 * @param refreshToken the first of a family, where offline access was granted
 */
public record RedeemedCode(Authorized authorized, Optional<RefreshToken> refreshToken) {}
