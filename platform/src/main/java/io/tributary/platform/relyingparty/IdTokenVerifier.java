package io.tributary.platform.relyingparty;

import io.tributary.platform.protocol.JwtKind;
import io.vertx.core.Future;
import java.time.Clock;

/**
 * Decides whether an id_token proves this login: form, algorithm, key, signature, claims, in this
 * order.
 */
final class IdTokenVerifier {
  private final ProviderSignatures signatures;
  private final IdTokenRules rules;
  private final Clock clock;

  IdTokenVerifier(ProviderSettings settings, ProviderSignatures signatures, Clock clock) {
    this.signatures = signatures;
    this.rules = new IdTokenRules(settings.clientId(), settings.clockLeeway());
    this.clock = clock;
  }

  /** The claims, proven; or {@link RelyingPartyException}. */
  Future<JsonMembers> verify(String idToken, IdTokenRules.Expected expected) {
    return signatures
        .verify(idToken, JwtKind.ID_TOKEN)
        .map(
            token -> {
              rules.check(token.claims(), token.algorithm(), expected, clock.instant());
              return token.claims();
            });
  }
}
