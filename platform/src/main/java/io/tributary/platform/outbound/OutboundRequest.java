package io.tributary.platform.outbound;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * One request to another server; its string form leaves out headers and body, which hold secrets.
 */
public record OutboundRequest(
    HttpMethod method, URI uri, Map<String, String> headers, Optional<Buffer> body) {

  public static OutboundRequest get(URI uri, Map<String, String> headers) {
    return new OutboundRequest(HttpMethod.GET, uri, headers, Optional.empty());
  }

  /** A POST of {@code application/x-www-form-urlencoded} fields. */
  public static OutboundRequest form(
      URI uri, Map<String, String> fields, Map<String, String> headers) {
    throw new UnsupportedOperationException("skeleton");
  }

  @Override
  public String toString() {
    return method + " " + uri.getScheme() + "://" + uri.getAuthority() + uri.getPath();
  }
}
