package io.tributary.broker.login;

import io.tributary.broker.web.FormBody;
import io.tributary.broker.web.FormTokens;
import io.tributary.platform.protocol.ErrorCode;
import io.tributary.platform.protocol.OAuthException;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/** The person does not want to log in: the client hears {@code access_denied}. */
public final class CancelStep implements LoginStep {
  static final String STEP = "cancel";

  private final FormTokens tokens;
  private final LoginPaths paths;

  public CancelStep(FormTokens tokens, LoginPaths paths) {
    this.tokens = tokens;
    this.paths = paths;
  }

  @Override
  public Future<Optional<Continuation>> take(RoutingContext context, LoginAttempt attempt) {
    tokens.check(context, FormBody.of(context), paths.step(attempt, STEP), attempt.id());
    return Future.failedFuture(
        new AttemptFailed(
            attempt, OAuthException.of(ErrorCode.ACCESS_DENIED, "The login was cancelled")));
  }
}
