package io.tributary.broker.client;

import io.tributary.platform.config.ConfigReader;
import io.tributary.platform.config.Secret;
import io.tributary.platform.protocol.Digests;
import io.tributary.platform.protocol.Loopback;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Reads one entry of {@code clients:} and refuses what would be unsafe. */
public final class ClientConfig {
  private static final Duration LONGEST = Duration.ofHours(24);

  /** What a client is told in its id_token. */
  enum IdTokenClaims {
    MINIMAL,
    ALL
  }

  /** What happens to an e-mail that nobody verified. */
  enum UnverifiedEmail {
    SEND,
    OMIT
  }

  enum AccessTokenTyp {
    AT_JWT,
    JWT
  }

  enum Algorithm {
    RS256,
    PS256,
    ES256,
    EDDSA
  }

  private ClientConfig() {}

  public static Client read(ConfigReader section) {
    List<byte[]> secrets = new ArrayList<>();
    section.secret("secret").optional().ifPresent(secret -> secrets.add(hash(secret)));
    section.secret("secret_next").optional().ifPresent(secret -> secrets.add(hash(secret)));
    boolean open = section.flag("public").or(false);
    if (open != secrets.isEmpty()) {
      section.problem(
          "secret",
          open
              ? "a public client has no secret; remove it or public: true"
              : "write a secret (or secret_file), or public: true for a client that cannot keep one");
    }
    String id = section.text("id").required();
    if (!id.isEmpty() && !id.matches("[A-Za-z0-9._~-]{1,128}")) {
      section.problem("id", "use letters, digits and . _ ~ - (at most 128)");
    }
    List<String> issuers = section.texts("issuers").or(List.of("root"));
    if (issuers.isEmpty()) {
      section.problem("issuers", "name at least one, its home issuer first, or remove this line");
    }
    return new Client(
        id,
        section.text("name").or(id),
        List.copyOf(secrets),
        uris(section, "redirect_uris", section.texts("redirect_uris").or(List.of())),
        uris(
            section,
            "post_logout_redirect_uris",
            section.texts("post_logout_redirect_uris").or(List.of())),
        issuers,
        settings(section, open));
  }

  private static ClientSettings settings(ConfigReader section, boolean open) {
    boolean pkce = section.flag("pkce").or(true);
    if (open && !pkce) {
      section.problem("pkce", "a public client always uses PKCE; remove pkce: false");
    }
    List<String> scopes =
        section.texts("scopes").or(List.of("openid", "profile", "email", "groups", "roles"));
    if (!scopes.contains("openid")) {
      section.problem("scopes", "add openid: no request is served without it");
    }
    return new ClientSettings(
        pkce || open,
        section.flag("consent").or(false),
        section.choice("id_token_claims", IdTokenClaims.class).or(IdTokenClaims.MINIMAL)
            == IdTokenClaims.ALL,
        Set.copyOf(section.texts("claims_always").or(List.of())),
        new LinkedHashSet<>(scopes),
        section.choice("unverified_email", UnverifiedEmail.class).or(UnverifiedEmail.SEND)
            == UnverifiedEmail.OMIT,
        section.flag("omit_empty_claims").or(false),
        algorithm(section.choice("id_token_algorithm", Algorithm.class).or(Algorithm.RS256)),
        section.choice("access_token_typ", AccessTokenTyp.class).or(AccessTokenTyp.AT_JWT)
                == AccessTokenTyp.AT_JWT
            ? "at+jwt"
            : "JWT",
        section
            .duration("code_lifetime", Duration.ofSeconds(1), Duration.ofMinutes(10))
            .or(Duration.ofSeconds(60)),
        section
            .duration("token_lifetime", Duration.ofSeconds(10), LONGEST)
            .or(Duration.ofMinutes(10)),
        section.texts("upstreams").or(List.of()));
  }

  private static String algorithm(Algorithm chosen) {
    return chosen == Algorithm.EDDSA ? "EdDSA" : chosen.name();
  }

  /** RFC 6749 §3.1.2: absolute, without a fragment; a scheme that runs nothing in a browser. */
  private static Set<String> uris(ConfigReader section, String key, List<String> written) {
    Set<String> uris = new LinkedHashSet<>();
    if (written.isEmpty() && key.equals("redirect_uris")) {
      section.problem(key, "name at least one, or nobody can log in to this application");
    }
    for (String text : written) {
      if (!isRedirectUri(text)) {
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

  private static boolean isRedirectUri(String text) {
    try {
      URI uri = new URI(text);
      if (!uri.isAbsolute() || uri.getRawFragment() != null || text.contains("*")) {
        return false;
      }
      return switch (uri.getScheme()) {
        case "https" -> uri.getHost() != null && uri.getRawUserInfo() == null;
        case "http" -> uri.getHost() != null && uri.getRawUserInfo() == null && Loopback.names(uri);
        // RFC 8252 §7.1: private-use schemes are reversed domain names.
        default -> uri.getScheme().contains(".");
      };
    } catch (URISyntaxException notAUri) {
      return false;
    }
  }

  private static byte[] hash(Secret secret) {
    return Digests.sha256(secret.reveal());
  }
}
