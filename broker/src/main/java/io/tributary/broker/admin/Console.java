package io.tributary.broker.admin;

import io.tributary.broker.account.Accounts;
import io.tributary.broker.audit.Audit;
import io.tributary.broker.audit.AuditEvent;
import io.tributary.broker.client.ConsoleClient;
import io.tributary.broker.keys.Sealer;
import io.tributary.broker.laboratory.LaboratoryException;
import io.tributary.broker.session.SessionCookie;
import io.tributary.broker.session.Sessions;
import io.tributary.broker.token.AuthorizationCodeRepository;
import io.tributary.broker.token.GrantRepository;
import io.tributary.broker.trace.Traces;
import io.tributary.broker.web.BrowserCookies;
import io.tributary.broker.web.ConsolePage;
import io.tributary.broker.web.Delivery;
import io.tributary.broker.web.EndpointPath;
import io.tributary.broker.web.FormBody;
import io.tributary.broker.web.FormTokens;
import io.tributary.broker.web.Issuer;
import io.tributary.broker.web.Page;
import io.tributary.broker.web.Parameters;
import io.tributary.platform.http.RequestInfo;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The addresses of the console. Each page names the permission that it needs; there is no page
 * without one but the way in and out.
 */
public final class Console {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,62}");
  private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9_-]{12}");

  private final ConsoleDoor door;
  private final ConsoleLogin login;
  private final ConsoleCookies cookies;
  private final ConsolePaths paths;
  private final MappingPages mappings;
  private final MappingActions actions;
  private final TracePages traces;
  private final FormTokens forms;
  private final String signOut;
  private final Audit audit;
  private final Delivery delivery;
  private final ConsoleRefusals refusals;
  private final Clock clock;

  /**
   * @param signOut path of the root issuer's end of session
   */
  Console(
      ConsoleDoor door,
      ConsoleLogin login,
      ConsoleCookies cookies,
      ConsolePaths paths,
      MappingPages mappings,
      MappingActions actions,
      TracePages traces,
      FormTokens forms,
      String signOut,
      Audit audit,
      Delivery delivery,
      Clock clock) {
    this.door = door;
    this.login = login;
    this.cookies = cookies;
    this.paths = paths;
    this.mappings = mappings;
    this.actions = actions;
    this.traces = traces;
    this.forms = forms;
    this.signOut = signOut;
    this.audit = audit;
    this.delivery = delivery;
    this.refusals = new ConsoleRefusals(delivery, paths, signOut);
    this.clock = clock;
  }

  /** Puts the console together. */
  public static Console of(
      AdministrationConfig administration,
      BrowserCookies browser,
      SessionCookie sessionCookie,
      Sealer sealer,
      Sessions sessions,
      GrantRepository grants,
      AuthorizationCodeRepository codes,
      MappingDesk desk,
      Traces traces,
      Accounts accounts,
      Issuer root,
      ConsolePaths paths,
      FormTokens forms,
      Audit audit,
      Delivery delivery,
      Clock clock) {
    ConsoleCookies cookies = new ConsoleCookies(browser, sealer, clock);
    ConsoleDoor door =
        new ConsoleDoor(
            cookies, sessionCookie, sessions, grants, administration, root.identifier());
    return new Console(
        door,
        new ConsoleLogin(door, cookies, codes, root, paths),
        cookies,
        paths,
        new MappingPages(desk.mappings(), paths),
        new MappingActions(desk, paths),
        new TracePages(traces, accounts, paths),
        forms,
        root.path(EndpointPath.END_SESSION),
        audit,
        delivery,
        clock);
  }

  public void mount(Router router) {
    router.get(paths.home()).handler(this::front);
    router.get(paths.callback()).handler(this::arrive);
    router.post(paths.at("logout")).handler(this::leave);
    router
        .get(paths.at("mappings"))
        .handler(context -> show(context, Permission.MAPPINGS, mappings::list));
    router
        .get(paths.at("mappings/:name"))
        .handler(
            context ->
                show(
                    context,
                    Permission.MAPPINGS,
                    visit -> mappings.one(visit, part(context, "name", NAME))));
    router
        .get(paths.at("mappings/:name/versions/:version"))
        .handler(
            context ->
                show(
                    context,
                    Permission.MAPPINGS,
                    visit ->
                        mappings.version(
                            visit,
                            part(context, "name", NAME),
                            part(context, "version", VERSION))));
    router
        .post(paths.at("mappings/:name/publish"))
        .handler(context -> change(context, "publish", actions::publish));
    router
        .post(paths.at("mappings/:name/rollback"))
        .handler(context -> change(context, "rollback", actions::rollBack));
    router
        .post(paths.at("mappings/:name/diff"))
        .handler(context -> change(context, "diff", actions::diff));
    mountTraces(router);
  }

  private void mountTraces(Router router) {
    router
        .get(paths.at("traces"))
        .handler(
            context ->
                show(
                    context,
                    Permission.TRACES,
                    visit -> Future.succeededFuture(traces.search(visit, Optional.empty()))));
    router
        .get(paths.at("traces/:id"))
        .handler(
            context ->
                show(
                    context,
                    Permission.TRACES,
                    visit -> traces.one(visit, part(context, "id", TracePages.ID))));
    router
        .post(paths.at("traces"))
        .handler(
            context ->
                act(
                    context,
                    Optional.of(Permission.TRACES),
                    paths.at("traces"),
                    (visit, form) -> find(context, visit, form)));
    router
        .post(paths.at("why"))
        .handler(
            context ->
                act(
                    context,
                    Optional.of(Permission.TRACES),
                    paths.at("why"),
                    (visit, form) ->
                        traces
                            .why(visit, form)
                            .onSuccess(page -> delivery.page(context, 200, page))));
  }

  private Future<?> find(RoutingContext context, Visit visit, Parameters form) {
    traces
        .address(form)
        .ifPresentOrElse(
            address -> delivery.seeOther(context, address),
            () ->
                delivery.page(
                    context,
                    400,
                    traces.search(visit, Optional.of("This is the id of no login."))));
    return Future.succeededFuture();
  }

  /** What a button does to a mapping. */
  private interface MappingAction {
    Future<MappingActions.Answer> on(Visit visit, String name, Parameters form);
  }

  private void change(RoutingContext context, String action, MappingAction work) {
    String name = context.pathParam("name");
    act(
        context,
        Optional.of(Permission.MAPPINGS),
        paths.at("mappings/" + name + "/" + action),
        (visit, form) ->
            work.on(visit, part(context, "name", NAME), form)
                .onSuccess(answer -> delivery.page(context, answer.status(), answer.page())));
  }

  /** To the first place that the person may go to. */
  private void front(RoutingContext context) {
    run(
        context,
        visit -> {
          Optional<Page.Way> first = visit.menu().places().stream().findFirst();
          if (first.isPresent()) {
            delivery.seeOther(context, first.get().path());
          } else {
            refusals.deny(context, visit.administrator());
          }
          return Future.succeededFuture();
        });
  }

  /** A page for whoever has the permission. */
  private void show(
      RoutingContext context, Permission needed, Function<Visit, Future<ConsolePage>> page) {
    run(
        context,
        visit -> {
          if (!visit.administrator().may(needed)) {
            refusals.deny(context, visit.administrator());
            return Future.succeededFuture();
          }
          return page.apply(visit).onSuccess(made -> delivery.page(context, 200, made));
        });
  }

  /** For somebody who is in; everybody else is sent to sign in, and comes back to the same page. */
  private void run(RoutingContext context, Function<Visit, Future<?>> work) {
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

  private void arrive(RoutingContext context) {
    Future.succeededFuture()
        .compose(go -> login.finish(context))
        .onSuccess(
            arrived -> {
              boolean admitted = !arrived.administrator().permissions().isEmpty();
              note(
                  context,
                  admitted ? "console.entered" : "console.refused",
                  arrived.administrator());
              if (admitted) {
                delivery.seeOther(context, arrived.target());
              } else {
                refusals.deny(context, arrived.administrator());
              }
            })
        .onFailure(cause -> refusals.fail(context, cause));
  }

  /** Out of the console, and on to the question whether to sign out altogether. */
  private void leave(RoutingContext context) {
    act(
        context,
        Optional.empty(),
        paths.at("logout"),
        (visit, form) -> {
          cookies.clearEntered(context);
          note(context, "console.left", visit.administrator());
          return door.forget(visit.administrator().grant())
              .onSuccess(gone -> delivery.seeOther(context, signOut));
        });
  }

  /** What a form of ours asks for, in the session that it was made in. */
  private void act(
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

  private Visit visit(RoutingContext context, Administrator administrator) {
    return new Visit(administrator, paths, forms, RequestInfo.of(context).id());
  }

  private void note(RoutingContext context, String type, Administrator administrator) {
    audit.record(
        new AuditEvent(
            clock.instant(),
            type,
            RequestInfo.of(context).id(),
            Optional.of(administrator.subject()),
            Optional.empty(),
            Optional.of(ConsoleClient.ID),
            new JsonObject()));
  }

  /** A part of the address that can be what it stands for. */
  private static String part(RoutingContext context, String name, Pattern form) {
    String given = context.pathParam(name);
    if (!form.matcher(given).matches()) {
      throw new LaboratoryException(LaboratoryException.Kind.UNKNOWN, "There is no such thing.");
    }
    return given;
  }
}
