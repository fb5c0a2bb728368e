package io.tributary.inventory.page;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An address within this site that a browser may be sent to: an absolute path with an optional
 * query. Anything that some browser reads as another host is refused: {@code //host}, {@code
 * /\host}, a scheme, control characters (which browsers drop before they look).
 */
public record LocalPath(String value) {
  public static final LocalPath HOME = new LocalPath("/");
  private static final int MAX = 2048;

  /** RFC 3986 path and query characters only; every other one must be percent-encoded. */
  private static final Pattern SHAPE =
      Pattern.compile(
          "/(?!/)[A-Za-z0-9._~!$&'()*+,;=:@%/-]*(\\?[A-Za-z0-9._~!$&'()*+,;=:@%/?-]*)?");

  private static final Pattern HIDDEN = Pattern.compile("(?i)%(0[0-9a-f]|1[0-9a-f]|7f|5c|2f)");

  /** The path, or nothing when it could lead elsewhere. */
  public static Optional<LocalPath> parse(String value) {
    if (value.getBytes(StandardCharsets.UTF_8).length > MAX || !SHAPE.matcher(value).matches()) {
      return Optional.empty();
    }
    String path = value.split("\\?", 2)[0];
    boolean odd =
        path.contains("//") || HIDDEN.matcher(path).find() || ("/" + path).contains("/../");
    return odd ? Optional.empty() : Optional.of(new LocalPath(value));
  }

  /** Where to go after a login: never back into the login itself. */
  public static LocalPath afterLogin(Optional<String> wish) {
    return wish.flatMap(LocalPath::parse)
        .filter(path -> !path.value.startsWith("/login"))
        .filter(path -> !path.value.startsWith("/logout"))
        .filter(path -> !path.value.startsWith("/oauth/"))
        .orElse(HOME);
  }
}
