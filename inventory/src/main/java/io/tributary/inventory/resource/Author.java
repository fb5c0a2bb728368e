package io.tributary.inventory.resource;

import java.util.Optional;

/**
 * Who changes something, and in which request: stands in the change log.
 *
 * @param userId nothing for the program itself
 */
public record Author(Optional<Long> userId, String username, String requestId) {}
