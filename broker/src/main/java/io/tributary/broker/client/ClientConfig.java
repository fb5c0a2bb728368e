package io.tributary.broker.client;

import io.tributary.broker.client.TokenSettings.Encryption;
import io.tributary.platform.config.ConfigReader;
import io.tributary.platform.protocol.GrantTypes;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads one entry of {@code clients:} and refuses what would be unsafe. */
public final class ClientConfig {
  private ClientConfig() {}

  public static Client read(ConfigReader section) {
    String id = section.text("id").required();
    if (!id.isEmpty() && !id.matches("[A-Za-z0-9._~-]{1,128}")) {
      section.problem("id", "use letters, digits and . _ ~ - (at most 128)");
    }
    if (id.equals(ConsoleClient.ID)) {
      section.problem("id", "is the console's own; take another");
    }
    List<String> issuers = section.texts("issuers").or(List.of(HOME));
    if (issuers.isEmpty()) {
      section.problem("issuers", "name at least one, its home issuer first, or remove this line");
    }
    ClientAuthentication authentication = AuthenticationConfig.read(section);
    RequestSettings requests = RequestSettings.read(section, authentication);
    Set<String> redirectUris = redirectUris(section, requests);
    TokenSettings tokens = TokenSettings.read(section);
    encryptionKey(section, "id_token_encryption", tokens.idTokenEncryption(), authentication);
    encryptionKey(section, "userinfo_encryption", tokens.userinfoEncryption(), authentication);
    return new Client(
        id,
        section.text("name").or(id),
        false,
        authentication,
        redirectUris,
        issuers,
        requests,
        tokens,
        ReleaseSettings.read(section),
        LogoutChannels.read(section, redirectUris),
        ClientPages.read(section));
  }

  /** What a fetched set has is seen when it is needed; a written one must have a key that fits. */
  private static void encryptionKey(
      ConfigReader section,
      String key,
      Optional<Encryption> encryption,
      ClientAuthentication authentication) {
    if (encryption.isPresent()
        && authentication.keys().jwksUri().isEmpty()
        && ClientKeySets.encrypting(authentication.keys(), encryption.get().algorithm())
            .isEmpty()) {
      section.problem(
          key,
          "needs a key of the client to encrypt to: jwks_uri, or jwks with one for "
              + encryption.get().algorithm());
    }
  }

  /** The name of the root issuer. */
  private static final String HOME = "root";

  private static Set<String> redirectUris(ConfigReader section, RequestSettings requests) {
    List<String> written = section.texts("redirect_uris").or(List.of());
    boolean redirects =
        requests.grantTypes().contains(GrantTypes.AUTHORIZATION_CODE)
            || requests.grantTypes().contains(GrantTypes.IMPLICIT);
    if (written.isEmpty() && redirects) {
      section.problem(
          "redirect_uris", "name at least one, or nobody can log in to this application");
    }
    return uris(section, "redirect_uris", written);
  }

  /** Addresses that a browser is sent to. */
  static Set<String> uris(ConfigReader section, String key, List<String> written) {
    Set<String> uris = new LinkedHashSet<>();
    for (String text : written) {
      if (!RedirectUri.isAllowed(text)) {
        section.problem(
            key,
            "'"
                + text
                + "' is no redirect URI: it must be absolute, without fragment, https (or http on"
                + " this machine, or an application's own scheme with a dot in it)");
      }
      uris.add(text);
    }
    return uris;
  }

  /** An address of the client's that a browser or we call. */
  static Optional<String> address(ConfigReader section, String key) {
    return section.url(key).optional().map(Object::toString);
  }
}
