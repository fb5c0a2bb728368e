package io.tributary.broker.login;

/** The addresses of the login's own pages, below the public URL. */
public final class LoginPaths {
  private final String base;

  /**
   * @param base path of the public URL, with a slash at both ends
   */
  public LoginPaths(String base) {
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

  /** Route pattern below the base path. */
  String route(String pattern) {
    return base + pattern;
  }
}
