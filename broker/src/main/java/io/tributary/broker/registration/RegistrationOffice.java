package io.tributary.broker.registration;

import io.tributary.broker.keys.Sealer;
import io.tributary.platform.db.Durable;
import io.tributary.platform.db.Relaxed;
import io.tributary.platform.ops.Log;
import io.tributary.platform.outbound.OutboundClient;
import java.time.Clock;

/** Puts this package together: what finds clients, what registers them, what operators do. */
public final class RegistrationOffice {
  private final RegisteredClientRepository clients;
  private final InitialTokenRepository initialTokens;
  private final ClientSecrets secrets;
  private final Clock clock;

  /**
   * @param sealer for secrets of clients at rest
   */
  public RegistrationOffice(Durable durable, Relaxed relaxed, Sealer sealer, Clock clock) {
    this.clients = new RegisteredClientRepository(durable, relaxed);
    this.initialTokens = new InitialTokenRepository(durable, relaxed);
    this.secrets = new ClientSecrets(sealer);
    this.clock = clock;
  }

  public RegisteredClients finder(RegistrationRules rules, Log log) {
    return new RegisteredClients(clients, secrets, rules.forStored(), log, clock);
  }

  /**
   * @param outbound for addresses that clients name
   */
  public Registrations registrations(
      RegistrationConfig config, RegistrationRules rules, OutboundClient outbound) {
    return new Registrations(
        clients,
        initialTokens,
        secrets,
        SoftwareStatements.IGNORED,
        new SectorDocuments(outbound),
        rules,
        config,
        clock);
  }

  public RegistrationDesk desk() {
    return new RegistrationDesk(clients, initialTokens, secrets, clock);
  }
}
