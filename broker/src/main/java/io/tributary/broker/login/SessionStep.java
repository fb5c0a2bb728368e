package io.tributary.broker.login;

import io.tributary.broker.session.LoginAttemptUse;
import io.tributary.broker.session.Session;
import io.tributary.broker.session.SessionCookie;
import io.tributary.broker.session.Sessions;
import io.tributary.broker.session.StartedSession;
import io.tributary.platform.http.RequestInfo;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.util.Optional;

/**
 * From a proof to a session: spends the attempt and makes the session in one statement, under a new
 * id, and ends the one that this browser had.
 */
public final class SessionStep {
  private final Sessions sessions;
  private final SessionCookie cookie;
  private final Attempts attempts;
  private final Clock clock;

  public SessionStep(Sessions sessions, SessionCookie cookie, Attempts attempts, Clock clock) {
    this.sessions = sessions;
    this.cookie = cookie;
    this.attempts = attempts;
    this.clock = clock;
  }

  Future<Continuation> begin(RoutingContext context, LoginAttempt attempt, Authenticated proof) {
    LoginAttemptUse use =
        new LoginAttemptUse(attempt.id(), attempt.startedAt(), attempt.expiresAt());
    return sessions
        .start(use, proof.session(), cookie.read(context), RequestInfo.of(context).id())
        .map(started -> started.orElseThrow(() -> spent(attempt)))
        .map(started -> goOn(context, attempt, started));
  }

  /** The live session of this browser. */
  Future<Optional<Session>> current(RoutingContext context) {
    return cookie
        .read(context)
        .map(sessions::find)
        .orElseGet(() -> Future.succeededFuture(Optional.empty()));
  }

  private Continuation goOn(RoutingContext context, LoginAttempt attempt, StartedSession started) {
    cookie.set(context, started.cookieValue());
    attempts.drop(context, attempt);
    Session session = started.session();
    return new Continuation(
        attempt.authenticatedBy(session.id(), clock.instant()), false, Optional.of(session));
  }

  private static AttemptGone spent(LoginAttempt attempt) {
    return AttemptGone.spent(
        attempt, "This login was finished already, or the account may not log in");
  }
}
