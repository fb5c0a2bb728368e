package io.tributary.platform.outbound;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One request to another server; its string form leaves out headers, query and body, which hold
 * secrets.
 */
public record OutboundRequest(
    HttpMethod method, URI uri, Map<String, String> headers, Optional<Buffer> body) {

  public static OutboundRequest get(URI uri, Map<String, String> headers) {
    return new OutboundRequest(HttpMethod.GET, uri, headers, Optional.empty());
  }

  /** A POST of {@code application/x-www-form-urlencoded} fields. */
  public static OutboundRequest form(
      URI uri, Map<String, String> fields, Map<String, String> headers) {
    String body =
        fields.entrySet().stream()
            .map(field -> formEncode(field.getKey()) + "=" + formEncode(field.getValue()))
            .collect(Collectors.joining("&"));
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.put("content-type", "application/x-www-form-urlencoded");
    return new OutboundRequest(HttpMethod.POST, uri, all, Optional.of(Buffer.buffer(body)));
  }

  /** {@code application/x-www-form-urlencoded} of one value (RFC 6749 appendix B). */
  public static String formEncode(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return method + " " + uri.getScheme() + "://" + uri.getHost() + ":" + uri.getPort();
  }
}
