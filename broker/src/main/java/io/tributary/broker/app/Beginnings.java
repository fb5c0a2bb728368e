package io.tributary.broker.app;

import java.util.List;

/**
 * Which requests begin something, so that little is lost when they are refused under too much load:
 * a login, a registration, whatever an administrator's program asks. All others end something begun
 * (a callback, the exchange of a code, a logout) or cost next to nothing (documents, tokens asked
 * about); a login of four requests that is refused at its third has wasted two.
 */
final class Beginnings {
  private static final List<String> ENDS =
      List.of("/authorize", "/initiate", "/register", "/login-report");

  private static final List<String> PARTS = List.of("/api/v1/", "/console");

  private Beginnings() {}

  /** Says it of a path, whatever stands before it: the public URL may have a path of its own. */
  static boolean begins(String path) {
    String trimmed = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    return ENDS.stream().anyMatch(trimmed::endsWith) || PARTS.stream().anyMatch(path::contains);
  }
}
