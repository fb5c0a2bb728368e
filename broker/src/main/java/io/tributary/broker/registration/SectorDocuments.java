package io.tributary.broker.registration;

import io.tributary.platform.outbound.OutboundClient;
import io.tributary.platform.outbound.OutboundException;
import io.tributary.platform.outbound.OutboundRequest;
import io.tributary.platform.outbound.OutboundResponse;
import io.tributary.platform.protocol.ErrorCode;
import io.tributary.platform.protocol.OAuthException;
import io.vertx.core.Future;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import java.net.URI;
import java.util.Map;
import java.util.Set;

/**
 * The document at a {@code sector_identifier_uri}: a JSON array that must have every redirect URI
 * of the client (OpenID Connect Dynamic Client Registration §5). Whoever owns the sector's host
 * says so that the client belongs to it.
 */
final class SectorDocuments {
  private final OutboundClient outbound;

  /**
   * @param outbound for addresses that clients name: public ones only, 64 KiB, 3 s, no redirects
   */
  SectorDocuments(OutboundClient outbound) {
    this.outbound = outbound;
  }

  /** Fails with {@code invalid_client_metadata}, with the same words whatever was wrong. */
  Future<Void> require(URI sector, Set<String> redirectUris) {
    return outbound
        .send(OutboundRequest.get(sector, Map.of("accept", "application/json")))
        .recover(
            failure ->
                Future.failedFuture(
                    failure instanceof OutboundException ? refused(failure.getMessage()) : failure))
        .map(answer -> checked(answer, redirectUris));
  }

  private static Void checked(OutboundResponse answer, Set<String> redirectUris) {
    if (answer.status() != 200) {
      throw refused("status " + answer.status());
    }
    try {
      JsonArray listed = new JsonArray(answer.body());
      for (String uri : redirectUris) {
        if (!listed.contains(uri)) {
          throw refused("a redirect URI is not in it");
        }
      }
      return null;
    } catch (DecodeException notAnArray) {
      throw refused("no JSON array");
    }
  }

  /**
   * The answer tells nothing of what is at the address: it may be one that the asker cannot see.
   */
  private static OAuthException refused(String detail) {
    return OAuthException.of(
        ErrorCode.INVALID_CLIENT_METADATA,
        "The document at sector_identifier_uri cannot be had, or lacks a redirect URI",
        detail);
  }
}
