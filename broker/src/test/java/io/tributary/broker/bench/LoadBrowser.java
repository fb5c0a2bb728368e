package io.tributary.broker.bench;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.util.LinkedHashMap;
import java.util.List;
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

  private record Answer(HttpClientResponse head, Buffer body) {}

  /** What the person sees. */
  record Page(String address, String body) {}

  /**
   * @param origin whose cookies are kept; the others' are ignored
   */
  LoadBrowser(HttpClient client, String origin) {
    this.client = client;
    this.origin = origin;
  }

  /** Values of its cookies. */
  List<String> values() {
    return cookies.values().stream().map(Cookie::value).toList();
  }

  /** Another browser with the same cookies, but for the one that has this value. */
  LoadBrowser with(String value, String other) {
    LoadBrowser browser = new LoadBrowser(client, origin);
    cookies.forEach(
        (name, cookie) ->
            browser.cookies.put(
                name, cookie.value().equals(value) ? new Cookie(other, cookie.path()) : cookie));
    return browser;
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
    return send(HttpMethod.GET, address, Buffer.buffer())
        .compose(answer -> hop(answer, until, hops));
  }

  /** Follows redirects until a page is shown. */
  Future<Page> page(String address) {
    return page(address, MOST_HOPS);
  }

  private Future<Page> page(String address, int hops) {
    return send(HttpMethod.GET, address, Buffer.buffer())
        .compose(
            answer -> {
              String location = answer.head().getHeader("location");
              if (location != null && hops > 0) {
                return page(absolute(location), hops - 1);
              }
              return shown(address, answer);
            });
  }

  /** Sends a form of a page; a page has to be the answer. */
  Future<Page> post(String action, String form) {
    return send(HttpMethod.POST, absolute(action), Buffer.buffer(form))
        .compose(answer -> shown(action, answer));
  }

  private static Future<Page> shown(String address, Answer answer) {
    return answer.head().statusCode() == 200
        ? Future.succeededFuture(new Page(address, answer.body().toString()))
        : Future.failedFuture(new UnexpectedStatus(answer.head(), start(answer.body())));
  }

  private Future<Answer> send(HttpMethod method, String address, Buffer form) {
    boolean kept = address.startsWith(origin);
    RequestOptions options = new RequestOptions().setMethod(method).setAbsoluteURI(address);
    if (kept && !cookies.isEmpty()) {
      options.putHeader("cookie", header(address.substring(origin.length())));
    }
    if (method.equals(HttpMethod.POST)) {
      options
          .putHeader("origin", origin)
          .putHeader("content-type", "application/x-www-form-urlencoded");
    }
    return client
        .request(options)
        .compose(request -> request.send(form))
        .compose(
            response -> {
              if (kept) {
                response.cookies().forEach(this::keep);
              }
              return response.body().map(body -> new Answer(response, body));
            });
  }

  private String absolute(String location) {
    return location.startsWith("/") ? origin + location : location;
  }

  private Future<String> hop(Answer answer, String until, int hops) {
    String location = answer.head().getHeader("location");
    if (location == null) {
      return Future.failedFuture(
          new UnexpectedStatus(answer.head(), "instead of a redirect: " + start(answer.body())));
    }
    return follow(absolute(location), until, hops - 1);
  }

  private static String start(Buffer body) {
    String text = body.toString().replaceAll("<[^>]*>|\\s+", " ").trim();
    return text.substring(0, Math.min(300, text.length()));
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
