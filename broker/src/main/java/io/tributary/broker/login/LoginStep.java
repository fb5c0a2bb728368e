package io.tributary.broker.login;

import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/** A step that a browser takes on its way through a login. */
@FunctionalInterface
interface LoginStep {
  /**
   * @param attempt of this browser
   * @return proof of the step, for the decision; nothing when the step has answered by itself
   */
  Future<Optional<Continuation>> take(RoutingContext context, LoginAttempt attempt);
}
