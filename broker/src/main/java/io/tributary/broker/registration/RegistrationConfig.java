package io.tributary.broker.registration;

import io.tributary.broker.client.ConsoleClient;
import io.tributary.platform.config.ConfigReader;
import io.tributary.platform.protocol.GrantTypes;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * {@code registration:} of the configuration.
 *
 * @param scopes that a client may register for
 * @param grantTypes likewise
 * @param mostClients with an open policy: when there are so many, nobody registers any more
 * @param lifetime how long a registration holds; empty: until it is deleted
 * @param statements whose software statements are believed
 */
public record RegistrationConfig(
    RegistrationPolicy policy,
    Set<String> scopes,
    Set<String> grantTypes,
    int mostClients,
    Optional<Duration> lifetime,
    Optional<SoftwareStatementConfig> statements) {

  private static final List<String> SCOPES =
      List.of("openid", "profile", "email", "address", "phone", "offline_access");
  private static final List<String> GRANTS =
      List.of(GrantTypes.AUTHORIZATION_CODE, GrantTypes.REFRESH_TOKEN);
  private static final List<String> SERVED =
      List.of(
          GrantTypes.AUTHORIZATION_CODE, GrantTypes.REFRESH_TOKEN, GrantTypes.CLIENT_CREDENTIALS);
  private static final int MOST_CLIENTS = 10_000;

  public static RegistrationConfig read(ConfigReader section) {
    RegistrationConfig read =
        new RegistrationConfig(
            section.choice("policy", RegistrationPolicy.class).or(RegistrationPolicy.OFF),
            new LinkedHashSet<>(section.texts("scopes").or(SCOPES)),
            new LinkedHashSet<>(section.texts("grant_types").or(GRANTS)),
            section.integer("most_clients", 1, 1_000_000).or(MOST_CLIENTS),
            section.duration("lifetime", Duration.ofMinutes(5), Duration.ofDays(3660)).optional(),
            section.optionalSection("software_statements", SoftwareStatementConfig::read));
    if (!read.scopes().contains("openid")) {
      section.problem("scopes", "add openid: no login is served without it");
    }
    if (read.scopes().stream().anyMatch(scope -> scope.startsWith(ConsoleClient.API_SCOPES))) {
      section.problem(
          "scopes",
          "those of the API (" + ConsoleClient.API_SCOPES + "…) are for clients set up here only");
    }
    for (String grant : read.grantTypes()) {
      if (!SERVED.contains(grant)) {
        section.problem("grant_types", "write some of " + String.join(", ", SERVED));
      }
    }
    if (read.statements().filter(SoftwareStatementConfig::required).isPresent()
        && read.policy() == RegistrationPolicy.OFF) {
      section.problem("software_statements", "nobody registers while policy is off");
    }
    return read;
  }

  public boolean isOn() {
    return policy != RegistrationPolicy.OFF;
  }
}
