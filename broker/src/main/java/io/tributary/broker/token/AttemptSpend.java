package io.tributary.broker.token;

import java.time.Instant;

/**
 * The step of a login attempt that a statement uses up: when it was used before, the statement
 * makes nothing.
 *
 * @param id of the attempt and its step; unique for both
 * @param expiresAt when the attempt is refused anyway, so that the row may go
 */
public record AttemptSpend(String id, Instant expiresAt) {}
