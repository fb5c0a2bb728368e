package io.tributary.broker.registration;

import io.tributary.platform.config.Secret;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Optional;

/**
 * What a client is told of its registration (RFC 7591 §3.2.1, RFC 7592 §3).
 *
 * @param metadata as registered
 * @param secret when it was made just now: it is told once
 * @param expiresAt when the registration ends, and the secret with it
 * @param accessToken for reading and changing it
 */
public record ClientInformation(
    String id,
    JsonObject metadata,
    Optional<Secret> secret,
    Instant issuedAt,
    Optional<Instant> expiresAt,
    Secret accessToken) {

  /**
   * The answer.
   *
   * @param address where the registration is read and changed
   */
  public JsonObject toJson(String address) {
    JsonObject json =
        metadata
            .copy()
            .put("client_id", id)
            .put("client_id_issued_at", issuedAt.getEpochSecond())
            .put("registration_client_uri", address)
            .put("registration_access_token", accessToken.reveal());
    secret.ifPresent(
        made ->
            json.put("client_secret", made.reveal())
                .put(
                    "client_secret_expires_at", expiresAt.map(Instant::getEpochSecond).orElse(0L)));
    return json;
  }
}
