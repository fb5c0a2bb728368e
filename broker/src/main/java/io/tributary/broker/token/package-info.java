/**
 * What clients hold: authorization codes, grants (the row of one client in one session), access
 * tokens (RFC 9068) and id_tokens; issuing them for each issuer, and sweeping what has expired.
 * Tokens only filter a grant's claims by scope. Knows no HTTP request, no upstream and no mapping.
 */
package io.tributary.broker.token;
