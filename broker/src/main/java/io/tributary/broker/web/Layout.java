package io.tributary.broker.web;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/**
 * Where an issuer's addresses stand below the public URL: the only thing in which our issuers
 * differ.
 */
public enum Layout {
  /** The issuer is the public URL itself; the paths are those of Okta's organisation server. */
  NATIVE,
  /** {@code oauth2/<id>}: the paths of an Okta custom authorization server. */
  OKTA,
  /** {@code application/o/<slug>/}: the paths of authentik; most are shared by all its issuers. */
  AUTHENTIK;

  private static final Set<String> AUTHENTIK_RESERVED =
      Set.of("authorize", "token", "device", "userinfo", "introspect", "revoke");

  /** Whether a name can stand in this layout's paths without hiding one of its own. */
  public boolean allowsName(String name) {
    boolean shaped = name.matches("[a-z0-9][a-z0-9_-]{0,63}");
    return switch (this) {
      case NATIVE -> name.isEmpty();
      case OKTA -> shaped && !name.equals("v1");
      case AUTHENTIK -> shaped && !AUTHENTIK_RESERVED.contains(name);
    };
  }

  /**
   * The issuer identifier.
   *
   * @param publicUrl exactly as configured
   */
  String identifier(String publicUrl, String name) {
    String base = publicUrl.endsWith("/") ? publicUrl : publicUrl + "/";
    return switch (this) {
      case NATIVE -> publicUrl;
      case OKTA -> base + "oauth2/" + name;
      // authentik's issuers end in a slash, and clients compare them with it.
      case AUTHENTIK -> base + "application/o/" + name + "/";
    };
  }

  /**
   * Paths below {@code base}.
   *
   * @param base path of the public URL, with a slash at both ends
   */
  Map<EndpointPath, String> paths(String base, String name) {
    String issuer =
        switch (this) {
          case NATIVE -> base;
          case OKTA -> base + "oauth2/" + name + "/";
          case AUTHENTIK -> base + "application/o/" + name + "/";
        };
    Map<EndpointPath, String> paths = new EnumMap<>(EndpointPath.class);
    paths.put(EndpointPath.DISCOVERY, issuer + ".well-known/openid-configuration");
    paths.put(
        EndpointPath.OAUTH_METADATA,
        "/.well-known/oauth-authorization-server" + (issuer.equals("/") ? "" : trimmed(issuer)));
    if (this == AUTHENTIK) {
      String shared = base + "application/o/";
      paths.put(EndpointPath.AUTHORIZE, shared + "authorize/");
      paths.put(EndpointPath.TOKEN, shared + "token/");
      paths.put(EndpointPath.USERINFO, shared + "userinfo/");
      paths.put(EndpointPath.INTROSPECTION, shared + "introspect/");
      paths.put(EndpointPath.REVOCATION, shared + "revoke/");
      paths.put(EndpointPath.JWKS, issuer + "jwks/");
      paths.put(EndpointPath.END_SESSION, issuer + "end-session/");
      // authentik has none; below the issuer, so that a client belongs to one.
      paths.put(EndpointPath.REGISTRATION, issuer + "register/");
      paths.put(EndpointPath.CHECK_SESSION, issuer + "check-session/");
      paths.put(EndpointPath.LOGIN_REPORT, issuer + "login-report/");
      return paths;
    }
    String endpoints = this == NATIVE ? base + "oauth2/v1/" : issuer + "v1/";
    paths.put(EndpointPath.AUTHORIZE, endpoints + "authorize");
    paths.put(EndpointPath.TOKEN, endpoints + "token");
    paths.put(EndpointPath.USERINFO, endpoints + "userinfo");
    paths.put(EndpointPath.INTROSPECTION, endpoints + "introspect");
    paths.put(EndpointPath.REVOCATION, endpoints + "revoke");
    paths.put(EndpointPath.JWKS, endpoints + "keys");
    paths.put(EndpointPath.END_SESSION, endpoints + "logout");
    paths.put(EndpointPath.REGISTRATION, endpoints + "register");
    paths.put(EndpointPath.CHECK_SESSION, endpoints + "check-session");
    paths.put(EndpointPath.LOGIN_REPORT, endpoints + "login-report");
    return paths;
  }

  private static String trimmed(String path) {
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }
}
