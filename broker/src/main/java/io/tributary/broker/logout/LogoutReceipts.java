package io.tributary.broker.logout;

import io.tributary.broker.client.Client;
import io.tributary.broker.client.Clients;
import io.tributary.broker.client.ConsoleClient;
import io.tributary.broker.keys.Sealer;
import io.tributary.broker.session.EndedSession;
import io.tributary.broker.web.Delivery;
import io.tributary.broker.web.Page;
import io.tributary.broker.web.Parameters;
import io.tributary.platform.protocol.ErrorCode;
import io.tributary.platform.protocol.OAuthException;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The page that says which applications have heard of a logout, and which have not. */
final class LogoutReceipts {
  private static final int MOST_SHOWN = 100;

  /** While tokens are on their first way, the page looks again by itself. */
  private static final Duration RELOADS = Duration.ofSeconds(10);

  private final DeliveryRepository deliveries;
  private final Clients clients;
  private final Sealer sealer;
  private final String path;
  private final Delivery delivery;
  private final Clock clock;

  LogoutReceipts(
      DeliveryRepository deliveries,
      Clients clients,
      Sealer sealer,
      String path,
      Delivery delivery,
      Clock clock) {
    this.deliveries = deliveries;
    this.clients = clients;
    this.sealer = sealer;
    this.path = path;
    this.delivery = delivery;
    this.clock = clock;
  }

  void mount(Router router) {
    router
        .get(path)
        .handler(
            context ->
                Future.succeededFuture()
                    .compose(go -> show(context))
                    .onFailure(cause -> delivery.failurePage(context, cause)));
  }

  /** Where to look at it; nothing when no application took part. */
  Optional<String> address(EndedSession ended) {
    return ended.participants().isEmpty()
        ? Optional.empty()
        : Optional.of(address(new Receipt(ended.ending(), clock.instant()).seal(sealer)));
  }

  private String address(String sealed) {
    return path + "?receipt=" + sealed;
  }

  private Future<Void> show(RoutingContext context) {
    String sealed = Parameters.parse(context.request().query()).require("receipt");
    Receipt receipt =
        Receipt.open(sealed, sealer, clock)
            .orElseThrow(
                () ->
                    OAuthException.of(
                        ErrorCode.INVALID_REQUEST,
                        "This page is too old: you are signed out, there is nothing left to do"));
    return deliveries
        .ofEnding(receipt.ending(), MOST_SHOWN)
        .compose(this::described)
        .map(
            lines -> {
              boolean waits = lines.stream().anyMatch(Line::onItsWay);
              boolean young = clock.instant().isBefore(receipt.issuedAt().plus(RELOADS));
              delivery.page(
                  context,
                  200,
                  new Page.LogoutStatus(
                      lines.stream().map(Line::shown).toList(), address(sealed), waits && young));
              return null;
            });
  }

  private record Line(Page.Told shown, boolean onItsWay) {}

  private Future<List<Line>> described(List<LogoutDelivery> all) {
    Future<List<Line>> lines = Future.succeededFuture(new ArrayList<>());
    for (LogoutDelivery each : all) {
      // The console ends with the session itself.
      if (each.clientId().equals(ConsoleClient.ID)) {
        continue;
      }
      lines =
          lines.compose(
              before ->
                  clients
                      .find(each.clientId())
                      .map(
                          client -> {
                            before.add(line(each, client));
                            return before;
                          }));
    }
    return lines;
  }

  private static Line line(LogoutDelivery each, Optional<Client> client) {
    boolean first = each.state() == DeliveryState.PENDING && each.attempts() <= 1;
    boolean onItsWay = first && each.lastStatus().isEmpty();
    return new Line(
        new Page.Told(
            client.map(Client::name).orElse(each.clientId()), outcome(each, client, onItsWay)),
        onItsWay);
  }

  private static Page.Told.Outcome outcome(
      LogoutDelivery each, Optional<Client> client, boolean onItsWay) {
    return switch (each.state()) {
      case ACKNOWLEDGED -> Page.Told.Outcome.SIGNED_OUT;
      case PENDING -> onItsWay ? Page.Told.Outcome.BEING_TOLD : Page.Told.Outcome.NOT_REACHED_YET;
      case REFUSED -> Page.Told.Outcome.REFUSED;
      case UNREACHABLE -> Page.Told.Outcome.NOT_REACHED;
      case UNTOLD ->
          client.flatMap(found -> found.logout().frontchannel()).isPresent()
              ? Page.Told.Outcome.ASKED_IN_BROWSER
              : Page.Told.Outcome.CANNOT_BE_TOLD;
    };
  }
}
