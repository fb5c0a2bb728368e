package io.tributary.broker.grant;

import io.tributary.broker.audit.Audit;
import io.tributary.broker.audit.AuditEvent;
import io.tributary.broker.client.Client;
import io.tributary.broker.client.TokenSettings.RefreshSettings;
import io.tributary.broker.token.AuthorizationCodeRepository;
import io.tributary.broker.token.OfflineAccess;
import io.tributary.broker.token.PresentedCode;
import io.tributary.broker.token.RedeemedCode;
import io.tributary.broker.token.Redemption;
import io.tributary.broker.token.ResourceParameter;
import io.tributary.broker.token.TokenResponse;
import io.tributary.broker.trace.TraceWriter;
import io.tributary.platform.protocol.ErrorCode;
import io.tributary.platform.protocol.GrantTypes;
import io.tributary.platform.protocol.OAuthException;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.Optional;

/** {@code authorization_code} (RFC 6749 §4.1.3, RFC 7636 §4.6, OpenID Connect Core §3.1.3). */
public final class AuthorizationCodeGrant implements GrantType {
  private final AuthorizationCodeRepository codes;
  private final Audit audit;
  private final TraceWriter traces;
  private final Clock clock;

  public AuthorizationCodeGrant(
      AuthorizationCodeRepository codes, Audit audit, TraceWriter traces, Clock clock) {
    this.traces = traces;
    this.codes = codes;
    this.audit = audit;
    this.clock = clock;
  }

  @Override
  public String type() {
    return GrantTypes.AUTHORIZATION_CODE;
  }

  @Override
  public Future<TokenResponse> redeem(TokenRequest request) {
    Client client = request.client();
    PresentedCode code =
        new PresentedCode(
            request.parameters().require("code"),
            client.id(),
            request.tokens().issuer().identifier(),
            request.parameters().require("redirect_uri"),
            request.parameters().get("code_verifier"),
            ResourceParameter.read(request.parameters(), client));
    Optional<RefreshSettings> refresh =
        OfflineAccess.isRegistered(client)
            ? Optional.of(client.tokens().refresh())
            : Optional.empty();
    return codes
        .redeem(code, refresh)
        .map(outcome -> redeemed(outcome, request))
        .map(
            redeemed -> {
              traces.follow(
                  request.requestId(), redeemed.authorized().grant().traceId(), clock.instant());
              return request.tokens().issue(redeemed.authorized(), client, redeemed.refreshToken());
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
          throw reason == Redemption.Reason.RESOURCE ? otherResource() : refused("code " + reason);
        });
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

  private static OAuthException otherResource() {
    return OAuthException.of(ErrorCode.INVALID_TARGET, "The code was granted for another resource");
  }

  private static OAuthException refused(String detail) {
    return OAuthException.of(
        ErrorCode.INVALID_GRANT, "The code is wrong, expired or was used before", detail);
  }
}
