package io.tributary.broker.upstream;

import java.time.Instant;
import java.util.Optional;

/**
 * An upstream's word, proven, that a session of its own has ended.
 *
 * @param sid its session; absent: every session of {@code sub}
 * @param jti with the issuer, names the notice: to be used once
 * @param until when nothing must be remembered of it any more
 */
public record UpstreamLogout(
    String upstream,
    String issuer,
    Optional<String> sid,
    Optional<String> sub,
    String jti,
    Instant issuedAt,
    Instant until) {}
