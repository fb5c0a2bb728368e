package io.tributary.broker.grant;

import io.tributary.broker.client.Client;
import io.tributary.broker.token.Authorized;
import io.tributary.broker.token.ClaimRelease;
import io.tributary.broker.token.RefreshFamilyRepository;
import io.tributary.broker.token.RefreshToken;
import io.tributary.broker.token.RequestedClaims;
import io.tributary.broker.token.ResourceParameter;
import io.tributary.broker.token.Rotation;
import io.tributary.broker.token.TokenResponse;
import io.tributary.broker.trace.TraceWriter;
import io.tributary.platform.protocol.ErrorCode;
import io.tributary.platform.protocol.GrantTypes;
import io.tributary.platform.protocol.OAuthException;
import io.tributary.platform.protocol.Scopes;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;

/** {@code refresh_token} (RFC 6749 §6, RFC 9700 §4.14, OpenID Connect Core §12). */
public final class RefreshTokenGrant implements GrantType {
  private final RefreshFamilyRepository families;
  private final TraceWriter traces;
  private final Clock clock;

  public RefreshTokenGrant(RefreshFamilyRepository families, TraceWriter traces, Clock clock) {
    this.families = families;
    this.traces = traces;
    this.clock = clock;
  }

  @Override
  public String type() {
    return GrantTypes.REFRESH_TOKEN;
  }

  /**
   * Whatever can be judged without the family is judged before the token is spent. Scope values
   * that were never granted are ignored, as at authorization: mod_auth_openidc repeats all that it
   * asked for then.
   */
  @Override
  public Future<TokenResponse> redeem(TokenRequest request) {
    String written = request.parameters().require("refresh_token");
    Optional<Scopes> scopes =
        request.parameters().get("scope").map(Scopes::parse).filter(asked -> !asked.isEmpty());
    Optional<String> resource = ResourceParameter.read(request.parameters(), request.client());
    RefreshToken token =
        request
            .tokens()
            .refreshTokens()
            .read(written, request.client().id())
            .orElseThrow(() -> refused("not a refresh token of this client"));
    return families
        .rotate(
            new RefreshFamilyRepository.Request(
                token,
                request.client().id(),
                request.tokens().issuer().identifier(),
                scopes,
                resource,
                request.requestId()),
            request.client().tokens().refresh().grace())
        .map(outcome -> answer(outcome, request));
  }

  private TokenResponse answer(Rotation outcome, TokenRequest request) {
    return outcome.fold(
        rotated -> {
          traces.follow(
              request.requestId(), rotated.authorized().grant().traceId(), clock.instant());
          return request
              .tokens()
              .issue(
                  stillAllowed(rotated.authorized(), request),
                  request.client(),
                  Optional.of(rotated.successor()));
        },
        reused -> {
          throw refused("the token was used before; its family is revoked");
        },
        reason -> {
          throw refused(reason);
        });
  }

  /** A family outlives changes of its client: what was taken from that is not given any more. */
  private static Authorized stillAllowed(Authorized granted, TokenRequest request) {
    Client client = request.client();
    Set<String> scopes = client.requests().scopes();
    if (!client.requests().resources().containsAll(granted.resource().stream().toList())) {
      throw refused(Rotation.Reason.RESOURCE);
    }
    ClaimRelease release = request.tokens().release();
    return new Authorized(
        granted.grant(),
        granted.scopes().intersect(scopes),
        granted.nonce(),
        granted.authTime(),
        granted.acr(),
        granted.amr(),
        new RequestedClaims(
            release.within(granted.claims().idToken(), scopes, client.release()),
            release.within(granted.claims().userinfo(), scopes, client.release())),
        granted.resource());
  }

  private static OAuthException refused(Rotation.Reason reason) {
    return switch (reason) {
      case OVER -> refused("the family is over or the account is closed");
      case SCOPE ->
          OAuthException.of(ErrorCode.INVALID_SCOPE, "None of these scopes was ever granted");
      case RESOURCE ->
          OAuthException.of(
              ErrorCode.INVALID_TARGET, "The refresh token was granted for another resource");
    };
  }

  private static OAuthException refused(String detail) {
    return OAuthException.of(
        ErrorCode.INVALID_GRANT, "The refresh token is wrong, expired or revoked", detail);
  }
}
