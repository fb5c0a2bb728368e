package io.tributary.broker.registration;

import io.tributary.broker.client.ClientKeys;
import io.tributary.broker.client.KeySetDocument;
import io.tributary.platform.config.ConfigReader;

/**
 * Whose software statements are believed (RFC 7591 §2.3).
 *
 * @param issuer their {@code iss}
 * @param keys that sign them
 * @param required nobody registers without one
 */
public record SoftwareStatementConfig(String issuer, ClientKeys keys, boolean required) {

  static SoftwareStatementConfig read(ConfigReader section) {
    ClientKeys keys =
        new ClientKeys(section.text("jwks").optional(), section.url("jwks_uri").optional());
    if (keys.jwks().isPresent() == keys.jwksUri().isPresent()) {
      section.problem("jwks", "write jwks or jwks_uri, one of them");
    }
    keys.jwks()
        .flatMap(KeySetDocument::problem)
        .ifPresent(problem -> section.problem("jwks", "it " + problem));
    return new SoftwareStatementConfig(
        section.text("issuer").required(), keys, section.flag("required").or(false));
  }
}
