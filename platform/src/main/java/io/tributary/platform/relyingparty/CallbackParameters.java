package io.tributary.platform.relyingparty;

import java.util.Optional;

/** The authorization response (RFC 6749 §4.1.2, RFC 9207 §2); the caller has refused duplicates. */
public record CallbackParameters(
    Optional<String> code,
    Optional<String> state,
    Optional<String> iss,
    Optional<String> error,
    Optional<String> errorDescription) {

  @Override
  public String toString() {
    return "CallbackParameters[error=" + error + "]";
  }
}
