package io.tributary.platform.relyingparty;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * What discovery said (OpenID Connect Discovery §3), checked. {@code issuer} is kept as spelled
 * there.
 */
public record ProviderMetadata(
    String issuer,
    URI authorizationEndpoint,
    URI tokenEndpoint,
    URI jwksUri,
    Optional<URI> userinfoEndpoint,
    Optional<URI> endSessionEndpoint,
    List<String> tokenEndpointAuthMethods,
    boolean issInResponse) {}
