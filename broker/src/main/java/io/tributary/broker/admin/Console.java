package io.tributary.broker.admin;

import io.tributary.broker.laboratory.LaboratoryException;
import io.tributary.broker.web.ConsolePage;
import io.tributary.broker.web.Delivery;
import io.tributary.broker.web.Parameters;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.function.BiFunction;
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
    read(router, "logins", (context, visit) -> logins.list(visit, before(context)));
    read(
        router,
        "traces",
        (context, visit) -> Future.succeededFuture(traces.search(visit, Optional.empty())));
    read(
        router,
        "traces/:id",
        (context, visit) -> traces.one(visit, part(context, "id", TracePages.ID)));
    ask(router, "traces", this::find);
    ask(
        router,
        "why",
        (context, visit, form) ->
            traces.why(visit, form).onSuccess(page -> delivery.page(context, 200, page)));
  }

  private static Optional<String> before(RoutingContext context) {
    return Parameters.parse(context.request().query()).get("before");
  }

  /** A page for whoever may read traces. */
  private void read(
      Router router, String rest, BiFunction<RoutingContext, Visit, Future<ConsolePage>> page) {
    router
        .get(paths.at(rest))
        .handler(
            context -> gate.show(context, Permission.TRACES, visit -> page.apply(context, visit)));
  }

  /** A form for whoever may read traces; its address is the action that its token is for. */
  private void ask(Router router, String rest, Asked asked) {
    router
        .post(paths.at(rest))
        .handler(
            context ->
                gate.act(
                    context,
                    Optional.of(Permission.TRACES),
                    paths.at(rest),
                    (visit, form) -> asked.answer(context, visit, form)));
  }

  /** What is done with a form. */
  @FunctionalInterface
  private interface Asked {
    Future<?> answer(RoutingContext context, Visit visit, Parameters form);
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
