package io.tributary.broker.laboratory;

import java.util.Optional;

/**
 * What became live.
 *
 * @param version empty: the mapping was taken out
 * @param replaced empty: there was none
 * @param tests how many passed; empty: none was run
 * @param impact what is known of whom it hits, one sentence
 */
public record Published(
    String name,
    Optional<String> version,
    Optional<String> replaced,
    Optional<Integer> tests,
    String impact) {}
