package io.tributary.broker.client;

import io.tributary.platform.protocol.ResponseType;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The console as a relying party of its own broker. Its id is reserved. It has no secret and is not
 * public either: nobody can authenticate as it, so that its codes are good at no endpoint; the
 * console redeems them in the process.
 */
public final class ConsoleClient {
  public static final String ID = "tributary-console";

  /** Scopes that begin so are the API's own; a client that registers itself never has one. */
  public static final String API_SCOPES = "tributary:";

  private static final Set<String> SCOPES = Set.of("openid", "profile", "groups", "roles");

  private ConsoleClient() {}

  /**
   * @param redirectUri of the console, under the root issuer
   */
  public static Client of(String name, String redirectUri, String rootIssuer) {
    return new Client(
        ID,
        name,
        false,
        new ClientAuthentication(
            Set.of(AuthenticationMethod.CLIENT_SECRET_BASIC),
            List.of(),
            ClientKeys.NONE,
            Optional.empty()),
        Set.of(redirectUri),
        List.of(rootIssuer),
        new RequestSettings(
            true,
            false,
            SCOPES,
            Set.of(ResponseType.CODE_FLOW),
            Set.of("authorization_code"),
            Set.of(),
            Set.of(),
            List.of(),
            OptionalLong.empty(),
            false,
            List.of(),
            RequestObjectSettings.STANDARD,
            Optional.empty()),
        TokenSettings.STANDARD,
        // Which mappings run must not depend on what a request asks for.
        new ReleaseSettings(false, Set.of("groups", "roles"), false, false),
        LogoutChannels.NONE,
        ClientPages.NONE);
  }

  /** What the console asks for at each login, in one text. */
  public static String scope() {
    return "openid profile groups roles";
  }
}
