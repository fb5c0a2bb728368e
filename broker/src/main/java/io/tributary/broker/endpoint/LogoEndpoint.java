package io.tributary.broker.endpoint;

import io.tributary.broker.client.Clients;
import io.tributary.broker.registration.ClientLogos;
import io.tributary.broker.web.Delivery;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/**
 * {@code logos/<client id>}: the logo of a client as we drew it, for our own pages. What a client
 * published never reaches a browser from here, and a browser never the client.
 */
public final class LogoEndpoint {
  private static final String CLIENT = "client";

  /** In this browser only, and not for long: the address stays when the logo changes. */
  private static final String CACHED = "private, max-age=600";

  private final Clients clients;
  private final ClientLogos logos;
  private final String base;
  private final Delivery delivery;

  /**
   * @param base path of the public URL, with a slash at both ends
   */
  public LogoEndpoint(Clients clients, ClientLogos logos, String base, Delivery delivery) {
    this.clients = clients;
    this.logos = logos;
    this.base = base;
    this.delivery = delivery;
  }

  public void mount(Router router) {
    router.get(base + "logos/:" + CLIENT).handler(this::show);
  }

  private void show(RoutingContext context) {
    clients
        .find(context.pathParam(CLIENT))
        .compose(
            client ->
                client.map(logos::find).orElse(Future.succeededFuture(Optional.<Buffer>empty())))
        .onSuccess(png -> answer(context, png))
        .onFailure(cause -> delivery.failurePage(context, cause));
  }

  private static void answer(RoutingContext context, Optional<Buffer> png) {
    context
        .response()
        .putHeader("Content-Security-Policy", "default-src 'none'")
        .putHeader("X-Content-Type-Options", "nosniff")
        .putHeader("Cross-Origin-Resource-Policy", "same-origin");
    if (png.isEmpty()) {
      context.response().setStatusCode(404).putHeader(HttpHeaders.CACHE_CONTROL, "no-store").end();
      return;
    }
    context
        .response()
        .putHeader(HttpHeaders.CONTENT_TYPE, "image/png")
        .putHeader(HttpHeaders.CACHE_CONTROL, CACHED)
        .end(png.get());
  }
}
