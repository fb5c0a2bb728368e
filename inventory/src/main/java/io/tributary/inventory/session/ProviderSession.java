package io.tributary.inventory.session;

import java.util.Optional;

/**
 * The provider's session that a login began with.
 *
 * @param subject the provider's name of the person
 * @param sid of that session, where the provider says one
 * @param idToken kept sealed, for the provider's logout
 */
public record ProviderSession(String issuer, String subject, Optional<String> sid, String idToken) {
  @Override
  public String toString() {
    return "ProviderSession[***]";
  }
}
