package io.tributary.broker.client;

import io.tributary.platform.config.ConfigReader;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads one entry of {@code clients:} and refuses what would be unsafe. */
public final class ClientConfig {
  private static final int LEAST_SECRET_FOR_MAC = 32;

  private ClientConfig() {}

  public static Client read(ConfigReader section) {
    String id = section.text("id").required();
    if (!id.isEmpty() && !id.matches("[A-Za-z0-9._~-]{1,128}")) {
      section.problem("id", "use letters, digits and . _ ~ - (at most 128)");
    }
    List<String> issuers = section.texts("issuers").or(List.of(HOME));
    if (issuers.isEmpty()) {
      section.problem("issuers", "name at least one, its home issuer first, or remove this line");
    }
    ClientAuthentication authentication = authentication(section);
    RequestSettings requests = RequestSettings.read(section, authentication.isPublic());
    return new Client(
        id,
        section.text("name").or(id),
        false,
        authentication,
        redirectUris(section, requests),
        issuers,
        requests,
        TokenSettings.read(section),
        ReleaseSettings.read(section),
        LogoutChannels.read(section),
        ClientPages.read(section));
  }

  /** The name of the root issuer. */
  private static final String HOME = "root";

  private static ClientAuthentication authentication(ConfigReader section) {
    List<ClientSecret> secrets = new ArrayList<>();
    section.secret("secret").optional().map(ClientSecret::of).ifPresent(secrets::add);
    section.secret("secret_next").optional().map(ClientSecret::of).ifPresent(secrets::add);
    ClientKeys keys =
        new ClientKeys(section.text("jwks").optional(), section.url("jwks_uri").optional());
    if (keys.jwks().isPresent() && keys.jwksUri().isPresent()) {
      section.problem("jwks", "write jwks or jwks_uri, not both");
    }
    boolean open = section.flag("public").or(false);
    Set<AuthenticationMethod> methods =
        section
            .choice("authentication", AuthenticationMethod.class)
            .optional()
            .map(ClientConfig::only)
            .orElseGet(() -> standard(open, secrets, keys));
    requireProof(section, open, methods, secrets, keys);
    return new ClientAuthentication(
        methods, List.copyOf(secrets), keys, section.text("assertion_algorithm").optional());
  }

  private static Set<AuthenticationMethod> only(AuthenticationMethod method) {
    return EnumSet.of(method);
  }

  /** What a client can do with what it has. */
  private static Set<AuthenticationMethod> standard(
      boolean open, List<ClientSecret> secrets, ClientKeys keys) {
    if (open) {
      return EnumSet.of(AuthenticationMethod.NONE);
    }
    return secrets.isEmpty() && !keys.isEmpty()
        ? EnumSet.of(AuthenticationMethod.PRIVATE_KEY_JWT)
        : EnumSet.of(
            AuthenticationMethod.CLIENT_SECRET_BASIC, AuthenticationMethod.CLIENT_SECRET_POST);
  }

  private static void requireProof(
      ConfigReader section,
      boolean open,
      Set<AuthenticationMethod> methods,
      List<ClientSecret> secrets,
      ClientKeys keys) {
    if (open != methods.contains(AuthenticationMethod.NONE)) {
      section.problem("authentication", "public: true and authentication: none go together");
    } else if (open && !secrets.isEmpty()) {
      section.problem("secret", "a public client has no secret; remove it or public: true");
    } else if (methods.contains(AuthenticationMethod.PRIVATE_KEY_JWT)) {
      if (keys.isEmpty()) {
        section.problem("authentication", "private_key_jwt needs jwks or jwks_uri");
      }
    } else if (!open && secrets.isEmpty()) {
      section.problem(
          "secret",
          "write a secret (or secret_file), or public: true for a client that cannot keep one");
    }
    if (methods.contains(AuthenticationMethod.CLIENT_SECRET_JWT)
        && secrets.stream().anyMatch(ClientConfig::tooShortForMac)) {
      // RFC 7518 §3.2: a key as long as the hash.
      section.problem(
          "secret", "client_secret_jwt needs a secret of " + LEAST_SECRET_FOR_MAC + " bytes");
    }
  }

  private static boolean tooShortForMac(ClientSecret secret) {
    return secret
        .plain()
        .filter(plain -> plain.reveal().length() < LEAST_SECRET_FOR_MAC)
        .isPresent();
  }

  private static Set<String> redirectUris(ConfigReader section, RequestSettings requests) {
    List<String> written = section.texts("redirect_uris").or(List.of());
    boolean redirects =
        requests.grantTypes().contains("authorization_code")
            || requests.grantTypes().contains("implicit");
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
