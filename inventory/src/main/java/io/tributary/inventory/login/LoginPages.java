package io.tributary.inventory.login;

import io.tributary.inventory.page.Cookies;
import io.tributary.inventory.page.Fields;
import io.tributary.inventory.page.FormGuard;
import io.tributary.inventory.page.FormTarget;
import io.tributary.inventory.page.LocalPath;
import io.tributary.inventory.page.Pages;
import io.tributary.inventory.session.LoginMethod;
import io.tributary.inventory.session.ProviderSession;
import io.tributary.inventory.session.SessionId;
import io.tributary.inventory.session.SessionLimits;
import io.tributary.inventory.session.SessionRepository;
import io.tributary.platform.protocol.RandomToken;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Optional;

/** What both ways of logging in share: the page, the browser's cookies, the new session. */
public final class LoginPages {
  private static final Duration BROWSER_LIFE = Duration.ofHours(1);

  private final Pages pages;
  private final FormGuard forms;
  private final Cookies browserCookie;
  private final Cookies sessionCookie;
  private final SessionRepository sessions;
  private final SessionLimits limits;
  private final Optional<String> ssoLabel;

  public LoginPages(
      Pages pages,
      FormGuard forms,
      Cookies browserCookie,
      Cookies sessionCookie,
      SessionRepository sessions,
      SessionLimits limits,
      Optional<String> ssoLabel) {
    this.pages = pages;
    this.forms = forms;
    this.browserCookie = browserCookie;
    this.sessionCookie = sessionCookie;
    this.sessions = sessions;
    this.limits = limits;
    this.ssoLabel = ssoLabel;
  }

  /** The browser's login cookie, when it has one. */
  Optional<String> browser(RoutingContext context) {
    return browserCookie.read(context);
  }

  /** The browser's login cookie; a browser without one gets it with this answer. */
  String browserOrNew(RoutingContext context) {
    return browserCookie
        .read(context)
        .orElseGet(
            () -> {
              String made = RandomToken.bits256();
              browserCookie.set(context.response(), made, BROWSER_LIFE);
              return made;
            });
  }

  /** Throws a 403 when the form was not shown to this browser. */
  void checkForm(RoutingContext context, Fields fields) {
    // Without the cookie there is no secret that the token could be made with.
    String secret = browser(context).orElseGet(RandomToken::bits256);
    forms.check(context.request(), secret, LoginEndpoints.PATH, fields);
  }

  Future<Void> show(
      RoutingContext context,
      int status,
      String username,
      LocalPath next,
      Optional<String> error,
      Optional<String> notice) {
    FormTarget form = FormTarget.of(browserOrNew(context), LoginEndpoints.PATH);
    pages.send(
        context,
        status,
        new LoginView(form, username, next, ssoLabel, error, notice),
        pages.frame(context));
    return Future.succeededFuture();
  }

  Future<Void> fail(RoutingContext context, int status, LocalPath next, String error) {
    return show(context, status, "", next, Optional.of(error), Optional.empty());
  }

  /**
   * Begins the session under a new id, ends the one this browser had, and sends it on. False when
   * the account was switched off meanwhile; nothing is answered then.
   */
  Future<Boolean> enter(
      RoutingContext context,
      int status,
      long userId,
      LoginMethod method,
      Optional<ProviderSession> provider,
      LocalPath next) {
    Optional<SessionId> last = sessionCookie.read(context).map(SessionId::new);
    return sessions
        .begin(userId, method, provider, last)
        .map(
            begun -> {
              begun.ifPresent(
                  id -> {
                    sessionCookie.set(context.response(), id.value(), limits.absolute());
                    redirect(context, status, next.value());
                  });
              return begun.isPresent();
            });
  }

  void forgetSession(RoutingContext context) {
    sessionCookie.clear(context.response());
  }

  static void redirect(RoutingContext context, int status, String location) {
    context
        .response()
        .setStatusCode(status)
        .putHeader("Location", location)
        .putHeader("Cache-Control", "no-store")
        .end();
  }
}
