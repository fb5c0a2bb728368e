package io.tributary.broker.token;

import io.tributary.platform.protocol.Scopes;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;

/**
 * The grant that a login wants to give; it joins the live one of the same session, client and
 * issuer: scopes and consent add up, claims are replaced.
 *
 * @param sessionHash SHA-256 of the session id; the session must be live and the subject's
 * @param consented scopes that the person allowed just now; empty when nobody was asked
 */
public record NewGrant(
    Buffer sessionHash,
    String clientId,
    String issuer,
    String subject,
    Scopes scopes,
    Scopes consented,
    JsonObject claims,
    JsonObject mappingVersions,
    String traceId) {

  /** As it stands in the database; further scopes of an earlier request are not known here. */
  Grant given(String id) {
    return new Grant(
        id,
        sessionHash,
        clientId,
        issuer,
        subject,
        scopes,
        consented,
        claims,
        mappingVersions,
        traceId);
  }
}
