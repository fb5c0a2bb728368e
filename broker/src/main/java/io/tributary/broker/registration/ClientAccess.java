package io.tributary.broker.registration;

/**
 * What a client shows to see or change its registration (RFC 7592 §2).
 *
 * @param token the registration access token
 * @param issuer name of the issuer at whose address it comes
 */
public record ClientAccess(String clientId, String token, String issuer) {
  @Override
  public String toString() {
    return "ClientAccess[" + clientId + "]";
  }
}
