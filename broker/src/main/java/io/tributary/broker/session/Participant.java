package io.tributary.broker.session;

import io.vertx.core.buffer.Buffer;

/**
 * A client that took part in a session that has ended.
 *
 * @param issuer identifier of the issuer that it used
 * @param sessionHash of the session whose {@code sid} the client has
 */
public record Participant(String clientId, String issuer, Buffer sessionHash) {}
