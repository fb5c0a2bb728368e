package io.tributary.broker.request;

import io.tributary.broker.client.Client;
import io.tributary.broker.kit.Fuzzed;
import io.tributary.broker.web.IssuerChoice;
import io.tributary.broker.web.Parameters;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Fuzz target: the query of an authorization request, until it is valid. With a plus first: after a
 * client and address that are right; with a brace: as the {@code claims} of a good request.
 */
public final class AuthorizeFuzz {
  private static final Client CLIENT = Requests.client();

  private AuthorizeFuzz() {}

  /** Loads classes and makes keys: the time of the first input is its own. */
  public static void fuzzerInitialize() {
    fuzzerTestOneInput(new byte[0]);
  }

  public static void fuzzerTestOneInput(byte[] data) {
    Fuzzed.mayRefuse(() -> read(Fuzzed.text(data)));
  }

  private static void read(String text) {
    String query = text;
    if (text.startsWith("+")) {
      query = "client_id=app&redirect_uri=" + Requests.REDIRECT + "&" + text.substring(1);
    } else if (text.startsWith("{")) {
      query = Requests.query() + "&claims=" + URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
    RawRequest raw =
        new RawRequest(new IssuerChoice(List.of(Requests.ISSUER)), Parameters.parse(query));
    Optional<Client> client = Optional.of(CLIENT).filter(one -> one.id().equals(raw.clientId()));
    ValidRequest valid = Requests.rules().valid(TrustedRequest.of(raw.of(client)));
    if (!valid.client().returnsTo(valid.back().redirectUri())) {
      throw new AssertionError("goes to " + valid.back().redirectUri());
    }
  }
}
