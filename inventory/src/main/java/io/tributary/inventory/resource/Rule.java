package io.tributary.inventory.resource;

import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** A check across fields that needs no database. */
@FunctionalInterface
public interface Rule {
  /**
   * @param columns values by column; absent fields are null
   */
  Optional<Problem> check(JsonObject columns);
}
