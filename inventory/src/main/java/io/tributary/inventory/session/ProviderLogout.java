package io.tributary.inventory.session;

import java.time.Instant;
import java.util.Optional;

/**
 * The provider's word, proven, that a session of its own has ended.
 *
 * @param id of the notice: good once
 * @param until when no verifier accepts the notice any more
 * @param sid its session; absent: every session of {@code subject}
 */
public record ProviderLogout(
    String id, Instant until, String issuer, Optional<String> sid, Optional<String> subject) {}
