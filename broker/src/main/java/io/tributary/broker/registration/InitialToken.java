package io.tributary.broker.registration;

import java.time.Instant;

/**
 * What allows to register, without its value, which nobody can see again.
 *
 * @param id names it to operators
 * @param issuer name of the one at which it is good
 * @param usesLeft clients that may still be registered with it
 */
public record InitialToken(
    String id, String issuer, String note, int usesLeft, Instant expiresAt, boolean revoked) {}
