package io.tributary.broker.token;

import java.util.function.Function;

/** What became of a code at the token endpoint. */
public sealed interface Redemption
    permits Redemption.Redeemed, Redemption.Replayed, Redemption.Refused {

  /** Calls the function of this outcome. */
  <T> T fold(
      Function<RedeemedCode, T> redeemed,
      Function<Replayed, T> replayed,
      Function<Reason, T> refused);

  /** Why a code is not exchanged: for the log; the client hears {@code invalid_grant}. */
  enum Reason {
    /** No such code for this client at this issuer. It is not touched. */
    UNKNOWN,
    EXPIRED,
    REDIRECT_URI,
    /** The PKCE verifier is wrong, missing, or there although the request had no challenge. */
    VERIFIER,
    /**
     * Another resource than the one that was authorized: {@code invalid_target} (RFC 8707 §2.2).
     */
    RESOURCE,
    /** The session ended, the account is closed, or the grant was revoked. */
    NOT_LIVE
  }

  /** The one success of a code. */
  record Redeemed(RedeemedCode code) implements Redemption {
    @Override
    public <T> T fold(
        Function<RedeemedCode, T> redeemed,
        Function<Replayed, T> replayed,
        Function<Reason, T> refused) {
      return redeemed.apply(code);
    }
  }

  /**
   * The code had been used: its grant and what else it gave are revoked now, durably. To be audited
   * as {@code code.replayed}.
   */
  record Replayed(String subject, String clientId) implements Redemption {
    @Override
    public <T> T fold(
        Function<RedeemedCode, T> redeemed,
        Function<Replayed, T> replayed,
        Function<Reason, T> refused) {
      return replayed.apply(this);
    }
  }

  /** Not exchanged. */
  record Refused(Reason reason) implements Redemption {
    @Override
    public <T> T fold(
        Function<RedeemedCode, T> redeemed,
        Function<Replayed, T> replayed,
        Function<Reason, T> refused) {
      return refused.apply(reason);
    }
  }
}
