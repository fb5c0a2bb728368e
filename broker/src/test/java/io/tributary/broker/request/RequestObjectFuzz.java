package io.tributary.broker.request;

import io.tributary.broker.client.Client;
import io.tributary.broker.kit.ClientFixture;
import io.tributary.broker.kit.Fuzzed;
import io.tributary.broker.web.Issuer;
import io.tributary.broker.web.Layout;
import io.tributary.broker.web.Parameters;
import java.net.URI;
import java.time.Instant;

/** Fuzz target: a request object whose signature would be good, until its parameters count. */
public final class RequestObjectFuzz {
  private static final Client CLIENT = ClientFixture.client("app").build();
  private static final Issuer ISSUER =
      Issuer.of(URI.create("https://id.example"), Layout.NATIVE, "");
  private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

  private RequestObjectFuzz() {}

  /** Loads classes and makes keys: the time of the first input is its own. */
  public static void fuzzerInitialize() {
    fuzzerTestOneInput(new byte[0]);
  }

  public static void fuzzerTestOneInput(byte[] data) {
    Fuzzed.mayRefuse(() -> read(Fuzzed.jwt(Fuzzed.text(data))));
  }

  private static void read(String compact) {
    Parameters sent = Parameters.parse("client_id=app&response_type=code&scope=openid");
    RequestObject object =
        RequestObject.isUnsigned(compact)
            ? RequestObject.unsigned(compact)
            : RequestObject.signed(RequestObject.parse(compact));
    Parameters merged = RequestObjectRules.merged(object, CLIENT, ISSUER, sent, NOW);
    if (!merged.require("client_id").equals("app")) {
      throw new AssertionError("another client");
    }
  }
}
