package io.tributary.broker.login;

import io.tributary.broker.session.LoginAttemptUse;
import io.tributary.broker.session.Session;
import io.tributary.broker.session.Sessions;
import io.tributary.broker.web.Delivery;
import io.tributary.broker.web.FormBody;
import io.tributary.broker.web.FormTokens;
import io.tributary.broker.web.Page;
import io.tributary.broker.web.Parameters;
import io.tributary.platform.protocol.ErrorCode;
import io.tributary.platform.protocol.OAuthException;
import io.tributary.platform.protocol.Scopes;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;

/**
 * Asks the person whether the application may know what it asks for. The answer holds for the
 * session, subject and scopes that were shown: the form is bound to the attempt and to the session.
 */
public final class ConsentStep implements LoginStep {
  static final String STEP = "consent";

  private final Sessions sessions;
  private final SessionStep sessionStep;
  private final Attempts attempts;
  private final FormTokens tokens;
  private final LoginPaths paths;
  private final Delivery delivery;

  public ConsentStep(
      Sessions sessions,
      SessionStep sessionStep,
      Attempts attempts,
      FormTokens tokens,
      LoginPaths paths,
      Delivery delivery) {
    this.sessions = sessions;
    this.sessionStep = sessionStep;
    this.attempts = attempts;
    this.tokens = tokens;
    this.paths = paths;
    this.delivery = delivery;
  }

  /** At an address of its own, which one can come back to: never as the answer to a form. */
  Future<Void> show(RoutingContext context, LoginAttempt attempt, Session session) {
    String own = paths.step(attempt, STEP);
    if (!context.request().path().equals(own)
        || !context.request().method().equals(HttpMethod.GET)) {
      return attempts.keep(context, attempt).onSuccess(kept -> delivery.seeOther(context, own));
    }
    Page page =
        new Page.Consent(
            ShownApplication.of(attempt.request().client()),
            ShownApplication.stranger(attempt.request()),
            session.account().username(),
            words(attempt.request().tokens().reach()),
            tokens.form(own, binding(attempt, session)));
    return attempts.keep(context, attempt).onSuccess(kept -> delivery.page(context, 200, page));
  }

  /** Reads the answer and spends the attempt, so that one form is one answer. */
  @Override
  public Future<Optional<Continuation>> take(RoutingContext context, LoginAttempt attempt) {
    Parameters form = FormBody.of(context);
    return sessionStep
        .current(context)
        .map(session -> session.orElseThrow(ConsentStep::sessionEnded))
        .compose(session -> answer(context, attempt, session, form))
        .map(Optional::of);
  }

  private Future<Continuation> answer(
      RoutingContext context, LoginAttempt attempt, Session session, Parameters form) {
    LoginFacts.notes(context, attempt).about(session.identity(), Optional.of(session.subject()));
    tokens.check(context, form, paths.step(attempt, STEP), binding(attempt, session));
    if (!form.require("decision").equals("allow")) {
      LoginFacts.notes(context).add(LoginFacts.consent("refused"));
      throw new AttemptFailed(
          attempt,
          session.upstream(),
          OAuthException.of(ErrorCode.ACCESS_DENIED, "The person did not agree"));
    }
    return sessions
        .spend(new LoginAttemptUse(attempt.id(), attempt.startedAt(), attempt.expiresAt()))
        .map(
            first -> {
              if (!first) {
                throw AttemptGone.spent(attempt, "This login was finished already");
              }
              LoginFacts.notes(context).add(LoginFacts.consent("agreed"));
              return Continuation.fresh(attempt.agreed());
            });
  }

  private static OAuthException sessionEnded() {
    return OAuthException.of(ErrorCode.LOGIN_REQUIRED, "The session ended meanwhile");
  }

  private static String binding(LoginAttempt attempt, Session session) {
    return attempt.id() + " " + session.id();
  }

  private static List<String> words(Scopes scopes) {
    return scopes.values().stream().map(ConsentStep::words).toList();
  }

  private static String words(String scope) {
    return switch (scope) {
      case Scopes.OPENID -> "Know who you are";
      case Scopes.PROFILE -> "Your name and user name";
      case Scopes.EMAIL -> "Your e-mail address";
      case Scopes.ADDRESS -> "Your postal address";
      case Scopes.PHONE -> "Your telephone number";
      case Scopes.GROUPS -> "The groups you belong to";
      case Scopes.ROLES -> "The roles you have";
      case Scopes.OFFLINE_ACCESS ->
          "Go on using this while you are away, until you or an administrator end it";
      default -> "What the scope “" + scope + "” gives";
    };
  }
}
