package io.tributary.broker.session;

import io.tributary.platform.db.Durable;
import io.tributary.platform.db.Relaxed;

/** The tables that sessions stand on; whoever wires {@link Sessions} opens them. */
public record SessionRepositories(
    SessionRepository sessions, SessionEndingRepository endings, SpentAttemptRepository attempts) {

  /**
   * @param background for sweeping and counting
   */
  public static SessionRepositories of(Durable durable, Relaxed relaxed, Relaxed background) {
    return new SessionRepositories(
        new SessionRepository(durable, relaxed, background),
        new SessionEndingRepository(durable),
        new SpentAttemptRepository(durable, background));
  }
}
