package io.tributary.broker.direct;

import io.tributary.broker.client.PresentedCredentials;
import io.tributary.broker.kit.Fuzzed;
import io.tributary.broker.web.Parameters;

/**
 * Fuzz target: {@code Authorization} header (first line, absent when empty) and form of a direct
 * request, until it is known who the client says it is.
 */
public final class TokenRequestFuzz {
  private TokenRequestFuzz() {}

  /** Loads classes and makes keys: the time of the first input is its own. */
  public static void fuzzerInitialize() {
    fuzzerTestOneInput(new byte[0]);
  }

  public static void fuzzerTestOneInput(byte[] data) {
    String[] lines = Fuzzed.lines(Fuzzed.text(data));
    Fuzzed.mayRefuse(() -> read(lines[0].isEmpty() ? null : lines[0], lines[1]));
  }

  private static void read(String authorization, String body) {
    Parameters form = Parameters.parse(body);
    PresentedCredentials presented = Credentials.read(authorization, form);
    if (presented == null) {
      throw new AssertionError("nobody");
    }
    form.refuseDuplicates();
    form.require("grant_type");
  }
}
