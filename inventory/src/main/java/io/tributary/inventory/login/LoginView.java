package io.tributary.inventory.login;

import io.tributary.inventory.page.FormTarget;
import io.tributary.inventory.page.LocalPath;
import io.tributary.inventory.page.Page;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The login page: local form and single sign-on side by side, also after a failure.
 *
 * @param username to show again
 * @param next where to go afterwards
 * @param sso label of the button, where a provider is configured
 * @param error what went wrong, in a sentence with advice
 * @param notice what went well
 */
public record LoginView(
    FormTarget form,
    String username,
    LocalPath next,
    Optional<String> sso,
    Optional<String> error,
    Optional<String> notice)
    implements Page {

  @Override
  public String template() {
    return "login.jte";
  }

  @Override
  public String title() {
    return "Log in";
  }

  public String ssoHref() {
    return next.equals(LocalPath.HOME)
        ? "/oauth/login/oidc/"
        : "/oauth/login/oidc/?next=" + URLEncoder.encode(next.value(), StandardCharsets.UTF_8);
  }
}
