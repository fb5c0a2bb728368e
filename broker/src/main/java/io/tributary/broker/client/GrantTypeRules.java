package io.tributary.broker.client;

import io.tributary.platform.config.ConfigReader;
import io.tributary.platform.protocol.GrantTypes;
import io.tributary.platform.protocol.ResponseType;
import io.tributary.platform.protocol.Scopes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads {@code grant_types}, and what they mean for the scopes of a client. */
final class GrantTypeRules {
  /** Those that this server knows (OpenID Connect Dynamic Client Registration §2). */
  static final List<String> KNOWN =
      List.of(
          GrantTypes.AUTHORIZATION_CODE,
          GrantTypes.IMPLICIT,
          GrantTypes.REFRESH_TOKEN,
          GrantTypes.CLIENT_CREDENTIALS);

  private static final List<String> OF_PERSONS =
      List.of(Scopes.OPENID, Scopes.PROFILE, Scopes.EMAIL, Scopes.GROUPS, Scopes.ROLES);

  private GrantTypeRules() {}

  /**
   * @param open a public client
   */
  static List<String> read(ConfigReader section, boolean open) {
    List<String> grants = section.texts("grant_types").or(List.of(GrantTypes.AUTHORIZATION_CODE));
    for (String grant : grants) {
      if (!KNOWN.contains(grant)) {
        section.problem(
            "grant_types", "'" + grant + "' is not known; there are " + String.join(", ", KNOWN));
      }
    }
    if (grants.isEmpty()) {
      section.problem("grant_types", "name at least one, or remove this line");
    }
    if (grants.contains(GrantTypes.REFRESH_TOKEN)
        && !grants.contains(GrantTypes.AUTHORIZATION_CODE)) {
      section.problem("grant_types", "refresh_token comes with authorization_code only; add it");
    }
    if (open && grants.contains(GrantTypes.CLIENT_CREDENTIALS)) {
      // RFC 6749 §4.4: confidential clients only.
      section.problem("grant_types", "a public client cannot use client_credentials");
    }
    return grants;
  }

  /** Response types and grant types go together (RFC 7591 §2.1). */
  static void judgeResponseTypes(
      ConfigReader section, List<String> grants, Set<Set<ResponseType>> types) {
    for (Set<ResponseType> type : types) {
      if (type.contains(ResponseType.CODE) && !grants.contains(GrantTypes.AUTHORIZATION_CODE)) {
        section.problem(
            "response_types",
            "'"
                + ResponseType.wire(type)
                + "' needs grant_types: "
                + GrantTypes.AUTHORIZATION_CODE);
      }
      if (!type.equals(ResponseType.CODE_FLOW) && !grants.contains(GrantTypes.IMPLICIT)) {
        section.problem(
            "response_types",
            "'" + ResponseType.wire(type) + "' needs grant_types: " + GrantTypes.IMPLICIT);
      }
    }
    if (grants.contains(GrantTypes.IMPLICIT)
        && types.stream().allMatch(ResponseType.CODE_FLOW::equals)) {
      section.problem("grant_types", "implicit is for other response_types than code; add some");
    }
  }

  /** What a client may ask for that does not say. */
  static List<String> standardScopes(List<String> grants) {
    if (!grants.contains(GrantTypes.AUTHORIZATION_CODE) && !grants.contains(GrantTypes.IMPLICIT)) {
      return List.of();
    }
    List<String> scopes = new ArrayList<>(OF_PERSONS);
    if (grants.contains(GrantTypes.REFRESH_TOKEN)) {
      scopes.add(Scopes.OFFLINE_ACCESS);
    }
    return scopes;
  }

  static void judgeScopes(ConfigReader section, List<String> grants, List<String> scopes) {
    boolean logins =
        grants.contains(GrantTypes.AUTHORIZATION_CODE) || grants.contains(GrantTypes.IMPLICIT);
    if (logins && !scopes.contains(Scopes.OPENID)) {
      section.problem("scopes", "add openid: no login is served without it");
    }
    if (scopes.contains(Scopes.OFFLINE_ACCESS) != grants.contains(GrantTypes.REFRESH_TOKEN)) {
      section.problem(
          "scopes", "offline_access and grant_types: refresh_token go together; add or remove one");
    }
  }
}
