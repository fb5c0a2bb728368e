package io.tributary.broker.registration;

import io.tributary.broker.client.ClientKeySets;
import io.tributary.broker.client.ClientSignatures;
import io.tributary.broker.keys.Sealer;
import io.tributary.platform.ops.Log;
import io.tributary.platform.outbound.OutboundClient;
import io.vertx.core.Vertx;
import java.time.Clock;

/** Puts this package together: what finds clients, what registers them, what operators do. */
public final class RegistrationAssembly {
  private final RegisteredClientRepository clients;
  private final InitialTokenRepository initialTokens;
  private final ClientSecrets secrets;
  private final RegistrationAdministration administration;
  private final LogoRepository logos;
  private final Clock clock;

  /**
   * @param sealer for secrets of clients at rest
   */
  public RegistrationAssembly(RegistrationRepositories repositories, Sealer sealer, Clock clock) {
    this.clients = repositories.clients();
    this.initialTokens = repositories.initialTokens();
    this.secrets = new ClientSecrets(sealer);
    this.administration = new RegistrationAdministration(repositories, clock);
    this.logos = repositories.logos();
    this.clock = clock;
  }

  public RegisteredClients finder(RegistrationRules rules, Log log) {
    return new RegisteredClients(clients, secrets, rules.forStored(), log, clock);
  }

  /**
   * @param outbound for addresses that clients name
   * @param keySets for the keys of software statements
   */
  public Registrations registrations(
      RegistrationConfig config,
      RegistrationRules rules,
      OutboundClient outbound,
      ClientKeySets keySets) {
    return new Registrations(
        clients,
        initialTokens,
        secrets,
        statements(config, keySets),
        new SectorDocuments(outbound),
        rules,
        config,
        clock);
  }

  private SoftwareStatements statements(RegistrationConfig config, ClientKeySets keySets) {
    return config
        .statements()
        .<SoftwareStatements>map(
            trusted -> new TrustedStatements(trusted, new ClientSignatures(keySets), clock))
        .orElse(SoftwareStatements.IGNORED);
  }

  /**
   * To be closed.
   *
   * @param configured for addresses that the operator wrote
   * @param named for addresses that clients registered by themselves
   */
  public ClientLogos logos(Vertx vertx, OutboundClient configured, OutboundClient named, Log log) {
    return new ClientLogos(vertx, logos, configured, named, log, clock);
  }

  public RegistrationAdministration administration() {
    return administration;
  }
}
