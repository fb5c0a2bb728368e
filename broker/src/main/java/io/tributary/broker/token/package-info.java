/**
 * What clients hold: authorization codes, grants (the row of one client in one session, or of one
 * refresh token family after it), access tokens (RFC 9068 or opaque), refresh tokens and id_tokens.
 * Making, checking, encrypting, revoking and telling about them (introspection) at each issuer, and
 * sweeping what has expired. Tokens only filter a grant's claims by scope. Knows no HTTP request,
 * no upstream and no mapping.
 */
package io.tributary.broker.token;
