package io.tributary.broker.upstream;

import io.tributary.broker.identity.Trace;
import io.tributary.platform.protocol.ErrorCode;
import io.tributary.platform.protocol.OAuthException;
import io.tributary.platform.relyingparty.Authentication;
import io.tributary.platform.relyingparty.RelyingParty;
import io.tributary.platform.relyingparty.RelyingPartyException;
import io.vertx.core.Future;
import java.net.URI;
import java.util.Optional;

/** One upstream identity provider. */
public final class Upstream {
  private final UpstreamConfig config;
  private final RelyingParty relyingParty;
  private final Normaliser normaliser;
  private final UpstreamHealth health;

  Upstream(UpstreamConfig config, RelyingParty relyingParty, UpstreamHealth health) {
    this.config = config;
    this.relyingParty = relyingParty;
    this.normaliser = new Normaliser(config);
    this.health = health;
  }

  public UpstreamConfig config() {
    return config;
  }

  public String name() {
    return config.name();
  }

  /** Whether its last answer was sound. */
  public boolean available() {
    return health.up();
  }

  /** Fails with {@link UpstreamFailure}. */
  public Future<StartedUpstreamLogin> begin(UpstreamRequest request) {
    return relyingParty
        .begin(request.toRelyingParty())
        .map(
            started ->
                new StartedUpstreamLogin(started.location(), new UpstreamLogin(started.pending())))
        .recover(this::failed);
  }

  /** From the callback to a person. Fails with {@link UpstreamFailure}. */
  public Future<UpstreamIdentity> complete(UpstreamLogin login, UpstreamAnswer answer) {
    return relyingParty
        .complete(login.pending(), answer.toRelyingParty())
        .map(this::normalise)
        .recover(this::failed);
  }

  /** Where its session is ended; nothing when it has no such address or does not answer. */
  public Future<Optional<URI>> endSession(
      Optional<String> idToken, URI postLogoutRedirectUri, String state) {
    return relyingParty
        .endSession(idToken, postLogoutRedirectUri, state)
        .otherwise(Optional.empty());
  }

  /**
   * What a logout token of its says (OpenID Connect Back-Channel Logout §2.6). Fails with {@link
   * OAuthException} for its sender: {@code invalid_request}, or {@code temporarily_unavailable}
   * while its keys cannot be had.
   */
  public Future<UpstreamLogout> loggedOut(String logoutToken) {
    return relyingParty
        .loggedOut(logoutToken)
        .map(
            notice ->
                new UpstreamLogout(
                    name(),
                    notice.issuer(),
                    notice.sid(),
                    notice.sub(),
                    notice.jti(),
                    notice.issuedAt(),
                    notice.until()))
        .recover(Upstream::refusedLogout);
  }

  private static Future<UpstreamLogout> refusedLogout(Throwable cause) {
    if (!(cause instanceof RelyingPartyException known)) {
      return Future.failedFuture(cause);
    }
    return Future.failedFuture(
        known.kind() == RelyingPartyException.Kind.UNAVAILABLE
            ? OAuthException.of(
                ErrorCode.TEMPORARILY_UNAVAILABLE, "The token cannot be checked now", known)
            : OAuthException.of(
                ErrorCode.INVALID_REQUEST, "The logout token is not valid", known.getMessage()));
  }

  /** Reads discovery, so that the first login does not wait for it. */
  public Future<Void> warmUp() {
    return relyingParty.metadata().mapEmpty();
  }

  private UpstreamIdentity normalise(Authentication authentication) {
    Trace trace = new Trace();
    return new UpstreamIdentity(
        normaliser.identity(authentication, trace),
        trace,
        authentication.sid(),
        authentication.authTime(),
        authentication.acr(),
        authentication.amr(),
        authentication.idToken());
  }

  private <T> Future<T> failed(Throwable cause) {
    return Future.failedFuture(
        cause instanceof RelyingPartyException known ? new UpstreamFailure(name(), known) : cause);
  }
}
