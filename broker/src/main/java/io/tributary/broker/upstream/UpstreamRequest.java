package io.tributary.broker.upstream;

import io.tributary.platform.relyingparty.LoginRequest;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A login to ask an upstream for (OpenID Connect Core §3.1.2.1).
 *
 * @param redirectUri our callback for it
 * @param state made by the caller, who finds its attempt again by it
 * @param prompt for example {@code login}
 * @param maxAgeSeconds proven afterwards by {@code auth_time}
 * @param acrValues the best first; sent are those that the upstream says it knows
 */
public record UpstreamRequest(
    URI redirectUri,
    String state,
    Optional<String> prompt,
    OptionalLong maxAgeSeconds,
    List<String> acrValues,
    Optional<String> loginHint) {
  LoginRequest toRelyingParty() {
    return new LoginRequest(redirectUri, state, prompt, maxAgeSeconds, acrValues, loginHint);
  }
}
