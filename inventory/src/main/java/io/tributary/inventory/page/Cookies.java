package io.tributary.inventory.page;

import io.tributary.platform.protocol.Digests;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One of our cookies. Its name holds a hash of the public URL, because all ports of a host share
 * cookies; with https it is a {@code __Host-} cookie (RFC 6265bis §4.1.3.2).
 */
public final class Cookies {
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{43}");

  private final String name;
  private final boolean secure;

  public Cookies(String purpose, URI publicUrl) {
    this.secure = "https".equalsIgnoreCase(publicUrl.getScheme());
    String hash = Digests.base64Url(Digests.sha256(publicUrl.toString())).substring(0, 10);
    this.name = (secure ? "__Host-" : "") + "inventory-" + purpose + "-" + hash;
  }

  String name() {
    return name;
  }

  /** The value when it has the shape of one that we made and stands once. */
  public Optional<String> read(RoutingContext context) {
    Set<Cookie> all = context.request().cookies(name);
    return all.size() == 1
        ? all.stream().map(Cookie::getValue).filter(TOKEN.asMatchPredicate()).findFirst()
        : Optional.empty();
  }

  public void set(HttpServerResponse response, String value, Duration life) {
    response.addCookie(cookie(value).setMaxAge(life.toSeconds()));
  }

  public void clear(HttpServerResponse response) {
    response.addCookie(cookie("").setMaxAge(0));
  }

  private Cookie cookie(String value) {
    return Cookie.cookie(name, value)
        .setPath("/")
        .setHttpOnly(true)
        .setSecure(secure)
        .setSameSite(CookieSameSite.LAX);
  }
}
