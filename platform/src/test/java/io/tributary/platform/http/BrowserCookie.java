package io.tributary.platform.http;

import java.net.URI;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * A cookie as a browser keeps it (RFC 6265bis §5.7).
 *
 * @param domain host that set it, or the domain it named; lower case
 * @param hostOnly no {@code Domain} was named
 * @param expires absent: gone with the browser
 */
public record BrowserCookie(
    String name,
    String value,
    String domain,
    boolean hostOnly,
    String path,
    Optional<Instant> expires,
    boolean secure,
    boolean httpOnly,
    String sameSite,
    long created) {

  boolean isSameAs(BrowserCookie other) {
    return name.equals(other.name) && domain.equals(other.domain) && path.equals(other.path);
  }

  boolean isExpired(Instant now) {
    return expires.filter(end -> !end.isAfter(now)).isPresent();
  }

  /** Ports do not matter: all ports of one host share cookies. */
  boolean goesTo(URI uri) {
    String host = uri.getHost().toLowerCase(Locale.ROOT);
    boolean domainMatches = host.equals(domain) || (!hostOnly && host.endsWith("." + domain));
    return domainMatches && pathMatches(uri) && (!secure || uri.getScheme().equals("https"));
  }

  /** RFC 6265 §5.1.4. */
  private boolean pathMatches(URI uri) {
    String asked = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    return asked.equals(path)
        || (asked.startsWith(path) && (path.endsWith("/") || asked.charAt(path.length()) == '/'));
  }

  /** Lax goes along a cross-site navigation by a safe method; Strict never (§5.6.7.1). */
  boolean allowedCrossSite(String method) {
    return sameSite.equals("none") || (sameSite.equals("lax") && method.equals("GET"));
  }
}
