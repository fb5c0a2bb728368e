package io.tributary.platform.http;

import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;

/** Origins and sites as browsers compare them. */
final class Site {
  private static final Pattern IP_LITERAL = Pattern.compile("[0-9.]+|\\[.*]");

  private Site() {}

  static String origin(URI uri) {
    return (uri.getScheme() + "://" + uri.getRawAuthority()).toLowerCase(Locale.ROOT);
  }

  /** {@code Sec-Fetch-Site}: ports of one host are one site, but not one origin. */
  static String relation(URI from, URI to) {
    if (origin(from).equals(origin(to))) {
      return "same-origin";
    }
    return from.getScheme().equals(to.getScheme()) && site(from).equals(site(to))
        ? "same-site"
        : "cross-site";
  }

  /** Good enough for tests: the last two labels, or the whole of a literal or a single label. */
  private static String site(URI uri) {
    String host = uri.getHost().toLowerCase(Locale.ROOT);
    if (IP_LITERAL.matcher(host).matches()) {
      return host;
    }
    String[] labels = host.split("\\.", -1);
    int count = labels.length;
    return count < 2 ? host : labels[count - 2] + "." + labels[count - 1];
  }
}
