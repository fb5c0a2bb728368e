package io.tributary.broker.client;

import io.tributary.platform.config.ConfigReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads how a client of the configuration proves who it is, and refuses what proves nothing. */
final class AuthenticationConfig {
  private AuthenticationConfig() {}

  static ClientAuthentication read(ConfigReader section) {
    Optional<ClientSecret> secret = section.secret("secret").optional().map(ClientSecret::of);
    Optional<ClientSecret> next = section.secret("secret_next").optional().map(ClientSecret::of);
    List<ClientSecret> secrets = new ArrayList<>();
    secret.ifPresent(secrets::add);
    next.ifPresent(secrets::add);
    ClientKeys keys = keys(section);
    boolean open = section.flag("public").or(false);
    Set<AuthenticationMethod> methods =
        section
            .choice("authentication", AuthenticationMethod.class)
            .optional()
            .<Set<AuthenticationMethod>>map(EnumSet::of)
            .orElseGet(() -> standard(open, secrets, keys));
    requireProof(section, open, methods, secrets, keys);
    if (methods.contains(AuthenticationMethod.CLIENT_SECRET_JWT)) {
      requireLongSecret(section, "secret", secret);
      requireLongSecret(section, "secret_next", next);
    }
    return new ClientAuthentication(
        methods, List.copyOf(secrets), keys, algorithm(section, methods));
  }

  private static ClientKeys keys(ConfigReader section) {
    ClientKeys keys =
        new ClientKeys(section.text("jwks").optional(), section.url("jwks_uri").optional());
    if (keys.jwks().isPresent() && keys.jwksUri().isPresent()) {
      section.problem("jwks", "write jwks or jwks_uri, not both");
    }
    keys.jwks()
        .flatMap(KeySetDocument::problem)
        .ifPresent(problem -> section.problem("jwks", problem));
    return keys;
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
  }

  /** RFC 7518 §3.2: a key as long as the hash. */
  private static void requireLongSecret(
      ConfigReader section, String key, Optional<ClientSecret> secret) {
    int least = ClientAlgorithm.LEAST_SECRET_BYTES;
    if (secret
        .flatMap(ClientSecret::plain)
        .filter(plain -> plain.reveal().getBytes(StandardCharsets.UTF_8).length < least)
        .isPresent()) {
      section.problem(key, "client_secret_jwt needs a secret of " + least + " bytes");
    }
  }

  private static Optional<String> algorithm(
      ConfigReader section, Set<AuthenticationMethod> methods) {
    Optional<String> written = section.text("assertion_algorithm").optional();
    List<String> usable = new ArrayList<>();
    if (methods.contains(AuthenticationMethod.PRIVATE_KEY_JWT)) {
      usable.addAll(ClientAlgorithm.names(true));
    }
    if (methods.contains(AuthenticationMethod.CLIENT_SECRET_JWT)) {
      usable.addAll(ClientAlgorithm.names(false));
    }
    if (written.isPresent() && usable.isEmpty()) {
      section.problem(
          "assertion_algorithm",
          "is for authentication: private_key_jwt or client_secret_jwt; remove it");
    } else if (written.isPresent() && !usable.contains(written.get())) {
      section.problem(
          "assertion_algorithm",
          "'" + written.get() + "' is not one of " + String.join(", ", usable));
    }
    return written;
  }
}
