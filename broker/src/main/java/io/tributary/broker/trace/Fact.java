package io.tributary.broker.trace;

import io.vertx.core.json.JsonObject;

/**
 * One thing that a login found out or decided. Made on the login's way, so it only holds what it is
 * about; written down later, on another thread.
 */
@FunctionalInterface
public interface Fact {
  /** As {@code {"kind": …, …}}; every foreign text and value passes through the writing. */
  JsonObject write(Writing out);

  /** A fact of our own words alone. */
  static Fact of(String kind, JsonObject facts) {
    return out -> new JsonObject().put("kind", kind).mergeIn(facts);
  }
}
