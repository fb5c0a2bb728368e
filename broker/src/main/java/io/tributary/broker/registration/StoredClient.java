package io.tributary.broker.registration;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A registered client as it stands in the database.
 *
 * @param secrets live ones, the newest first: at most two
 * @param revision counts its changes
 */
record StoredClient(
    String id,
    String issuer,
    JsonObject metadata,
    List<ClientSecrets.Stored> secrets,
    int revision,
    Instant createdAt,
    Optional<Instant> expiresAt) {}
