package io.tributary.broker.claims;

import io.tributary.platform.protocol.Scopes;
import java.util.List;

/**
 * What mappings know of the application.
 *
 * @param id its client id
 * @param alwaysScopes scopes whose mappings run for it even when it does not ask for them
 */
public record ClientView(String id, List<String> alwaysScopes) {
  public ClientView {
    alwaysScopes = List.copyOf(alwaysScopes);
  }

  /** Whether a mapping of this scope runs. */
  boolean turnsOn(String scope, Scopes requested) {
    return requested.contains(scope) || alwaysScopes.contains(scope);
  }
}
