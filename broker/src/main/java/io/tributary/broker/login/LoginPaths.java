package io.tributary.broker.login;

import java.net.URI;

/** The addresses of the login's own pages and of the upstreams' callbacks, below the public URL. */
public final class LoginPaths {
  private final String origin;
  private final String base;

  /**
   * @param base path of the public URL, with a slash at both ends
   */
  public LoginPaths(String origin, String base) {
    this.origin = origin;
    this.base = base;
  }

  /** Goes on with an attempt. */
  String attempt(LoginAttempt attempt) {
    return base + "login/" + attempt.id();
  }

  /** One step of an attempt. */
  String step(LoginAttempt attempt, String step) {
    return attempt(attempt) + "/" + step;
  }

  /** The redirect URI that is registered at an upstream. */
  public URI callback(String upstream) {
    return URI.create(origin + base + "federation/" + upstream + "/callback");
  }

  /** The address an upstream returns to after its logout. */
  public URI logoutCallback(String upstream) {
    return URI.create(origin + base + "federation/" + upstream + "/logout-callback");
  }

  /** Route pattern below the base path. */
  String route(String pattern) {
    return base + pattern;
  }
}
