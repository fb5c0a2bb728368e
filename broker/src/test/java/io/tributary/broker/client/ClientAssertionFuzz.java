package io.tributary.broker.client;

import io.tributary.broker.kit.Fuzzed;
import java.util.Optional;

/** Fuzz target: a client's JWT, and a client's key set, until a key would be needed. */
public final class ClientAssertionFuzz {
  private ClientAssertionFuzz() {}

  /** Loads classes and makes keys: the time of the first input is its own. */
  public static void fuzzerInitialize() {
    fuzzerTestOneInput(new byte[0]);
  }

  public static void fuzzerTestOneInput(byte[] data) {
    String text = Fuzzed.text(data);
    if (text.startsWith("{")) {
      boolean registered = KeySetDocument.problem(text).isEmpty();
      if (registered && KeySetDocument.read(text).isEmpty()) {
        throw new AssertionError("registered without a key");
      }
      return;
    }
    try {
      read(ClientAssertions.parse(Fuzzed.jwt(text)));
    } catch (ClientJwt.Refused refused) {
      // The authenticator turns it into invalid_client.
    }
  }

  private static void read(ClientJwt jwt) {
    jwt.kid();
    jwt.audiences();
    jwt.text("jti");
    for (String time : new String[] {"exp", "iat", "nbf"}) {
      long seconds = jwt.seconds(time).orElse(0);
      if (seconds < 0 || seconds >= 253_402_300_800L) {
        throw new AssertionError(time + " " + seconds);
      }
    }
    ClientAssertions.clientId(jwt, Optional.of("app"));
  }
}
