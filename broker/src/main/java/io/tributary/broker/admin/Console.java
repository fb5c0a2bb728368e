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
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,15}");

  private final ConsoleGate gate;
  private final ConsoleEntrance entrance;
  private final ConsolePaths paths;
  private final MappingAddresses mappings;
  private final TracePages traces;
  private final LoginListPages logins;
  private final RecordingPages recordings;
  private final Delivery delivery;
  private final ConsoleRefusals refusals;

  public Console(
      ConsoleGate gate,
      ConsoleEntrance entrance,
      ConsolePaths paths,
      MappingAddresses mappings,
      TracePages traces,
      LoginListPages logins,
      RecordingPages recordings,
      Delivery delivery,
      ConsoleRefusals refusals) {
    this.gate = gate;
    this.entrance = entrance;
    this.paths = paths;
    this.mappings = mappings;
    this.traces = traces;
    this.logins = logins;
    this.recordings = recordings;
    this.delivery = delivery;
    this.refusals = refusals;
  }

  public void mount(Router router) {
    router.get(paths.home()).handler(entrance::front);
    router.get(paths.callback()).handler(entrance::arrive);
    router.post(paths.at("logout")).handler(entrance::leave);
    mappings.mount(router);
    router
        .get(paths.at("recordings"))
        .handler(
            context ->
                gate.show(
                    context,
                    Permission.RECORDINGS,
                    visit -> recordings.list(visit, after(context))));
    mountTraces(router);
  }

  /** Whether a form of an address is ours, so that its failures are too. */
  public boolean owns(String path) {
    return path.startsWith(paths.home() + "/");
  }

  /** A form that is longer than the listener takes. */
  public void tooLong(RoutingContext context) {
    refusals.tooLong(context);
  }

  private static long after(RoutingContext context) {
    return Parameters.parse(context.request().query())
        .get("after")
        .filter(number -> NUMBER.matcher(number).matches())
        .map(Long::parseLong)
        .orElse(0L);
  }

  private void mountTraces(Router router) {
    router
        .get(paths.at("logins"))
        .handler(
            context ->
                gate.show(
                    context,
                    Permission.TRACES,
                    visit ->
                        logins.list(
                            visit, Parameters.parse(context.request().query()).get("before"))));
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

  /** A part of the address that can be what it stands for. */
  static String part(RoutingContext context, String name, Pattern form) {
    String given = context.pathParam(name);
    if (!form.matcher(given).matches()) {
      throw new LaboratoryException(LaboratoryException.Kind.UNKNOWN, "There is no such thing.");
    }
    return given;
  }
}
