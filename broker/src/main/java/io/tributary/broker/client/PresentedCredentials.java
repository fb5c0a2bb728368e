package io.tributary.broker.client;

import java.util.List;
import java.util.Optional;

/**
 * What a client showed to prove who it is, however it was carried.
 *
 * @param method how it came
 * @param readings the pairs it may mean, the likeliest first: basic credentials are form-encoded by
 *     RFC 6749 §2.3.1 but sent raw by widespread libraries, so both are tried
 */
public record PresentedCredentials(AuthenticationMethod method, List<Pair> readings) {

  /** One reading; prints without the secret. */
  public record Pair(String clientId, Optional<String> secret) {
    @Override
    public String toString() {
      return "Pair[" + clientId + "]";
    }
  }
}
