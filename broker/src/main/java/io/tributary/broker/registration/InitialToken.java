package io.tributary.broker.registration;

import java.time.Instant;

/**
 * What allows to register, without its value, which nobody can see again.
 *
 * @param id names it to operators
 * @param usesLeft clients that may still be registered with it
 */
public record InitialToken(
    String id, String note, int usesLeft, Instant expiresAt, boolean revoked) {}
