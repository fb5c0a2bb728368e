package io.tributary.broker.account;

import io.vertx.core.buffer.Buffer;
import java.util.Optional;

/**
 * An account and what is kept of its data key.
 *
 * @param disabled may not log in
 * @param sealed empty: it has none, and nothing is sealed under it
 */
public record KeyOwner(
    String subject, String username, boolean disabled, Optional<Buffer> sealed) {}
