package io.tributary.broker.client;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * How a client is treated.
 *
 * @param pkceRequired a request without a challenge is refused (default; always for public clients)
 * @param consent ask the person before the first tokens of a session
 * @param claimsInIdToken {@code true}: the id_token carries what userinfo does ({@code
 *     id_token_claims: all})
 * @param claimsAlways scopes whose claims are issued although they were not asked for, such as
 *     {@code groups} and {@code roles}
 * @param scopes that it may ask for; others are ignored
 * @param omitUnverifiedEmail leave out an e-mail that we do not hold as verified, for clients that
 *     link accounts by it without looking
 * @param omitEmptyClaims leave out lists without content, as some providers do
 * @param accessTokenTyp {@code at+jwt} (RFC 9068) or {@code JWT}
 * @param upstreams names of those that may be used for it; empty: all
 */
public record ClientSettings(
    boolean pkceRequired,
    boolean consent,
    boolean claimsInIdToken,
    Set<String> claimsAlways,
    Set<String> scopes,
    boolean omitUnverifiedEmail,
    boolean omitEmptyClaims,
    String idTokenAlgorithm,
    String accessTokenTyp,
    Duration codeLifetime,
    Duration tokenLifetime,
    List<String> upstreams) {}
