package io.tributary.broker.upstream;

import io.tributary.platform.protocol.ErrorCode;
import io.tributary.platform.protocol.OAuthException;
import io.tributary.platform.relyingparty.ProviderRefusal;
import io.tributary.platform.relyingparty.RelyingPartyException;
import java.util.Map;

/** A login through an upstream that did not succeed, and what the client is told of it. */
public final class UpstreamFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String upstream;
  private final RelyingPartyException reason;

  UpstreamFailure(String upstream, RelyingPartyException reason) {
    super(upstream + ": " + reason.getMessage(), reason);
    this.upstream = upstream;
    this.reason = reason;
  }

  public String upstream() {
    return upstream;
  }

  /** Label of metrics and audit: {@code denied}, {@code unavailable}, {@code misbehaved} … */
  public String outcome() {
    return reason.kind().name().toLowerCase(java.util.Locale.ROOT);
  }

  /** Whether the answer belongs to no login of ours: then nobody may be redirected anywhere. */
  public boolean isForeign() {
    return reason.kind() == RelyingPartyException.Kind.FOREIGN_RESPONSE;
  }

  /**
   * What the provider said of it: foreign text, bounded and cleaned, for the log and the trace
   * alone. The names are those of {@link ProviderRefusal#fields}.
   */
  public Map<String, String> said() {
    return reason.refusal().map(ProviderRefusal::fields).orElse(Map.of());
  }

  /** What the client (or, without one, the person) may know. */
  public OAuthException toOAuth() {
    return switch (reason.kind()) {
      case DENIED ->
          OAuthException.of(
              ErrorCode.ACCESS_DENIED, "The login was denied or cancelled at the provider", reason);
      case INTERACTION_REQUIRED ->
          OAuthException.of(
              ErrorCode.INTERACTION_REQUIRED, "The provider asks for an interaction", reason);
      case UNAVAILABLE ->
          OAuthException.of(
              ErrorCode.TEMPORARILY_UNAVAILABLE, "The provider does not answer", reason);
      case MISBEHAVED ->
          OAuthException.of(ErrorCode.SERVER_ERROR, "The provider answered wrongly", reason);
      case MISCONFIGURED ->
          OAuthException.of(
              ErrorCode.SERVER_ERROR, "The provider does not accept this broker", reason);
      case FOREIGN_RESPONSE ->
          OAuthException.of(
              ErrorCode.INVALID_REQUEST, "This answer does not belong to a login here", reason);
      case NOT_FRESH ->
          OAuthException.of(
              ErrorCode.LOGIN_REQUIRED, "The provider did not prove a new login", reason);
    };
  }
}
