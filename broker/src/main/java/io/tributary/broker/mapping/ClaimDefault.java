package io.tributary.broker.mapping;

import java.util.Optional;

/**
 * What becomes of one declared claim in each state of the provider's claim behind it. Where nothing
 * is said, the script decides.
 *
 * @param from name of the provider's claim
 */
public record ClaimDefault(
    String from,
    Optional<Fallback> absent,
    Optional<Fallback> empty,
    Optional<Fallback> unfetched) {}
