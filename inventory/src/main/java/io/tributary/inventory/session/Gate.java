package io.tributary.inventory.session;

import io.tributary.inventory.page.Cookies;
import io.tributary.inventory.page.Fields;
import io.tributary.inventory.page.FormGuard;
import io.tributary.inventory.page.Frame;
import io.tributary.inventory.page.LocalPath;
import io.tributary.inventory.page.Pages;
import io.tributary.inventory.page.Refusal;
import io.tributary.inventory.user.Permission;
import io.tributary.platform.db.DatabaseUnavailable;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Every page passes here: somebody is there, they may, and a form is one that we gave them. */
public final class Gate {
  private final SessionRepository sessions;
  private final Cookies cookie;
  private final Pages pages;
  private final FormGuard forms;

  public Gate(SessionRepository sessions, Cookies cookie, Pages pages, FormGuard forms) {
    this.sessions = sessions;
    this.cookie = cookie;
    this.pages = pages;
    this.forms = forms;
  }

  /** A page for those who hold the permission. */
  public Handler<RoutingContext> page(Permission permission, VisitorHandler handler) {
    return guard(
        context ->
            visitor(context)
                .compose(
                    found -> {
                      if (found.isEmpty()) {
                        toLogin(context);
                        return Future.succeededFuture();
                      }
                      mayOrThrow(found.get(), permission);
                      return handler.handle(context, found.get());
                    }));
  }

  /** A form for those who hold the permission; its token is bound to the request's own path. */
  public Handler<RoutingContext> form(Permission permission, VisitorHandler handler) {
    return guard(
        context ->
            visitor(context)
                .compose(
                    found -> {
                      Visitor visitor = found.orElseThrow(Gate::sessionEnded);
                      mayOrThrow(visitor, permission);
                      checkForm(context, visitor);
                      return handler.handle(context, visitor);
                    }));
  }

  /** Throws a 403 when the form is not one that this session was shown. */
  public void checkForm(RoutingContext context, Visitor visitor) {
    forms.check(
        context.request(),
        visitor.sessionId().value(),
        context.normalizedPath(),
        Fields.form(context));
  }

  /** Who is there. */
  public Future<Optional<Visitor>> visitor(RoutingContext context) {
    Optional<SessionId> id = cookie.read(context).map(SessionId::new);
    return id.isEmpty() ? Future.succeededFuture(Optional.empty()) : sessions.find(id.get());
  }

  public Frame frame(RoutingContext context, Visitor visitor) {
    return pages.frame(context, visitor.user(), visitor.form("/logout/"));
  }

  /** Turns a handler's failures into pages; what is not ours to explain goes to the server. */
  public Handler<RoutingContext> guard(
      java.util.function.Function<RoutingContext, Future<Void>> work) {
    return context ->
        attempt(() -> work.apply(context))
            .onFailure(
                failure -> {
                  if (failure instanceof Refusal refusal) {
                    refuse(context, refusal);
                  } else if (failure instanceof DatabaseUnavailable) {
                    context.fail(503, failure);
                  } else {
                    context.fail(failure);
                  }
                });
  }

  /**
   * With the navigation when somebody is there: a dead end is worse than a refusal. Never fails.
   */
  public Future<Frame> frame(RoutingContext context) {
    return visitor(context)
        .otherwise(Optional.empty())
        .map(
            found ->
                found
                    .map(visitor -> frame(context, visitor))
                    .orElseGet(() -> pages.frame(context)));
  }

  private void refuse(RoutingContext context, Refusal refusal) {
    frame(context).onSuccess(frame -> pages.refuse(context, refusal, frame));
  }

  private static <T> Future<T> attempt(Supplier<Future<T>> work) {
    try {
      return work.get();
    } catch (RuntimeException failure) {
      return Future.failedFuture(failure);
    }
  }

  private static void mayOrThrow(Visitor visitor, Permission permission) {
    if (!permission.heldBy(visitor.user())) {
      List<String> roles = visitor.user().roles();
      throw new Refusal(
          403,
          "You may not do this",
          "It needs %s (permission %s). You are logged in as %s, %s."
              .formatted(
                  permission.role().words(),
                  permission.label(),
                  visitor.user().username(),
                  roles.isEmpty() ? "without a role" : "with the role " + roles.get(0)),
          visitor.user().localPassword()
              ? "Ask your administrator for the role, or log in with another account."
              : "Roles come from your groups at the identity provider. Ask your administrator to"
                  + " add you, then log out and in again.");
    }
  }

  private static Refusal sessionEnded() {
    return new Refusal(
        403,
        "You are not logged in",
        "Your session has ended, so nothing was changed.",
        "Log in again in another tab, then go back and send the form once more.");
  }

  private static void toLogin(RoutingContext context) {
    boolean readable = HttpMethod.GET.equals(context.request().method());
    String target =
        LocalPath.parse(context.request().uri())
            .filter(path -> readable && !path.value().equals("/"))
            .map(path -> "?next=" + URLEncoder.encode(path.value(), StandardCharsets.UTF_8))
            .orElse("");
    context
        .response()
        .setStatusCode(302)
        .putHeader("Location", "/login/" + target)
        .putHeader("Cache-Control", "no-store")
        .end();
  }
}
