package io.tributary.broker.app;

import io.tributary.broker.client.Client;
import io.tributary.broker.keys.Sealer;
import io.tributary.broker.keys.SealingKeys;
import io.tributary.broker.registration.RegistrationRules;
import io.tributary.platform.protocol.Loopback;

/** What of a configuration bounds the clients that register themselves. */
final class RegistrationWiring {
  private RegistrationWiring() {}

  /** For secrets of registered clients at rest. */
  static Sealer secrets(BrokerConfig config, SealingKeys sealing) {
    return sealing.atRest(config.publicUrl().toString(), "client-secret");
  }

  static RegistrationRules rules(BrokerConfig config) {
    return new RegistrationRules(
        Loopback.names(config.publicUrl()),
        config.registration().scopes(),
        config.registration().grantTypes(),
        config.responseTypes(),
        config.signing().algorithms(),
        RegistrationRules.names(
            config.look().productName(),
            AdminWiring.clients(config).stream().map(Client::name).toList()));
  }
}
