package io.tributary.platform.relyingparty;

import io.tributary.platform.outbound.OutboundClient;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;

/**
 * A strict OpenID Connect relying party for one provider: code flow with state, nonce and PKCE
 * S256; discovery and keys cached and fetched again when needed.
 */
public final class RelyingParty {
  private RelyingParty() {}

  public static RelyingParty create(
      Vertx vertx,
      ProviderSettings settings,
      OutboundClient outbound,
      ProviderCalls calls,
      Clock clock) {
    throw new UnsupportedOperationException("skeleton");
  }

  /** Discovery, from the cache while it is fresh; the last good one while the provider is down. */
  public Future<ProviderMetadata> metadata() {
    throw new UnsupportedOperationException("skeleton");
  }

  /** Where to send the browser, and what to keep. */
  public Future<StartedLogin> begin(LoginRequest request) {
    throw new UnsupportedOperationException("skeleton");
  }

  /**
   * Checks the answer, exchanges the code, verifies the id_token, fetches userinfo and merges.
   * Fails with {@link RelyingPartyException}.
   */
  public Future<Authentication> complete(PendingLogin pending, CallbackParameters answer) {
    throw new UnsupportedOperationException("skeleton");
  }

  /**
   * The address that ends the provider's session (OpenID Connect RP-Initiated Logout §2), or
   * nothing when it has none.
   */
  public Future<Optional<URI>> endSession(
      Optional<String> idTokenHint, URI postLogoutRedirectUri, String state) {
    throw new UnsupportedOperationException("skeleton");
  }
}
