package io.tributary.broker.logout;

import io.tributary.broker.client.Client;
import io.tributary.broker.logout.FrontchannelFrames.Frame;
import io.tributary.broker.logout.LogoutSteps.Farewell;
import io.tributary.broker.web.Delivery;
import io.tributary.broker.web.Issuer;
import io.tributary.broker.web.Page;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Where the browser goes once nobody is logged in with it any more. */
final class AfterLogout {
  private final FrontchannelFrames frames;
  private final PendingLogout pending;
  private final LogoutPaths paths;
  private final Delivery delivery;

  AfterLogout(
      FrontchannelFrames frames, PendingLogout pending, LogoutPaths paths, Delivery delivery) {
    this.frames = frames;
    this.pending = pending;
    this.paths = paths;
    this.delivery = delivery;
  }

  /** With a hint the client is sure; with its name alone the person clicks on. */
  Future<Void> nothingToEnd(RoutingContext context, Issuer issuer, LogoutRequest request) {
    if (request.hinted() && request.target().isPresent()) {
      delivery.leave(context, request.returnAddress().orElseThrow());
    } else {
      loggedOut(context, issuer, request);
    }
    return Future.succeededFuture();
  }

  /** A session has just ended. */
  Future<Void> ended(
      RoutingContext context, Issuer issuer, LogoutRequest request, Farewell farewell) {
    return frames
        .of(farewell.participants())
        .map(
            loaded -> {
              goOn(context, issuer, request, farewell, loaded);
              return null;
            });
  }

  /** Frames first, while this browser is still with us; then the upstream, the client or we. */
  private void goOn(
      RoutingContext context,
      Issuer issuer,
      LogoutRequest request,
      Farewell farewell,
      List<Frame> loaded) {
    Optional<String> away =
        farewell.upstream().map(URI::toString).or(() -> request.returnAddress());
    if (!loaded.isEmpty()) {
      delivery.framingPage(
          context,
          new Page.SigningOut(
              loaded.stream().map(Frame::address).toList(),
              loaded.stream().map(Frame::client).distinct().toList(),
              away.or(farewell::status)),
          Frame.origins(loaded));
    } else if (away.isPresent()) {
      delivery.leave(context, away.get());
    } else if (farewell.status().isPresent()) {
      delivery.seeOther(context, farewell.status().get());
    } else {
      loggedOut(context, issuer, request);
    }
  }

  /**
   * The upstream's session has ended too.
   *
   * @param address of the client, to return to
   */
  void returned(RoutingContext context, Optional<String> address) {
    if (address.isPresent()) {
      delivery.leave(context, address.get());
    } else {
      delivery.page(context, 200, new Page.LoggedOut(Optional.empty(), Optional.empty()));
    }
  }

  /** The answer to a form is no page to come back to: our own GET shows it. */
  private void loggedOut(RoutingContext context, Issuer issuer, LogoutRequest request) {
    if (context.request().method().equals(HttpMethod.POST)) {
      delivery.seeOther(context, paths.goOn(issuer) + "?request=" + pending.write(request, issuer));
      return;
    }
    delivery.page(
        context,
        200,
        new Page.LoggedOut(request.returnAddress(), request.client().map(Client::name)));
  }
}
