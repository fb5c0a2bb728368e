package io.tributary.broker.web;

import java.net.URI;
import java.util.Map;

/**
 * One issuer of this broker: a value that is resolved before anything else happens with a request,
 * and to which codes, grants and tokens are bound.
 *
 * @param name {@code root}, or the name of the path-shaped issuer
 * @param identifier the exact {@code iss} (RFC 9207, OpenID Connect Core §2), trailing slash
 *     included
 * @param origin scheme, host and port of the public URL
 * @param paths absolute paths on that origin
 */
public record Issuer(
    String name, String identifier, String origin, Map<EndpointPath, String> paths) {
  public static final String ROOT = "root";

  public static Issuer of(URI publicUrl, Layout layout, String name) {
    String identifier = layout.identifier(publicUrl.toString(), name);
    return new Issuer(
        name.isEmpty() ? ROOT : name,
        identifier,
        PublicUrl.origin(publicUrl),
        layout.paths(PublicUrl.basePath(publicUrl), name));
  }

  public String path(EndpointPath endpoint) {
    return paths.get(endpoint);
  }

  /** The absolute URL of an endpoint, as discovery shows it. */
  public String url(EndpointPath endpoint) {
    return origin + paths.get(endpoint);
  }
}
