package io.tributary.broker.logout;

import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.Optional;

/**
 * One client that must hear, or has heard, that a session has ended.
 *
 * @param ending the same for all that one event ended
 * @param sessionHash of the session whose {@code sid} the client has
 * @param issuer identifier of the issuer under which it knows the person
 * @param attempts so far, the present one included
 * @param uri that was tried last
 * @param lastStatus HTTP status of the last answer, or why there was none
 */
public record LogoutDelivery(
    long id,
    String ending,
    Buffer sessionHash,
    String subject,
    String clientId,
    String issuer,
    DeliveryState state,
    int attempts,
    Optional<String> uri,
    Optional<String> lastStatus,
    Instant createdAt,
    Optional<Instant> doneAt) {}
