package io.tributary.broker.admin;

import io.tributary.broker.audit.Audit;
import io.tributary.broker.audit.AuditEvent;
import io.tributary.broker.client.ConsoleClient;
import io.tributary.broker.web.Delivery;
import io.tributary.broker.web.Page;
import io.tributary.platform.http.RequestInfo;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.util.Optional;

/** The way into the console and out of it; both stand in the audit. */
public final class ConsoleEntrance {
  private final ConsoleGate gate;
  private final ConsoleDoor door;
  private final ConsoleLogin login;
  private final ConsoleCookies cookies;
  private final ConsolePaths paths;
  private final String signOut;
  private final Delivery delivery;
  private final ConsoleRefusals refusals;
  private final Audit audit;
  private final Clock clock;

  /**
   * @param signOut path of the root issuer's end of session
   */
  public ConsoleEntrance(
      ConsoleGate gate,
      ConsoleDoor door,
      ConsoleLogin login,
      ConsoleCookies cookies,
      ConsolePaths paths,
      String signOut,
      Delivery delivery,
      ConsoleRefusals refusals,
      Audit audit,
      Clock clock) {
    this.gate = gate;
    this.door = door;
    this.login = login;
    this.cookies = cookies;
    this.paths = paths;
    this.signOut = signOut;
    this.delivery = delivery;
    this.refusals = refusals;
    this.audit = audit;
    this.clock = clock;
  }

  /** To the first place that the person may go to. */
  void front(RoutingContext context) {
    gate.run(
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

  void arrive(RoutingContext context) {
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
  void leave(RoutingContext context) {
    gate.act(
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
}
