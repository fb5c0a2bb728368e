package io.tributary.broker.login;

import io.tributary.broker.account.Account;
import io.tributary.broker.identity.Identity;
import io.tributary.broker.session.NewSession;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Somebody has just proven who they are; nothing was made of it yet. */
record Authenticated(NewSession session) {
  /** RFC 8176 §2. */
  private static final String PASSWORD = "pwd";

  /** By a password of ours, now. */
  static Authenticated locally(Account account, Identity identity, Instant now) {
    return new Authenticated(
        new NewSession(
            account.subject(),
            identity,
            Optional.empty(),
            now,
            Optional.empty(),
            List.of(PASSWORD),
            Optional.empty()));
  }
}
