package io.tributary.platform.relyingparty;

import java.net.URI;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * An authentication request to send (OpenID Connect Core §3.1.2.1).
 *
 * @param redirectUri our callback
 * @param state made by the caller, who finds its attempt again by it
 * @param prompt for example {@code login}
 * @param maxAgeSeconds proven afterwards by {@code auth_time}
 */
public record LoginRequest(
    URI redirectUri,
    String state,
    Optional<String> prompt,
    OptionalLong maxAgeSeconds,
    Optional<String> loginHint) {}
