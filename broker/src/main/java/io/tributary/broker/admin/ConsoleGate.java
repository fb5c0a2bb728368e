package io.tributary.broker.admin;

import io.tributary.broker.web.ConsolePage;
import io.tributary.broker.web.Delivery;
import io.tributary.broker.web.FormBody;
import io.tributary.broker.web.FormTokens;
import io.tributary.broker.web.Parameters;
import io.tributary.platform.http.RequestInfo;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * What every request to the console goes through before anything is done: who it is, whether the
 * form is theirs, what they may. Whatever fails behind it becomes a page here.
 */
public final class ConsoleGate {
  private final ConsoleDoor door;
  private final ConsoleLogin login;
  private final ConsoleCookies cookies;
  private final ConsolePaths paths;
  private final FormTokens forms;
  private final Delivery delivery;
  private final ConsoleRefusals refusals;

  public ConsoleGate(
      ConsoleDoor door,
      ConsoleLogin login,
      ConsoleCookies cookies,
      ConsolePaths paths,
      FormTokens forms,
      Delivery delivery,
      ConsoleRefusals refusals) {
    this.door = door;
    this.login = login;
    this.cookies = cookies;
    this.paths = paths;
    this.forms = forms;
    this.delivery = delivery;
    this.refusals = refusals;
  }

  /** A page for whoever has the permission. */
  void show(RoutingContext context, Permission needed, Function<Visit, Future<ConsolePage>> page) {
    open(
        context,
        needed,
        visit -> page.apply(visit).onSuccess(made -> delivery.page(context, 200, made)));
  }

  /** Something that answers by itself, for whoever has the permission. */
  void open(RoutingContext context, Permission needed, Function<Visit, Future<?>> work) {
    run(
        context,
        visit -> {
          if (!visit.administrator().may(needed)) {
            refusals.deny(context, visit.administrator());
            return Future.succeededFuture();
          }
          return work.apply(visit);
        });
  }

  /** For somebody who is in; everybody else is sent to sign in, and comes back to the same page. */
  void run(RoutingContext context, Function<Visit, Future<?>> work) {
    Future.succeededFuture()
        .compose(go -> door.enter(context))
        .compose(
            found ->
                found.isPresent()
                    ? work.apply(visit(context, found.get())).<Void>mapEmpty()
                    : login
                        .begin(context, context.request().path())
                        .onSuccess(to -> delivery.leave(context, to))
                        .<Void>mapEmpty())
        .onFailure(cause -> refusals.fail(context, cause));
  }

  /**
   * What a form of ours asks for, in the session that it was made in.
   *
   * @param needed empty: whoever is in may do it
   * @param action path that the form is posted to: its token is good for nothing else
   */
  void act(
      RoutingContext context,
      Optional<Permission> needed,
      String action,
      BiFunction<Visit, Parameters, Future<?>> work) {
    Future.succeededFuture()
        .compose(go -> door.enter(context))
        .compose(
            found -> {
              if (found.isEmpty()) {
                refusals.signedOut(context);
                return Future.succeededFuture();
              }
              Parameters form = FormBody.of(context);
              form.refuseDuplicates();
              forms.check(context, form, action, Visit.binding(found.get()));
              if (needed.filter(permission -> !found.get().may(permission)).isPresent()) {
                refusals.deny(context, found.get());
                return Future.succeededFuture();
              }
              return work.apply(visit(context, found.get()), form).<Void>mapEmpty();
            })
        .onFailure(cause -> refusals.fail(context, cause));
  }

  /** On to the page that tells what became of a form. */
  void goOn(RoutingContext context, Visit visit, Done done) {
    if (!done.sentences().isEmpty()) {
      cookies.setTold(context, visit.administrator().session(), done);
    }
    delivery.seeOther(context, done.address());
  }

  private Visit visit(RoutingContext context, Administrator administrator) {
    return new Visit(
        administrator,
        paths,
        forms,
        RequestInfo.of(context).id(),
        cookies.told(context, administrator.session()));
  }
}
