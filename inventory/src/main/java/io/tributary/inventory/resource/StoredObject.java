package io.tributary.inventory.resource;

import io.vertx.core.json.JsonObject;

/**
 * One object as stored.
 *
 * @param columns the row as JSON
 * @param related name of each referred object by field name; null where there is none
 */
public record StoredObject(JsonObject columns, JsonObject related) {
  public long id() {
    return columns.getLong("id");
  }

  public int version() {
    return columns.getInteger("version");
  }

  public String name() {
    return columns.getString("name");
  }
}
