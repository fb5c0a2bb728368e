package io.tributary.broker.client;

import io.tributary.platform.config.ConfigReader;
import io.tributary.platform.protocol.GrantTypes;
import io.tributary.platform.protocol.OAuthException;
import io.tributary.platform.protocol.ResponseType;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What a client may ask for, and what is assumed when it does not say.
 *
 * @param pkceRequired a request without a challenge is refused (default; always for public clients)
 * @param consent ask the person before the first tokens of a session
 * @param scopes that it may ask for; others are ignored
 * @param responseTypes each a set of values as a request may have it
 * @param grantTypes values of {@code grant_type}
 * @param resources that its access tokens may be for (RFC 8707), beside userinfo
 * @param introspects audiences of access tokens of others that it may ask about, as the resource
 *     that they are for (RFC 7662 §4): a right that {@code resources} does not give
 * @param upstreams names of those that may be used for it; empty: all
 * @param defaultMaxAge seconds; when a request has no {@code max_age}
 * @param requireAuthTime {@code auth_time} must be in its id_tokens
 * @param defaultAcrValues when a request has no {@code acr_values}
 * @param requestObjects how its request objects must be
 * @param initiateLoginUri where a third party may send people to log in (OpenID Connect Core §4)
 */
public record RequestSettings(
    boolean pkceRequired,
    boolean consent,
    Set<String> scopes,
    Set<Set<ResponseType>> responseTypes,
    Set<String> grantTypes,
    Set<String> resources,
    Set<String> introspects,
    List<String> upstreams,
    OptionalLong defaultMaxAge,
    boolean requireAuthTime,
    List<String> defaultAcrValues,
    RequestObjectSettings requestObjects,
    Optional<String> initiateLoginUri) {

  private static final int LONGEST_AGE = 10 * 365 * 24 * 3600;

  /**
   * @param authentication what it can sign with; for a public client PKCE is not its choice
   */
  static RequestSettings read(ConfigReader section, ClientAuthentication authentication) {
    boolean open = authentication.isPublic();
    boolean pkce = section.flag("pkce").or(true);
    if (open && !pkce) {
      section.problem("pkce", "a public client always uses PKCE; remove pkce: false");
    }
    List<String> grants = GrantTypeRules.read(section, open);
    List<String> scopes = section.texts("scopes").or(GrantTypeRules.standardScopes(grants));
    GrantTypeRules.judgeScopes(section, grants, scopes);
    return new RequestSettings(
        pkce || open,
        section.flag("consent").or(false),
        new LinkedHashSet<>(scopes),
        responseTypes(section, grants),
        new LinkedHashSet<>(grants),
        audiences(section, "resources"),
        introspects(section, open),
        section.texts("upstreams").or(List.of()),
        section
            .integer("default_max_age", 0, LONGEST_AGE)
            .optional()
            .map(seconds -> OptionalLong.of(seconds))
            .orElse(OptionalLong.empty()),
        section.flag("require_auth_time").or(false),
        section.texts("default_acr_values").or(List.of()),
        RequestObjectSettings.read(section, authentication),
        initiateLogin(section));
  }

  /** OpenID Connect Core §4: https. */
  private static Optional<String> initiateLogin(ConfigReader section) {
    Optional<String> address = ClientConfig.address(section, "initiate_login_uri");
    if (address.filter(uri -> !uri.startsWith("https://")).isPresent()) {
      section.problem("initiate_login_uri", "must be https (OpenID Connect Core §4)");
    }
    return address;
  }

  /** RFC 8707 §2: absolute, without fragment; a name without scheme could be a client's id. */
  private static Set<String> audiences(ConfigReader section, String key) {
    List<String> written = section.texts(key).or(List.of());
    for (String resource : written) {
      try {
        URI uri = new URI(resource);
        if (uri.isAbsolute() && uri.getRawFragment() == null) {
          continue;
        }
      } catch (URISyntaxException notAUri) {
        // Said below.
      }
      section.problem(key, "'" + resource + "' is none: write an absolute URI without a fragment");
    }
    return new LinkedHashSet<>(written);
  }

  /** RFC 7662 §2.1: for clients that prove who they are. */
  private static Set<String> introspects(ConfigReader section, boolean open) {
    Set<String> audiences = audiences(section, "introspects");
    if (open && !audiences.isEmpty()) {
      section.problem("introspects", "a public client cannot use introspection; give it a secret");
    }
    return audiences;
  }

  private static Set<Set<ResponseType>> responseTypes(ConfigReader section, List<String> grants) {
    Set<Set<ResponseType>> types = new LinkedHashSet<>();
    List<String> standard =
        grants.contains(GrantTypes.AUTHORIZATION_CODE) ? List.of("code") : List.of();
    for (String written : section.texts("response_types").or(standard)) {
      try {
        types.add(ResponseType.parse(written));
      } catch (OAuthException unknown) {
        section.problem(
            "response_types", "'" + written + "' is none; write code, or 'code id_token'");
      }
    }
    GrantTypeRules.judgeResponseTypes(section, grants, types);
    return types;
  }
}
