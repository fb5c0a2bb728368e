package io.tributary.broker.audit;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Optional;

/**
 * Something that an auditor may ask about.
 *
 * @param type {@code noun.verb}: {@code login.succeeded}, {@code login.refused}, {@code
 *     account.created}, {@code account.linked}, {@code right.dropped}, {@code mapping.failed},
 *     {@code session.ended}, {@code code.replayed} …
 * @param subject of the account concerned
 * @param details our own values only: never a token, a code or a password
 */
public record AuditEvent(
    Instant at,
    String type,
    String requestId,
    Optional<String> subject,
    Optional<String> upstream,
    Optional<String> client,
    JsonObject details) {}
