package io.tributary.broker.admin;

import io.tributary.broker.laboratory.LaboratoryException;
import io.tributary.broker.web.Delivery;
import io.tributary.broker.web.Parameters;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The addresses of the console. Each page names the permission that it needs; there is no page
 * without one but the way in and out.
 */
public final class Console {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,62}");
  private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9_-]{12}");

  private final ConsoleGate gate;
  private final ConsoleEntrance entrance;
  private final ConsolePaths paths;
  private final MappingPages mappings;
  private final MappingActions actions;
  private final TracePages traces;
  private final Delivery delivery;

  public Console(
      ConsoleGate gate,
      ConsoleEntrance entrance,
      ConsolePaths paths,
      MappingPages mappings,
      MappingActions actions,
      TracePages traces,
      Delivery delivery) {
    this.gate = gate;
    this.entrance = entrance;
    this.paths = paths;
    this.mappings = mappings;
    this.actions = actions;
    this.traces = traces;
    this.delivery = delivery;
  }

  public void mount(Router router) {
    router.get(paths.home()).handler(entrance::front);
    router.get(paths.callback()).handler(entrance::arrive);
    router.post(paths.at("logout")).handler(entrance::leave);
    router
        .get(paths.at("mappings"))
        .handler(context -> gate.show(context, Permission.MAPPINGS, mappings::list));
    router
        .get(paths.at("mappings/:name"))
        .handler(
            context ->
                gate.show(
                    context,
                    Permission.MAPPINGS,
                    visit -> mappings.one(visit, part(context, "name", NAME))));
    router
        .get(paths.at("mappings/:name/versions/:version"))
        .handler(
            context ->
                gate.show(
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
                gate.show(
                    context,
                    Permission.TRACES,
                    visit -> Future.succeededFuture(traces.search(visit, Optional.empty()))));
    router
        .get(paths.at("traces/:id"))
        .handler(
            context ->
                gate.show(
                    context,
                    Permission.TRACES,
                    visit -> traces.one(visit, part(context, "id", TracePages.ID))));
    router
        .post(paths.at("traces"))
        .handler(
            context ->
                gate.act(
                    context,
                    Optional.of(Permission.TRACES),
                    paths.at("traces"),
                    (visit, form) -> find(context, visit, form)));
    router
        .post(paths.at("why"))
        .handler(
            context ->
                gate.act(
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
    gate.act(
        context,
        Optional.of(Permission.MAPPINGS),
        paths.at("mappings/" + name + "/" + action),
        (visit, form) ->
            work.on(visit, part(context, "name", NAME), form)
                .onSuccess(answer -> delivery.page(context, answer.status(), answer.page())));
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
