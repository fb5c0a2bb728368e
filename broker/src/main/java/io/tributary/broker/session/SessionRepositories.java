package io.tributary.broker.session;

import io.tributary.platform.db.Durable;
import io.tributary.platform.db.Relaxed;

/** The tables that sessions stand on; whoever wires {@link Sessions} opens them. */
public record SessionRepositories(
    SessionRepository sessions, SessionEndingRepository endings, SpentAttemptRepository attempts) {

  public static SessionRepositories of(Durable durable, Relaxed relaxed) {
    return new SessionRepositories(
        new SessionRepository(durable, relaxed),
        new SessionEndingRepository(durable),
        new SpentAttemptRepository(durable, relaxed));
  }
}
