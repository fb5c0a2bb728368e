package io.tributary.platform.http;

import java.util.Optional;

/**
 * The one spelling of a path that routes see. Runs of slashes are one slash; what two programs may
 * read differently (encoded slashes, dot segments, backslashes, control characters) is refused.
 */
final class RequestPath {
  private RequestPath() {}

  /** The path with slashes collapsed, or nothing when it must be refused with 400. */
  static Optional<String> collapse(String path) {
    if (path == null || path.isEmpty() || path.charAt(0) != '/') {
      return Optional.empty();
    }
    StringBuilder collapsed = new StringBuilder(path.length());
    StringBuilder segment = new StringBuilder(); // decoded, to see dots through their encoding
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (c == '/') {
        if (isDots(segment)) {
          return Optional.empty();
        }
        segment.setLength(0);
        if (collapsed.isEmpty() || collapsed.charAt(collapsed.length() - 1) != '/') {
          collapsed.append('/');
        }
        continue;
      }
      int value = c == '%' ? decoded(path, i) : c;
      boolean encoded = c == '%';
      if (value < 0x20 || value == 0x7f || value == '\\' || (encoded && value == '/')) {
        return Optional.empty();
      }
      if (!encoded && (value == ' ' || value > 0x7e)) {
        return Optional.empty(); // RFC 3986 3.3: must be percent-encoded
      }
      segment.append((char) value);
      collapsed.append(c);
      if (encoded) {
        collapsed.append(path, i + 1, i + 3);
        i += 2;
      }
    }
    return isDots(segment) ? Optional.empty() : Optional.of(collapsed.toString());
  }

  private static boolean isDots(StringBuilder segment) {
    return segment.compareTo(new StringBuilder(".")) == 0
        || segment.compareTo(new StringBuilder("..")) == 0;
  }

  /** The byte that a percent triple stands for, or -1. */
  private static int decoded(String path, int at) {
    if (at + 2 >= path.length()) {
      return -1;
    }
    int high = Character.digit(path.charAt(at + 1), 16);
    int low = Character.digit(path.charAt(at + 2), 16);
    return high < 0 || low < 0 || path.charAt(at + 1) > 'f' || path.charAt(at + 2) > 'f'
        ? -1
        : high * 16 + low;
  }
}
