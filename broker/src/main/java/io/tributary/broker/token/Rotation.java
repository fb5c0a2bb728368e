package io.tributary.broker.token;

import java.util.function.Function;

/** What became of a refresh token at the token endpoint. */
public sealed interface Rotation permits Rotation.Rotated, Rotation.Reused, Rotation.Refused {

  /** Calls the function of this outcome. */
  <T> T fold(Function<Rotated, T> rotated, Function<Reused, T> reused, Function<Reason, T> refused);

  /** Why nothing was rotated: the token may be used again. */
  enum Reason {
    /** Expired, revoked, never there, or the account is closed: {@code invalid_grant}. */
    OVER,
    /** Only scopes that were never granted: {@code invalid_scope}. */
    SCOPE,
    /** Another resource than the one it was granted for: {@code invalid_target}. */
    RESOURCE
  }

  /**
   * The successor is told: just made, or within the grace window once more.
   *
   * @param authorized as at the code, without its nonce (OpenID Connect Core §12.2)
   */
  record Rotated(Authorized authorized, RefreshToken successor) implements Rotation {
    @Override
    public <T> T fold(
        Function<Rotated, T> rotated, Function<Reused, T> reused, Function<Reason, T> refused) {
      return rotated.apply(this);
    }
  }

  /** The token was used before: its family is over now, durably, and the audit says so. */
  record Reused(String subject) implements Rotation {
    @Override
    public <T> T fold(
        Function<Rotated, T> rotated, Function<Reused, T> reused, Function<Reason, T> refused) {
      return reused.apply(this);
    }
  }

  record Refused(Reason reason) implements Rotation {
    @Override
    public <T> T fold(
        Function<Rotated, T> rotated, Function<Reused, T> reused, Function<Reason, T> refused) {
      return refused.apply(reason);
    }
  }
}
