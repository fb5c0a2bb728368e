package io.tributary.broker.web;

import java.util.Locale;

/** The addresses that an issuer has; a {@link Layout} says where each stands. */
public enum EndpointPath {
  /** OpenID Connect Discovery §4. */
  DISCOVERY,
  /** RFC 8414 §3.1, inserted form: between host and path of the issuer. */
  OAUTH_METADATA,
  AUTHORIZE,
  TOKEN,
  USERINFO,
  JWKS,
  /** RFC 7662. */
  INTROSPECTION,
  /** RFC 7009. */
  REVOCATION,
  /** RFC 7591 §3; each registration stands one segment below it (RFC 7592 §3). */
  REGISTRATION,
  /** OpenID Connect RP-Initiated Logout §2. */
  END_SESSION,
  /** OpenID Connect Session Management §3.3. */
  CHECK_SESSION,
  /** Our own: an application says what it did with a login of its. */
  LOGIN_REPORT;

  /** Route name in logs and metrics. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
