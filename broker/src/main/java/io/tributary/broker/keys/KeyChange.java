package io.tributary.broker.keys;

/**
 * A step in the life of a signing key that has been made; the same stands in the audit log.
 *
 * @param event {@code key.published}, {@code key.activated}, {@code key.retired} or {@code
 *     key.revoked}
 * @param issuer identifier
 * @param algorithm value of {@code alg}
 */
public record KeyChange(String event, String issuer, String algorithm, String kid) {}
