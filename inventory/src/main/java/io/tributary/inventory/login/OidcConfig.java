package io.tributary.inventory.login;

import io.tributary.platform.config.ConfigReader;
import io.tributary.platform.config.Secret;
import java.net.URI;
import java.util.List;

/**
 * The provider that people log in with.
 *
 * @param label of the button
 * @param associateByEmail whether a first login may take over an account without a local password
 *     that has the same verified e-mail address
 * @param reportLogins whether a provider that wants to know is told what became of its logins here
 */
public record OidcConfig(
    URI issuer,
    String clientId,
    Secret clientSecret,
    List<String> scopes,
    String label,
    boolean associateByEmail,
    boolean reportLogins) {
  private static final List<String> SCOPES =
      List.of("openid", "profile", "email", "groups", "roles");

  /**
   * Keys {@code issuer, client_id, client_secret, scopes, label, associate_by_email,
   * report_logins}.
   */
  public static OidcConfig read(ConfigReader section) {
    OidcConfig config =
        new OidcConfig(
            section.url("issuer").required(),
            section.text("client_id").required(),
            section.secret("client_secret").required(),
            section.texts("scopes").or(SCOPES),
            section.text("label").or("Log in with SSO"),
            section.flag("associate_by_email").or(false),
            section.flag("report_logins").or(true));
    if (!config.scopes().contains("openid")) {
      section.problem("scopes", "must contain openid");
    }
    return config;
  }
}
