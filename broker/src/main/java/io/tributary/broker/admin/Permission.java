package io.tributary.broker.admin;

import io.tributary.broker.client.ConsoleClient;
import java.util.Locale;
import java.util.Optional;

/**
 * What somebody may do in the console and over the API. Each stands alone: none includes another.
 */
public enum Permission {
  /** See mappings, draft, test, publish and go back. */
  MAPPINGS,
  /** Read what people's logins brought, as it was recorded. */
  RECORDINGS,
  /** Read how the claims of any login came about. */
  TRACES;

  /** As the configuration names it. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** That an access token for the API needs. */
  public String scope() {
    return ConsoleClient.API_SCOPES + wire();
  }

  /** The permission that a scope stands for. */
  public static Optional<Permission> ofScope(String scope) {
    for (Permission one : values()) {
      if (one.scope().equals(scope)) {
        return Optional.of(one);
      }
    }
    return Optional.empty();
  }
}
