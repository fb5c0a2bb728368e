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
 * are HttpOnly and SameSite=Lax; on https they are Secure, with the prefix that browsers hold us
 * to.
 */
public final class BrowserCookies {
  private static final int MOST_READ = 64;

  private final String prefix;
  private final String path;
  private final boolean secure;

  public BrowserCookies(URI publicUrl) {
    this.path = PublicUrl.basePath(publicUrl);
    this.secure = publicUrl.getScheme().equals("https");
    String hash = Digests.base64Url(Digests.sha256(publicUrl.toString())).substring(0, 8);
    // __Host- demands Path=/ (RFC 6265bis §4.1.3.2).
    String guard = !secure ? "" : path.equals("/") ? "__Host-" : "__Secure-";
    this.prefix = guard + "tributary-" + hash + "-";
  }

  /** Full name of a cookie of ours. */
  public String name(String purpose) {
    return prefix + purpose;
  }

  public Optional<String> get(RoutingContext context, String purpose) {
    return all(context, purpose).stream()
        .filter(cookie -> cookie.purpose().equals(purpose))
        .map(Received::value)
        .findFirst();
  }

  /** A cookie that came with the request, its name without our prefix. */
  public record Received(String purpose, String value) {}

  /** The cookies of ours whose purpose begins so. */
  public List<Received> all(RoutingContext context, String purposeStart) {
    List<Received> found = new ArrayList<>();
    String start = prefix + purposeStart;
    for (String header : context.request().headers().getAll(HttpHeaders.COOKIE)) {
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
    StringBuilder cookie = new StringBuilder(name(purpose)).append('=').append(value);
    cookie.append("; Path=").append(path).append("; HttpOnly; SameSite=Lax");
    if (secure) {
      cookie.append("; Secure");
    }
    life.ifPresent(time -> cookie.append("; Max-Age=").append(time.toSeconds()));
    context.response().headers().add(HttpHeaders.SET_COOKIE, cookie.toString());
  }

  public void clear(RoutingContext context, String purpose) {
    set(context, purpose, "", Optional.of(Duration.ZERO));
  }
}
