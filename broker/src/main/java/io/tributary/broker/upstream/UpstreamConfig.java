package io.tributary.broker.upstream;

import io.tributary.broker.identity.Identity;
import io.tributary.platform.config.ConfigReader;
import io.tributary.platform.relyingparty.ProviderSettings;
import io.tributary.platform.relyingparty.ProviderSettings.ClientAuthentication;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * One entry of {@code upstreams:}.
 *
 * @param label on the button of the choice page
 * @param trustsEmail domains for which its {@code email_verified} is believed
 * @param mayGrant privileged names that may come from it
 * @param groupsClaim name of the claim that holds the groups
 */
public record UpstreamConfig(
    String name,
    String label,
    Preset preset,
    ProviderSettings provider,
    List<String> trustsEmail,
    Set<String> mayGrant,
    String groupsClaim) {

  private static final List<String> SAFE_ALGORITHMS = List.of("RS256", "PS256", "ES256", "EdDSA");

  /** Exactly as its tokens spell it. */
  public URI issuer() {
    return provider.issuer();
  }

  public static UpstreamConfig read(ConfigReader section) {
    String name = section.text("name").required();
    if (!name.isEmpty() && !name.matches("[a-z0-9][a-z0-9-]{0,47}")) {
      section.problem("name", "use lower-case letters, digits and hyphens (at most 48)");
    }
    if (name.equals(Identity.LOCAL)) {
      section.problem("name", "'local' is the name of the accounts kept here; choose another");
    }
    Preset preset = section.choice("preset", Preset.class).or(Preset.OIDC);
    List<String> scopes = section.texts("scopes").or(preset.scopes());
    if (!scopes.contains("openid")) {
      section.problem("scopes", "add openid: without it there is no id_token");
    }
    List<String> algorithms = section.texts("algorithms").or(SAFE_ALGORITHMS);
    Set<String> known = ProviderSettings.knownAlgorithms();
    for (String algorithm : algorithms) {
      if (!known.contains(algorithm)) {
        section.problem("algorithms", "'" + algorithm + "' is not one of " + known);
      }
    }
    ProviderSettings provider =
        new ProviderSettings(
            name,
            section.url("issuer").required(),
            section.text("client_id").required(),
            section.secret("client_secret").optional(),
            section
                .choice("client_authentication", ClientAuthentication.class)
                .or(ClientAuthentication.AUTO),
            scopes,
            Set.copyOf(algorithms),
            section
                .duration("clock_leeway", Duration.ZERO, Duration.ofMinutes(5))
                .or(Duration.ofSeconds(60)),
            extra(section.texts("authorization_parameters").or(List.of()), section));
    return new UpstreamConfig(
        name,
        section.text("label").or(name),
        preset,
        provider,
        section.texts("trusts_email").or(List.of()).stream()
            .map(domain -> domain.toLowerCase(Locale.ROOT))
            .toList(),
        Set.copyOf(section.texts("may_grant").or(List.of())),
        section.text("groups_claim").or("groups"));
  }

  /** {@code name=value} texts, for vendors' own parameters such as Okta's {@code idp}. */
  private static Map<String, String> extra(List<String> written, ConfigReader section) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String text : written) {
      int equals = text.indexOf('=');
      if (equals < 1) {
        section.problem("authorization_parameters", "write each as name=value");
      } else {
        parameters.put(text.substring(0, equals), text.substring(equals + 1));
      }
    }
    return parameters;
  }
}
