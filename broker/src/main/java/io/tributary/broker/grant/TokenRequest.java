package io.tributary.broker.grant;

import io.tributary.broker.client.Client;
import io.tributary.broker.token.IssuerTokens;
import io.tributary.broker.web.Parameters;

/**
 * A token request of a client that has proven who it is, at an issuer that it may use.
 *
 * @param requestId for log and audit
 */
public record TokenRequest(
    Client client, IssuerTokens tokens, Parameters parameters, String requestId) {}
