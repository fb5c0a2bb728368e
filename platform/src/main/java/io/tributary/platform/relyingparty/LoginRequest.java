package io.tributary.platform.relyingparty;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * An authentication request to send (OpenID Connect Core §3.1.2.1).
 *
 * @param redirectUri our callback
 * @param state made by the caller, who finds its attempt again by it
 * @param prompt for example {@code login}
 * @param maxAgeSeconds proven afterwards by {@code auth_time}
 * @param acrValues the best first; sent are those that the provider says it knows
 */
public record LoginRequest(
    URI redirectUri,
    String state,
    Optional<String> prompt,
    OptionalLong maxAgeSeconds,
    List<String> acrValues,
    Optional<String> loginHint) {

  /** One that does not care how the person is authenticated. */
  public LoginRequest(
      URI redirectUri,
      String state,
      Optional<String> prompt,
      OptionalLong maxAgeSeconds,
      Optional<String> loginHint) {
    this(redirectUri, state, prompt, maxAgeSeconds, List.of(), loginHint);
  }
}
