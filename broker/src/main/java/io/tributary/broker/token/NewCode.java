package io.tributary.broker.token;

import io.tributary.platform.protocol.Scopes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a code is bound to beside its client and issuer.
 *
 * @param redirectUri as in the authorization request, compared character by character
 * @param scopes of this request: its tokens carry these, not all that the grant has
 * @param challenge PKCE S256; empty only for clients that are allowed to go without
 * @param authTime when the person proved who they are
 * @param amr how they did (RFC 8176)
 * @param resource that access tokens are for; empty: userinfo
 */
public record NewCode(
    String redirectUri,
    Scopes scopes,
    Optional<String> nonce,
    Optional<String> challenge,
    Instant authTime,
    Optional<String> acr,
    List<String> amr,
    RequestedClaims claims,
    Optional<String> resource,
    Duration lifetime) {}
