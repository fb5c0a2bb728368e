package io.tributary.broker.registration;

import io.tributary.platform.db.Durable;
import io.tributary.platform.db.Relaxed;

/** The tables of this package; whoever wires it opens them. */
public record RegistrationRepositories(
    RegisteredClientRepository clients,
    InitialTokenRepository initialTokens,
    LogoRepository logos) {

  public static RegistrationRepositories of(Durable durable, Relaxed relaxed) {
    return new RegistrationRepositories(
        new RegisteredClientRepository(durable, relaxed),
        new InitialTokenRepository(durable, relaxed),
        new LogoRepository(relaxed));
  }
}
