package io.tributary.broker.app;

import io.tributary.broker.client.Client;
import io.tributary.broker.client.TokenSettings;
import io.tributary.broker.keys.KeySchedule;
import io.tributary.broker.keys.SigningAlgorithm;
import io.tributary.platform.config.ConfigReader;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * With what tokens are signed: {@code signing_algorithms} and {@code keys}.
 *
 * @param algorithms of every issuer, RS256 first; those of all clients are among them
 */
record SigningConfig(Set<SigningAlgorithm> algorithms, KeySchedule schedule) {
  private static final List<String> ALL = SigningAlgorithm.names();

  static SigningConfig read(ConfigReader root, List<Client> clients) {
    Set<SigningAlgorithm> algorithms = new LinkedHashSet<>();
    // OpenID Connect Core §15.1: every provider signs with RS256.
    algorithms.add(SigningAlgorithm.RS256);
    for (String written : root.texts("signing_algorithms").or(ALL)) {
      ALL.stream()
          .filter(known -> known.toLowerCase(Locale.ROOT).equals(written.toLowerCase(Locale.ROOT)))
          .findFirst()
          .flatMap(SigningAlgorithm::of)
          .ifPresentOrElse(
              algorithms::add,
              () ->
                  root.problem(
                      "signing_algorithms",
                      "'" + written + "' is none of " + String.join(", ", ALL)));
    }
    KeySchedule schedule = root.section("keys", KeySchedule::read);
    Duration longest = TokenSettings.TOKEN_LIFETIME;
    for (Client client : clients) {
      TokenSettings tokens = client.tokens();
      algorithms.add(tokens.idTokenAlgorithm());
      tokens.userinfoAlgorithm().ifPresent(algorithms::add);
      longest = longer(longest, longer(tokens.accessTokenLifetime(), tokens.idTokenLifetime()));
    }
    return new SigningConfig(
        Collections.unmodifiableSet(algorithms), schedule.withLongestToken(longest));
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }
}
