package io.tributary.broker.keys;

import io.tributary.platform.protocol.JwtKind;
import io.vertx.core.json.JsonObject;
import java.util.function.Supplier;

/**
 * Makes our JWTs: {@code {"alg":…,"kid":…,"typ":…,"kind":…}} and the claims, signed by the active
 * key. Thread safe without locks; runs on the event loop (RS256 0.25 ms, ES256 0.02 ms with ACCP).
 */
public final class TokenSigner {
  private final Supplier<SigningKey> active;

  TokenSigner(Supplier<SigningKey> active) {
    this.active = active;
  }

  /** Signs with the {@code typ} of the kind. */
  public String sign(JwtKind kind, JsonObject claims) {
    return active.get().sign(kind, false, claims.toBuffer().getBytes());
  }

  /** Signs with {@code typ} JWT, for clients that know no other. */
  public String signPlain(JwtKind kind, JsonObject claims) {
    return active.get().sign(kind, true, claims.toBuffer().getBytes());
  }

  public SigningAlgorithm algorithm() {
    return active.get().algorithm();
  }
}
