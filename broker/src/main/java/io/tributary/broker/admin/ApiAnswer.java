package io.tributary.broker.admin;

import io.tributary.broker.web.Delivery;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** What a call is answered with. */
interface ApiAnswer {
  /** It was given already, line by line. */
  ApiAnswer GIVEN = (context, delivery) -> {};

  void give(RoutingContext context, Delivery delivery);

  static ApiAnswer json(JsonObject body) {
    return (context, delivery) -> delivery.json(context, 200, body);
  }
}
