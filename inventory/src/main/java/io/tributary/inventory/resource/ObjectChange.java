package io.tributary.inventory.resource;

import io.vertx.core.json.JsonObject;
import java.time.Instant;

/**
 * One entry of the change log.
 *
 * @param before the row as JSON; empty for a creation
 * @param after empty for a deletion
 */
public record ObjectChange(
    Instant at,
    String username,
    String requestId,
    String action,
    JsonObject before,
    JsonObject after) {}
