package io.tributary.broker.upstream;

import io.tributary.platform.protocol.Scopes;
import java.util.List;

/**
 * What is known of a vendor's provider.
 *
 * @see Normaliser
 */
public enum Preset {
  /**
   * Okta. Its id_token is thin when an access token comes along, and {@code groups} needs the scope
   * of that name; a person without groups has no such claim.
   */
  OKTA("openid profile email groups", "groups", true),
  /** authentik: {@code groups} come with {@code profile}. */
  AUTHENTIK("openid profile email", "profile", true),
  /** Any other OpenID Provider: nothing is concluded from a claim that is absent. */
  OIDC("openid profile email", "groups", false);

  private final String scopes;
  private final String groupsScope;
  private final boolean absentGroupsAreNone;

  Preset(String scopes, String groupsScope, boolean absentGroupsAreNone) {
    this.scopes = scopes;
    this.groupsScope = groupsScope;
    this.absentGroupsAreNone = absentGroupsAreNone;
  }

  /** Asked for when the configuration names none. */
  public List<String> scopes() {
    return Scopes.parse(scopes).values();
  }

  /** The scope that brings {@code groups}. */
  String groupsScope() {
    return groupsScope;
  }

  /** Whether the vendor leaves out {@code groups} when there are none. */
  boolean absentGroupsAreNone() {
    return absentGroupsAreNone;
  }
}
