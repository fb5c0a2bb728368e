package io.tributary.broker.bench;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * As much of a browser as a login needs: cookies by path, redirects one after the other. Cheap, so
 * that the load is that of the broker; the strict browser is the test kit's.
 */
final class LoadBrowser {
  private static final int MOST_HOPS = 12;

  private final HttpClient client;
  private final String origin;
  private final Map<String, Cookie> cookies = new LinkedHashMap<>();

  private record Cookie(String value, String path) {}

  /**
   * @param origin whose cookies are kept; the others' are ignored
   */
  LoadBrowser(HttpClient client, String origin) {
    this.client = client;
    this.origin = origin;
  }

  /** Follows redirects until one leads to {@code until}, and gives that address. */
  Future<String> follow(String address, String until) {
    return follow(address, until, MOST_HOPS);
  }

  private Future<String> follow(String address, String until, int hops) {
    if (address.startsWith(until)) {
      return Future.succeededFuture(address);
    }
    if (hops == 0) {
      return Future.failedFuture("too many redirects, the last to " + address);
    }
    boolean kept = address.startsWith(origin);
    RequestOptions request = new RequestOptions().setMethod(HttpMethod.GET).setAbsoluteURI(address);
    if (kept && !cookies.isEmpty()) {
      request.putHeader("cookie", header(address.substring(origin.length())));
    }
    return client
        .request(request)
        .compose(HttpRequests::send)
        .compose(
            response -> {
              if (kept) {
                response.cookies().forEach(this::keep);
              }
              return response.body().compose(body -> hop(response, body, until, hops));
            });
  }

  private Future<String> hop(HttpClientResponse response, Buffer body, String until, int hops) {
    String location = response.getHeader("location");
    if (location == null) {
      return Future.failedFuture(
          response.statusCode() + " instead of a redirect (" + body.length() + " bytes)");
    }
    return follow(location.startsWith("/") ? origin + location : location, until, hops - 1);
  }

  private void keep(String header) {
    String[] parts = header.split(";", -1);
    int equals = parts[0].indexOf('=');
    String name = parts[0].substring(0, equals);
    String path = "/";
    boolean gone = false;
    for (int i = 1; i < parts.length; i++) {
      String attribute = parts[i].trim();
      if (attribute.regionMatches(true, 0, "path=", 0, 5)) {
        path = attribute.substring(5);
      }
      gone |= attribute.equalsIgnoreCase("max-age=0");
    }
    if (gone) {
      cookies.remove(name);
    } else {
      cookies.put(name, new Cookie(parts[0].substring(equals + 1), path));
    }
  }

  private String header(String target) {
    return cookies.entrySet().stream()
        .filter(cookie -> target.startsWith(cookie.getValue().path()))
        .map(cookie -> cookie.getKey() + "=" + cookie.getValue().value())
        .collect(Collectors.joining("; "));
  }
}
