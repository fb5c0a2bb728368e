package io.tributary.broker.request;

import io.tributary.broker.client.Client;
import io.tributary.broker.client.ClientJwt;
import io.tributary.broker.client.ClientKeySets.KeysUnavailable;
import io.tributary.broker.client.ClientSignatures;
import io.tributary.broker.web.Issuer;
import io.tributary.broker.web.Parameters;
import io.tributary.platform.protocol.ErrorCode;
import io.tributary.platform.protocol.OAuthException;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.Optional;

/**
 * Authorization requests as a JWT of the client, in {@code request} or at {@code request_uri}
 * (OpenID Connect Core §6, RFC 9101).
 */
public final class RequestObjects {
  private final ClientSignatures signatures;
  private final RequestObjectFetch fetch;
  private final Clock clock;

  public RequestObjects(ClientSignatures signatures, RequestObjectFetch fetch, Clock clock) {
    this.signatures = signatures;
    this.fetch = fetch;
    this.clock = clock;
  }

  /**
   * The parameters that count.
   *
   * @param sent by the browser; nothing in them is believed
   * @return without {@code request} and {@code request_uri}; fails with an {@link OAuthException}
   */
  public Future<Parameters> resolve(Client client, Issuer issuer, Parameters sent) {
    Optional<String> value = sent.get("request");
    Optional<String> reference = sent.get("request_uri");
    if (value.isEmpty() && reference.isEmpty()) {
      requireNone(client);
      return Future.succeededFuture(sent);
    }
    if (value.isPresent() && reference.isPresent()) {
      // OpenID Connect Core §6.1, RFC 9101 §5
      throw OAuthException.of(
          ErrorCode.INVALID_REQUEST, "The parameters request and request_uri exclude each other");
    }
    sent.refuseDuplicates();
    // A request_uri of ours, urn:ietf:params:oauth:request_uri:…, is a pushed request (RFC 9126
    // §4): it is looked up here, and what is found needs no signature, when those are offered.
    return value
        .map(Future::succeededFuture)
        .orElseGet(() -> fetch.get(client, reference.orElseThrow()))
        .compose(compact -> opened(client, compact, reference.isPresent()))
        .map(object -> RequestObjectRules.merged(object, client, issuer, sent, clock.instant()));
  }

  private static void requireNone(Client client) {
    if (client.requests().requestObjects().required()) {
      throw OAuthException.of(
          ErrorCode.INVALID_REQUEST, "The application is registered to send request objects only");
    }
  }

  private Future<RequestObject> opened(Client client, String compact, boolean fetched) {
    Optional<String> only = client.requests().requestObjects().algorithm();
    if (RequestObject.isUnsigned(compact)) {
      if (!only.equals(Optional.of(RequestObject.UNSIGNED))) {
        throw unsignedRefused(fetched);
      }
      return Future.succeededFuture(RequestObject.unsigned(compact));
    }
    ClientJwt jwt = RequestObject.parse(compact);
    if (only.filter(algorithm -> !algorithm.equals(jwt.algorithm().wire())).isPresent()) {
      // RFC 8725 §3.1; OpenID Connect Dynamic Client Registration §2
      throw RequestObject.refused("not the registered algorithm");
    }
    return signatures
        .verify(client, jwt)
        .recover(RequestObjects::keysGone)
        .map(
            good -> {
              if (!good) {
                throw RequestObject.refused("signature or key");
              }
              return RequestObject.signed(jwt);
            });
  }

  private static Future<Boolean> keysGone(Throwable cause) {
    return Future.failedFuture(
        cause instanceof KeysUnavailable
            ? OAuthException.of(
                ErrorCode.TEMPORARILY_UNAVAILABLE,
                "The keys of the application cannot be fetched just now",
                cause)
            : cause);
  }

  /** OpenID Connect Core §3.1.2.6: this use of the parameter is not supported. */
  private static OAuthException unsignedRefused(boolean fetched) {
    return OAuthException.of(
        fetched ? ErrorCode.REQUEST_URI_NOT_SUPPORTED : ErrorCode.REQUEST_NOT_SUPPORTED,
        "Request objects must be signed");
  }
}
