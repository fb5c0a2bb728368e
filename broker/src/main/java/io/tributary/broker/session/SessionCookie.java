package io.tributary.broker.session;

import io.tributary.platform.protocol.Digests;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The cookie of the single sign-on session, as text.
 *
 * <p>Its name has a hash of our issuer in it, since the ports of one host share cookies, and on
 * https the prefix {@code __Host-} (or {@code __Secure-} below a path), which keeps a sibling host
 * from planting one (RFC 6265bis §4.1.3). It ends with the browser; the session behind it ends
 * earlier.
 *
 * @param path without a slash at the end: it must match the base path with and without one
 */
public record SessionCookie(String name, String path, boolean secure) {
  private static final Pattern VALUE = Pattern.compile("[A-Za-z0-9_-]{43}");

  /**
   * @param publicUrl our own, which is our root issuer
   */
  public static SessionCookie of(URI publicUrl) {
    boolean secure = "https".equalsIgnoreCase(publicUrl.getScheme());
    String path = publicUrl.getRawPath() == null ? "" : publicUrl.getRawPath();
    while (path.endsWith("/")) {
      path = path.substring(0, path.length() - 1);
    }
    String base = path.isEmpty() ? "/" : path;
    String hash = Digests.base64Url(Digests.sha256(publicUrl.toString())).substring(0, 10);
    String prefix = !secure ? "" : base.equals("/") ? "__Host-" : "__Secure-";
    return new SessionCookie(prefix + "tributary-sso-" + hash, base, secure);
  }

  /** The value of {@code Set-Cookie} that begins a session. */
  public String set(String value) {
    return name + "=" + value + attributes();
  }

  /** The value of {@code Set-Cookie} that removes it. */
  public String clear() {
    return name + "=" + attributes() + "; Max-Age=0";
  }

  private String attributes() {
    return "; Path=" + path + "; HttpOnly; SameSite=Lax" + (secure ? "; Secure" : "");
  }

  /** The value in all {@code Cookie} headers: HTTP/2 may send several (RFC 9113 §8.2.3). */
  public Optional<String> read(List<String> headers) {
    return read(String.join(";", headers));
  }

  /**
   * The value in a {@code Cookie} header (RFC 6265 §4.2.1). Nothing when it is there with two
   * values: somebody planted one, and which one is ours cannot be told.
   */
  public Optional<String> read(String header) {
    Set<String> found = new HashSet<>();
    for (String pair : header.split(";", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0 && pair.substring(0, equals).strip().equals(name)) {
        found.add(pair.substring(equals + 1).strip());
      }
    }
    return found.size() == 1
        ? Optional.of(found.iterator().next()).filter(SessionCookie::wellFormed)
        : Optional.empty();
  }

  static boolean wellFormed(String value) {
    return VALUE.matcher(value).matches();
  }
}
