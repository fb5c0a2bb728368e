package io.tributary.broker.token;

import io.tributary.platform.protocol.Scopes;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;

/**
 * What one client was given in one session: the claims that scope mappings made at login. Tokens,
 * userinfo and introspection only filter it.
 *
 * @param id random, tells nothing; stands in access tokens
 * @param sessionHash SHA-256 of the session id; of an offline grant, that of the session in which
 *     it was given, which may have ended
 * @param issuer exact identifier of the issuer that the client used
 * @param subject of the account
 * @param scopes granted so far in this session
 * @param consented what the person was shown and allowed
 * @param claims claim name to JSON value; protocol claims in it are never issued
 * @param mappingVersions mapping name to version
 * @param traceId of the login that last wrote the grant; after an exchange, of the login that gave
 *     the code, also where a later one has made other claims since
 */
public record Grant(
    String id,
    Buffer sessionHash,
    String clientId,
    String issuer,
    String subject,
    Scopes scopes,
    Scopes consented,
    JsonObject claims,
    JsonObject mappingVersions,
    String traceId) {

  /** The offline grant that was made of this one. */
  Grant withId(String offline) {
    return of(offline, traceId);
  }

  /** Told of by the trace of a later login. */
  Grant traced(String laterTrace) {
    return of(id, laterTrace);
  }

  private Grant of(String newId, String newTrace) {
    return new Grant(
        newId,
        sessionHash,
        clientId,
        issuer,
        subject,
        scopes,
        consented,
        claims,
        mappingVersions,
        newTrace);
  }
}
