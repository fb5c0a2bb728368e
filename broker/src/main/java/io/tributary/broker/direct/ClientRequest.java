package io.tributary.broker.direct;

import io.tributary.broker.client.Client;
import io.tributary.broker.web.Issuer;
import io.tributary.broker.web.Parameters;

/**
 * A direct request of a client that has proven who it is, at an issuer that it may use: what the
 * token endpoint, introspection, revocation and pushed requests begin with.
 *
 * @param parameters none of them twice
 */
public record ClientRequest(
    Client client, Issuer issuer, Parameters parameters, String requestId) {}
