package io.tributary.broker.login;

import io.tributary.broker.upstream.Upstream;
import io.tributary.broker.upstream.Upstreams;
import io.tributary.broker.web.BrowserCookies;
import io.tributary.broker.web.Delivery;
import io.tributary.broker.web.FormBody;
import io.tributary.broker.web.FormTokens;
import io.tributary.broker.web.Page;
import io.tributary.broker.web.Parameters;
import io.tributary.platform.protocol.ErrorCode;
import io.tributary.platform.protocol.OAuthException;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The page with every way to log in, and what was picked on it. The last pick is remembered. */
public final class ChoiceStep implements LoginStep {
  static final String STEP = "choice";

  /** Shows every way again, whatever was chosen before. */
  static final String WAYS = "ways";

  private static final String LAST = "last";
  private static final Duration REMEMBERED = Duration.ofDays(180);

  private final Upstreams upstreams;
  private final Attempts attempts;
  private final BrowserCookies cookies;
  private final FormTokens tokens;
  private final LoginPaths paths;
  private final Delivery delivery;

  public ChoiceStep(
      Upstreams upstreams,
      Attempts attempts,
      BrowserCookies cookies,
      FormTokens tokens,
      LoginPaths paths,
      Delivery delivery) {
    this.upstreams = upstreams;
    this.attempts = attempts;
    this.cookies = cookies;
    this.tokens = tokens;
    this.paths = paths;
    this.delivery = delivery;
  }

  Future<Void> show(RoutingContext context, LoginAttempt attempt, LoginPolicy policy) {
    String last = cookies.get(context, LAST).orElse("");
    List<Page.Choice> choices =
        policy.upstreams().stream()
            .flatMap(name -> upstreams.find(name).stream())
            .map(upstream -> choice(upstream, last))
            .toList();
    Page page =
        new Page.ChooseUpstream(
            ShownApplication.of(attempt.request().client()),
            choices,
            tokens.form(paths.step(attempt, STEP), attempt.id()),
            policy.local() ? Optional.of(paths.step(attempt, LocalStep.STEP)) : Optional.empty(),
            tokens.form(paths.step(attempt, CancelStep.STEP), attempt.id()));
    return attempts.keep(context, attempt).onSuccess(kept -> delivery.page(context, 200, page));
  }

  /** Reads the choice; the decision sends the browser there. */
  @Override
  public Future<Optional<Continuation>> take(RoutingContext context, LoginAttempt attempt) {
    Parameters form = FormBody.of(context);
    tokens.check(context, form, paths.step(attempt, STEP), attempt.id());
    String picked = form.require("upstream");
    if (upstreams.find(picked).isEmpty()) {
      throw OAuthException.of(ErrorCode.INVALID_REQUEST, "There is no such way to log in");
    }
    cookies.set(context, LAST, picked, Optional.of(REMEMBERED));
    return Future.succeededFuture(Optional.of(Continuation.brought(attempt.choose(picked))));
  }

  private static Page.Choice choice(Upstream upstream, String last) {
    return new Page.Choice(
        upstream.name(),
        upstream.config().label(),
        upstream.name().equals(last),
        upstream.available());
  }
}
