/**
 * What clients hold: authorization codes, grants, access tokens (RFC 9068), id_tokens, and issuing
 * them. Tokens only filter a grant's claims by scope.
 */
package io.tributary.broker.token;
