package io.tributary.broker.token;

import io.tributary.broker.client.Client;
import io.tributary.platform.protocol.GrantTypes;
import io.tributary.platform.protocol.Scopes;
import java.util.List;

/**
 * Who may have {@code offline_access} (OpenID Connect Core §11): a client that is registered for
 * refresh tokens, where the response has a code, and where the person is asked now ({@code
 * prompt=consent}) or the operator has decided for everybody (a configured client that never asks).
 * A client that may not is not refused: the scope is ignored.
 */
public final class OfflineAccess {
  private OfflineAccess() {}

  /**
   * @param scopes that the request may have otherwise
   * @param code whether the response has a code: there is no refresh token without one
   * @param asked whether the person is asked in this very request ({@code prompt=consent})
   */
  public static Scopes decide(Scopes scopes, Client client, boolean code, boolean asked) {
    boolean decided = !client.registered() && !client.requests().consent();
    if (code && isRegistered(client) && (asked || decided)) {
      return scopes;
    }
    List<String> others =
        scopes.values().stream().filter(scope -> !scope.equals(Scopes.OFFLINE_ACCESS)).toList();
    return Scopes.of(others);
  }

  public static boolean isRegistered(Client client) {
    return client.requests().grantTypes().contains(GrantTypes.REFRESH_TOKEN);
  }
}
