package io.tributary.platform.ops;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.function.Supplier;

/** Named readiness checks; each is bounded to one second. */
public final class Health {
  /** Adds a check; a failed future is not ready. */
  public Health check(String name, Supplier<Future<Void>> check) {
    throw new UnsupportedOperationException("skeleton");
  }

  /** A fact shown beside the checks, for example the name of the signing provider. */
  public Health fact(String name, Supplier<String> value) {
    throw new UnsupportedOperationException("skeleton");
  }

  /** {@code {"status":"ready"|"unready","checks":{"database":"ok"|"reason"},"facts":{…}}}. */
  public Future<JsonObject> ready() {
    throw new UnsupportedOperationException("skeleton");
  }
}
