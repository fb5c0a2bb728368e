package io.tributary.broker.upstream;

import io.tributary.platform.relyingparty.CallbackParameters;
import java.util.Optional;

/** What a browser brought back from an upstream; nothing in it is believed yet. */
public record UpstreamAnswer(
    Optional<String> code,
    Optional<String> state,
    Optional<String> iss,
    Optional<String> error,
    Optional<String> errorDescription) {
  CallbackParameters toRelyingParty() {
    return new CallbackParameters(code, state, iss, error, errorDescription);
  }

  @Override
  public String toString() {
    return "UpstreamAnswer";
  }
}
