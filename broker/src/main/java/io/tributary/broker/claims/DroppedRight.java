package io.tributary.broker.claims;

/**
 * A privileged name that was taken away because the upstream may not grant it.
 *
 * @param claim the top-level claim in which it stood
 */
public record DroppedRight(String claim, String name) {}
