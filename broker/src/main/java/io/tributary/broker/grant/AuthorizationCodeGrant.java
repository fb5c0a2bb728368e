package io.tributary.broker.grant;

import io.tributary.broker.audit.Audit;
import io.tributary.broker.audit.AuditEvent;
import io.tributary.broker.token.AuthorizationCodeRepository;
import io.tributary.broker.token.RedeemedCode;
import io.tributary.broker.token.Redemption;
import io.tributary.broker.token.TokenResponse;
import io.tributary.platform.protocol.ErrorCode;
import io.tributary.platform.protocol.OAuthException;
import io.tributary.platform.protocol.Pkce;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.Optional;

/** {@code authorization_code} (RFC 6749 §4.1.3, RFC 7636 §4.6, OpenID Connect Core §3.1.3). */
public final class AuthorizationCodeGrant implements GrantType {
  private final AuthorizationCodeRepository codes;
  private final Audit audit;
  private final Clock clock;

  public AuthorizationCodeGrant(AuthorizationCodeRepository codes, Audit audit, Clock clock) {
    this.codes = codes;
    this.audit = audit;
    this.clock = clock;
  }

  @Override
  public String type() {
    return "authorization_code";
  }

  @Override
  public Future<TokenResponse> redeem(TokenRequest request) {
    String code = request.parameters().require("code");
    String redirectUri = request.parameters().require("redirect_uri");
    Optional<String> verifier = request.parameters().get("code_verifier");
    return codes
        .redeem(
            code,
            request.client().id(),
            request.tokens().issuer().identifier(),
            Optional.of(redirectUri))
        .map(outcome -> redeemed(outcome, request))
        .map(
            redeemed -> {
              requireVerifier(redeemed, verifier);
              return request.tokens().issue(redeemed.authorized(), request.client());
            });
  }

  private RedeemedCode redeemed(Redemption outcome, TokenRequest request) {
    return outcome.fold(
        redeemed -> redeemed,
        replayed -> {
          replayed(replayed, request);
          throw refused("the code was used before; its grant is revoked");
        },
        reason -> {
          throw refused("code " + reason);
        });
  }

  /** The code is used up by now: a wrong verifier gets no second guess. */
  private static void requireVerifier(RedeemedCode code, Optional<String> verifier) {
    if (code.challenge().isEmpty()) {
      if (verifier.isPresent()) {
        throw refused("a verifier although the request had no challenge");
      }
      return;
    }
    if (verifier.isEmpty() || !Pkce.verify(verifier.get(), code.challenge().get())) {
      throw refused("PKCE verifier");
    }
  }

  private void replayed(Redemption.Replayed replay, TokenRequest request) {
    audit.record(
        new AuditEvent(
            clock.instant(),
            "code.replayed",
            request.requestId(),
            Optional.of(replay.subject()),
            Optional.empty(),
            Optional.of(replay.clientId()),
            new JsonObject()));
  }

  private static OAuthException refused(String detail) {
    return OAuthException.of(
        ErrorCode.INVALID_GRANT, "The code is wrong, expired or was used before", detail);
  }
}
