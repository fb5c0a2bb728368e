package io.tributary.broker.request;

import io.tributary.broker.web.Issuer;
import io.tributary.platform.protocol.ResponseMode;
import java.util.Optional;

/**
 * Where the answer to an authorization request goes, and how.
 *
 * @param redirectUri registered for the client
 */
public record ReturnAddress(
    Issuer issuer, String redirectUri, Optional<String> state, ResponseMode mode) {}
