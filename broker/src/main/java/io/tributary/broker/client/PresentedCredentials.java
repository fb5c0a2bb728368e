package io.tributary.broker.client;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What a client showed to prove who it is, however it was carried. */
public sealed interface PresentedCredentials {

  <T> T fold(Function<Pairs, T> pairs, Function<Assertion, T> assertion);

  /**
   * A name with a secret or without.
   *
   * @param method how it came
   * @param readings the pairs it may mean, the likeliest first: basic credentials are form-encoded
   *     by RFC 6749 §2.3.1 but sent raw by widespread libraries, so both are tried
   */
  record Pairs(AuthenticationMethod method, List<Pair> readings) implements PresentedCredentials {
    @Override
    public <T> T fold(Function<Pairs, T> pairs, Function<Assertion, T> assertion) {
      return pairs.apply(this);
    }
  }

  /** One reading; prints without the secret. */
  record Pair(String clientId, Optional<String> secret) {
    @Override
    public String toString() {
      return "Pair[" + clientId + "]";
    }
  }

  /**
   * A signed statement (RFC 7521 §4.2); prints without it.
   *
   * @param jwt the value of {@code client_assertion}
   * @param clientId the value of {@code client_id}, if any
   */
  record Assertion(String jwt, Optional<String> clientId) implements PresentedCredentials {
    @Override
    public <T> T fold(Function<Pairs, T> pairs, Function<Assertion, T> assertion) {
      return assertion.apply(this);
    }

    @Override
    public String toString() {
      return "Assertion[" + clientId.orElse("") + "]";
    }
  }
}
