package io.tributary.broker.kit;

import io.tributary.platform.protocol.Digests;
import io.tributary.platform.protocol.OAuthException;
import java.nio.charset.StandardCharsets;

/**
 * What fuzz targets make of bytes, and the one thing that may leave a parser.
 *
 * <p>A target is a class {@code XFuzz} with {@code public static void fuzzerTestOneInput(byte[])};
 * its inputs stand in {@code src/test/resources/fuzz/<package>.XFuzz}.
 */
public final class Fuzzed {
  private Fuzzed() {}

  /** One character for each byte, as HTTP hands addresses and headers on. */
  public static String text(byte[] data) {
    return new String(data, StandardCharsets.ISO_8859_1);
  }

  /** A parser may refuse in its own way, and in no other. */
  public static void mayRefuse(Runnable parser) {
    try {
      parser.run();
    } catch (OAuthException refused) {
      // That is how a parser says no.
    }
  }

  /** A body after a line break, or nothing: two texts of one input. */
  public static String[] lines(String text) {
    int end = text.indexOf('\n');
    return end < 0
        ? new String[] {text, ""}
        : new String[] {text.substring(0, end), text.substring(end + 1)};
  }

  /**
   * Something like a compact JWT: a fuzzer writes JSON sooner than Base64. With {@code ~} first the
   * lines are header, claims and signature, else the text is taken as it is.
   */
  public static String jwt(String text) {
    if (!text.startsWith("~")) {
      return text;
    }
    String[] header = lines(text.substring(1));
    String[] claims = lines(header[1]);
    return encoded(header[0]) + "." + encoded(claims[0]) + "." + encoded(claims[1]);
  }

  private static String encoded(String part) {
    return Digests.base64Url(part.getBytes(StandardCharsets.ISO_8859_1));
  }
}
