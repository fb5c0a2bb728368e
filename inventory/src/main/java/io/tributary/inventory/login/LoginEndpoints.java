package io.tributary.inventory.login;

import io.tributary.inventory.login.LoginMeters.Outcome;
import io.tributary.inventory.page.Fields;
import io.tributary.inventory.page.LocalPath;
import io.tributary.inventory.page.Refusal;
import io.tributary.inventory.session.Gate;
import io.tributary.inventory.session.LoginMethod;
import io.tributary.inventory.user.LoginThrottleRepository;
import io.tributary.inventory.user.PasswordRules;
import io.tributary.inventory.user.UserRepository;
import io.tributary.inventory.user.UserRepository.Credentials;
import io.tributary.platform.http.RequestInfo;
import io.tributary.platform.ops.Log;
import io.tributary.platform.password.PasswordWorkers;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.OptionalLong;

/** {@code /login/}: the page, and the local password. */
public final class LoginEndpoints {
  static final String PATH = "/login/";
  private static final int MAX_USERNAME = 200;

  private final Gate gate;
  private final LoginPages pages;
  private final UserRepository users;
  private final PasswordWorkers passwords;
  private final LoginThrottleRepository throttle;
  private final LoginMeters meters;
  private final Log log;

  public LoginEndpoints(
      Gate gate,
      LoginPages pages,
      UserRepository users,
      PasswordWorkers passwords,
      LoginThrottleRepository throttle,
      LoginMeters meters,
      Log log) {
    this.gate = gate;
    this.pages = pages;
    this.users = users;
    this.passwords = passwords;
    this.throttle = throttle;
    this.meters = meters;
    this.log = log;
  }

  public void mount(Router router) {
    router.get(PATH).handler(gate.guard(this::page));
    router.post(PATH).handler(gate.guard(this::submit));
  }

  private Future<Void> page(RoutingContext context) {
    Fields query = Fields.query(context);
    LocalPath next = LocalPath.afterLogin(query.one("next"));
    // The provider's logout returns here with our state (RP-Initiated Logout §3).
    boolean out = query.one("state").isPresent() || query.one("signed_out").isPresent();
    return gate.visitor(context)
        .compose(
            visitor -> {
              if (visitor.isPresent()) {
                LoginPages.redirect(context, 302, next.value());
                return Future.succeededFuture();
              }
              return pages.show(
                  context,
                  200,
                  "",
                  next,
                  Optional.empty(),
                  out ? Optional.of("You are signed out.") : Optional.empty());
            });
  }

  private Future<Void> submit(RoutingContext context) {
    Fields form = Fields.form(context);
    pages.checkForm(context, form);
    LocalPath next = LocalPath.afterLogin(form.one("next"));
    String username = form.one("username").orElse("");
    String password = form.raw("password").orElse("");
    if (username.isEmpty() || password.isEmpty()) {
      return again(context, 422, username, next, "Enter your user name and your password.");
    }
    if (username.length() > MAX_USERNAME || password.length() > PasswordRules.MAX) {
      throw Refusal.badRequest("The user name or the password is too long.");
    }
    String address = RequestInfo.of(context).network();
    return throttle
        .admit(username, address)
        .compose(
            wait ->
                wait.isPresent()
                    ? throttled(context, username, next, wait)
                    : check(context, username, password, address, next));
  }

  private Future<Void> check(
      RoutingContext context, String username, String password, String address, LocalPath next) {
    return users
        .credentials(username)
        .compose(
            found ->
                passwords
                    .verify(password, found.map(Credentials::passwordHash))
                    .recover(LoginEndpoints::busy)
                    .compose(
                        verdict ->
                            verdict.matches()
                                ? succeeded(
                                    context,
                                    found.orElseThrow(),
                                    verdict.upgraded(),
                                    username,
                                    address,
                                    next)
                                : wrong(context, username, next)));
  }

  private Future<Void> succeeded(
      RoutingContext context,
      Credentials who,
      Optional<String> upgradedHash,
      String username,
      String address,
      LocalPath next) {
    return throttle
        .succeeded(username, address)
        .compose(done -> users.loggedIn(who, upgradedHash))
        .compose(
            done ->
                pages.enter(context, 303, who.userId(), LoginMethod.LOCAL, Optional.empty(), next))
        .compose(
            entered -> {
              if (!entered) {
                return wrong(context, username, next);
              }
              meters.login(LoginMethod.LOCAL, Outcome.SUCCESS);
              log.info("login.completed")
                  .request(RequestInfo.of(context).id())
                  .with("method", "local")
                  .with("user_id", who.userId())
                  .write();
              return Future.succeededFuture();
            });
  }

  /** The same answer for a wrong password, an unknown name and an account without a password. */
  private Future<Void> wrong(RoutingContext context, String username, LocalPath next) {
    meters.login(LoginMethod.LOCAL, Outcome.DENIED);
    // Not the name: people type passwords there.
    log.warn("login.refused")
        .request(RequestInfo.of(context).id())
        .with("method", "local")
        .with("remote", RequestInfo.of(context).remoteAddress())
        .write();
    return again(
        context,
        401,
        username,
        next,
        "User name or password is wrong. If you log in with single sign-on, use its button.");
  }

  private Future<Void> throttled(
      RoutingContext context, String username, LocalPath next, OptionalLong wait) {
    long seconds = wait.orElse(1);
    meters.login(LoginMethod.LOCAL, Outcome.THROTTLED);
    log.warn("login.throttled")
        .request(RequestInfo.of(context).id())
        .with("remote", RequestInfo.of(context).remoteAddress())
        .with("seconds", seconds)
        .write();
    context.response().putHeader("Retry-After", Long.toString(seconds));
    return again(
        context,
        429,
        username,
        next,
        "Too many failed attempts. Wait " + seconds + " seconds, then try again.");
  }

  private Future<Void> again(
      RoutingContext context, int status, String username, LocalPath next, String error) {
    return pages.show(context, status, username, next, Optional.of(error), Optional.empty());
  }

  private static <T> Future<T> busy(Throwable failure) {
    return Future.failedFuture(failure instanceof PasswordWorkers.Busy ? Refusal.busy() : failure);
  }
}
