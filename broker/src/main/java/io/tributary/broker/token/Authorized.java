package io.tributary.broker.token;

import io.tributary.platform.protocol.Scopes;
import java.time.Instant;
import java.util.Optional;

/**
 * What one authorization request was given: all that its tokens are made from.
 *
 * @param grant of the client in the person's session
 * @param scopes of this request, within the grant's
 * @param authTime when the person proved who they are
 * @param claims that were asked for by name
 * @param resource that access tokens are for (RFC 8707); empty: userinfo
 */
public record Authorized(
    Grant grant,
    Scopes scopes,
    Optional<String> nonce,
    Instant authTime,
    Optional<String> acr,
    RequestedClaims claims,
    Optional<String> resource) {}
