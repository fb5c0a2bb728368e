package io.tributary.platform.http;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The cookies of a browser. What a browser would refuse is refused and remembered. */
public final class CookieJar {
  private static final int MAX_BYTES = 4096;

  private final Clock clock;
  private final List<BrowserCookie> cookies = new ArrayList<>();
  private final List<String> rejected = new ArrayList<>();
  private long created;

  CookieJar(Clock clock) {
    this.clock = clock;
  }

  /** Those not expired, in the order they were made. */
  public List<BrowserCookie> all() {
    Instant now = clock.instant();
    cookies.removeIf(cookie -> cookie.isExpired(now));
    return List.copyOf(cookies);
  }

  public Optional<BrowserCookie> named(String name) {
    return all().stream().filter(cookie -> cookie.name().equals(name)).findFirst();
  }

  /** {@code Set-Cookie} headers that a browser would have refused, with the reason. */
  public List<String> rejected() {
    return List.copyOf(rejected);
  }

  public void clear() {
    cookies.clear();
  }

  /** What closing and opening the browser does: session cookies go. */
  public void restart() {
    cookies.removeIf(cookie -> cookie.expires().isEmpty());
  }

  /** Puts a cookie as if a server at this address had set it: for planting foreign ones. */
  public void store(URI from, String setCookie) {
    int end = setCookie.indexOf(';');
    String pair = end < 0 ? setCookie : setCookie.substring(0, end);
    int equals = pair.indexOf('=');
    if (equals <= 0) {
      reject(setCookie, "no name");
      return;
    }
    Map<String, String> attributes = attributes(end < 0 ? "" : setCookie.substring(end + 1));
    String host = from.getHost().toLowerCase(Locale.ROOT);
    String domain = attributes.getOrDefault("domain", "").replaceFirst("^\\.", "");
    String path = attributes.getOrDefault("path", "");
    BrowserCookie cookie =
        new BrowserCookie(
            pair.substring(0, equals).trim(),
            pair.substring(equals + 1).trim(),
            domain.isEmpty() ? host : domain.toLowerCase(Locale.ROOT),
            domain.isEmpty(),
            path.startsWith("/") ? path : defaultPath(from),
            expiry(attributes),
            attributes.containsKey("secure"),
            attributes.containsKey("httponly"),
            attributes.getOrDefault("samesite", "lax").toLowerCase(Locale.ROOT),
            created++);
    whyRefused(cookie, from, attributes)
        .ifPresentOrElse(why -> reject(setCookie, why), () -> replace(cookie));
  }

  /** The {@code Cookie} header, longer paths first, then older ones (§5.7.3). */
  Optional<String> header(URI to, boolean sameSite, String method) {
    String header =
        all().stream()
            .filter(cookie -> cookie.goesTo(to))
            .filter(cookie -> sameSite || cookie.allowedCrossSite(method))
            .sorted(
                Comparator.comparingInt((BrowserCookie cookie) -> -cookie.path().length())
                    .thenComparingLong(BrowserCookie::created))
            .map(cookie -> cookie.name() + "=" + cookie.value())
            .collect(Collectors.joining("; "));
    return header.isEmpty() ? Optional.empty() : Optional.of(header);
  }

  private void replace(BrowserCookie cookie) {
    cookies.removeIf(cookie::isSameAs);
    if (!cookie.isExpired(clock.instant())) {
      cookies.add(cookie);
    }
  }

  private static Optional<String> whyRefused(
      BrowserCookie cookie, URI from, Map<String, String> attributes) {
    String host = from.getHost().toLowerCase(Locale.ROOT);
    if (cookie.name().length() + cookie.value().length() > MAX_BYTES) {
      return Optional.of("larger than " + MAX_BYTES + " bytes");
    }
    if (!cookie.hostOnly()
        && !host.equals(cookie.domain())
        && !host.endsWith("." + cookie.domain())) {
      return Optional.of("foreign domain");
    }
    if (cookie.secure() && !from.getScheme().equals("https")) {
      return Optional.of("Secure over http");
    }
    if (cookie.sameSite().equals("none") && !cookie.secure()) {
      return Optional.of("SameSite=None without Secure");
    }
    if (cookie.name().startsWith("__Secure-") && !cookie.secure()) {
      return Optional.of("__Secure- without Secure");
    }
    boolean isHostCookie =
        cookie.secure() && cookie.hostOnly() && "/".equals(attributes.get("path"));
    return cookie.name().startsWith("__Host-") && !isHostCookie
        ? Optional.of("__Host- without Secure, Path=/ or with a Domain")
        : Optional.empty();
  }

  private Optional<Instant> expiry(Map<String, String> attributes) {
    String maxAge = attributes.get("max-age");
    if (maxAge != null && maxAge.matches("-?[0-9]{1,18}")) {
      long seconds = Long.parseLong(maxAge);
      // Browsers keep nothing longer than 400 days.
      return Optional.of(
          seconds <= 0
              ? Instant.EPOCH
              : clock.instant().plus(Duration.ofSeconds(Math.min(seconds, 34_560_000))));
    }
    try {
      return Optional.ofNullable(attributes.get("expires"))
          .map(text -> ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeParseException ignoredByBrowsers) {
      return Optional.empty();
    }
  }

  private static Map<String, String> attributes(String text) {
    Map<String, String> attributes = new LinkedHashMap<>();
    for (String attribute : text.split(";", -1)) {
      int equals = attribute.indexOf('=');
      String name = equals < 0 ? attribute : attribute.substring(0, equals);
      attributes.put(
          name.trim().toLowerCase(Locale.ROOT),
          equals < 0 ? "" : attribute.substring(equals + 1).trim());
    }
    return attributes;
  }

  /** RFC 6265 §5.1.4. */
  private static String defaultPath(URI from) {
    String path = from.getRawPath() == null ? "" : from.getRawPath();
    int last = path.lastIndexOf('/');
    return last <= 0 ? "/" : path.substring(0, last);
  }

  private void reject(String setCookie, String why) {
    rejected.add(why + ": " + setCookie);
  }
}
