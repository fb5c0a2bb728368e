package io.tributary.broker.web;

import io.tributary.platform.protocol.Digests;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Names and attributes of this broker's cookies.
 *
 * <p>Names contain a hash of the public URL, since the ports of one host share their cookies. All
 * are HttpOnly and SameSite=Lax; on https they are Secure, with the prefix that browsers hold us to
 * and that keeps a sibling host from planting one. Their path has no slash at the end: it must
 * match the base path with and without one (RFC 6265 §5.1.4).
 */
public final class BrowserCookies {
  private static final int MOST_READ = 64;

  private final String prefix;
  private final String path;
  private final boolean secure;

  public BrowserCookies(URI publicUrl) {
    String base = PublicUrl.basePath(publicUrl);
    this.path = base.equals("/") ? base : base.substring(0, base.length() - 1);
    this.secure = publicUrl.getScheme().equalsIgnoreCase("https");
    String hash = Digests.base64Url(Digests.sha256(publicUrl.toString())).substring(0, 8);
    // __Host- demands Path=/ (RFC 6265bis §4.1.3.2).
    String guard = !secure ? "" : path.equals("/") ? "__Host-" : "__Secure-";
    this.prefix = guard + "tributary-" + hash + "-";
  }

  /** Full name of a cookie of ours. */
  public String name(String purpose) {
    return prefix + purpose;
  }

  /**
   * The value of a cookie. Nothing when it is there with two values: somebody planted one, and
   * which one is ours cannot be told.
   */
  public Optional<String> get(RoutingContext context, String purpose) {
    return get(headers(context), purpose);
  }

  Optional<String> get(List<String> headers, String purpose) {
    List<String> values =
        all(headers, purpose).stream()
            .filter(cookie -> cookie.purpose().equals(purpose))
            .map(Received::value)
            .distinct()
            .toList();
    return values.size() == 1 ? Optional.of(values.get(0)) : Optional.empty();
  }

  /** A cookie that came with the request, its name without our prefix. */
  public record Received(String purpose, String value) {}

  /** The cookies of ours whose purpose begins so. */
  public List<Received> all(RoutingContext context, String purposeStart) {
    return all(headers(context), purposeStart);
  }

  /** HTTP/2 may send several (RFC 9113 §8.2.3). */
  private static List<String> headers(RoutingContext context) {
    return context.request().headers().getAll(HttpHeaders.COOKIE);
  }

  private List<Received> all(List<String> headers, String purposeStart) {
    List<Received> found = new ArrayList<>();
    String start = prefix + purposeStart;
    for (String header : headers) {
      String[] pairs = header.split(";", MOST_READ + 1);
      for (int i = 0; i < pairs.length && i < MOST_READ; i++) {
        int equals = pairs[i].indexOf('=');
        String name = equals < 0 ? "" : pairs[i].substring(0, equals).trim();
        if (name.startsWith(start)) {
          found.add(
              new Received(name.substring(prefix.length()), pairs[i].substring(equals + 1).trim()));
        }
      }
    }
    return found;
  }

  /**
   * Sets a cookie.
   *
   * @param life absent: until the browser closes
   */
  public void set(RoutingContext context, String purpose, String value, Optional<Duration> life) {
    context.response().headers().add(HttpHeaders.SET_COOKIE, text(purpose, value, life));
  }

  String text(String purpose, String value, Optional<Duration> life) {
    StringBuilder cookie = new StringBuilder(name(purpose)).append('=').append(value);
    cookie.append("; Path=").append(path).append("; HttpOnly; SameSite=Lax");
    if (secure) {
      cookie.append("; Secure");
    }
    life.ifPresent(time -> cookie.append("; Max-Age=").append(time.toSeconds()));
    return cookie.toString();
  }

  /**
   * Sets a cookie that scripts read and frames of other sites send: nothing secret. Needs https.
   *
   * @param value empty: it goes
   */
  public void setReadable(RoutingContext context, String purpose, String value) {
    String life = value.isEmpty() ? "; Max-Age=0" : "";
    context
        .response()
        .headers()
        .add(
            HttpHeaders.SET_COOKIE,
            name(purpose) + "=" + value + "; Path=" + path + "; SameSite=None; Secure" + life);
  }

  public void clear(RoutingContext context, String purpose) {
    set(context, purpose, "", Optional.of(Duration.ZERO));
  }
}
