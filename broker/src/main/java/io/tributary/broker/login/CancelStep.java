package io.tributary.broker.login;

import io.tributary.broker.web.FormTokens;
import io.tributary.broker.web.Parameters;
import io.tributary.platform.protocol.ErrorCode;
import io.tributary.platform.protocol.OAuthException;
import io.vertx.ext.web.RoutingContext;

/** The person does not want to log in: the client hears {@code access_denied}. */
final class CancelStep {
  static final String STEP = "cancel";

  private final FormTokens tokens;
  private final LoginPaths paths;

  CancelStep(FormTokens tokens, LoginPaths paths) {
    this.tokens = tokens;
    this.paths = paths;
  }

  LoginFailure cancel(RoutingContext context, LoginAttempt attempt, Parameters form) {
    tokens.check(context, form, paths.step(attempt, STEP), attempt.id());
    return new LoginFailure(
        attempt, OAuthException.of(ErrorCode.ACCESS_DENIED, "The login was cancelled"));
  }
}
