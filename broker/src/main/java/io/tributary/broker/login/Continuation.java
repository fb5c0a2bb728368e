package io.tributary.broker.login;

import io.tributary.broker.session.Session;
import java.util.Optional;

/**
 * What a detour brings back to the decision: the attempt, with the proof of the one step that was
 * made.
 *
 * @param unspent whether the attempt came from the browser and is spent by nothing yet: then the
 *     code that it ends in must spend it, or its cookie, brought back, would give another
 * @param session made just now by this very request; absent: the browser's cookie tells
 */
record Continuation(LoginAttempt attempt, boolean unspent, Optional<Session> session) {

  /** Made by this very request, or spent by it: no browser has it. */
  static Continuation fresh(LoginAttempt attempt) {
    return new Continuation(attempt, false, Optional.empty());
  }

  /** As the browser brought it. */
  static Continuation brought(LoginAttempt attempt) {
    return new Continuation(attempt, true, Optional.empty());
  }
}
