package io.tributary.broker.login;

import io.tributary.broker.identity.Trace;
import io.tributary.broker.session.Session;
import java.util.Optional;

/**
 * What a detour brings back to the decision: the attempt, with the proof of the one step that was
 * made.
 *
 * @param session made just now by this very request; absent: the browser's cookie tells
 * @param trace how the upstream's claims became the identity, when that was just now
 */
record Continuation(LoginAttempt attempt, Optional<Session> session, Optional<Trace> trace) {

  static Continuation of(LoginAttempt attempt) {
    return new Continuation(attempt, Optional.empty(), Optional.empty());
  }
}
