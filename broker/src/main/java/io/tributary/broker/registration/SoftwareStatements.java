package io.tributary.broker.registration;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

/** What somebody whom we trust says of a client's software (RFC 7591 §2.3). */
@FunctionalInterface
interface SoftwareStatements {
  /** RFC 7591 §2: who does not support them ignores them. */
  SoftwareStatements IGNORED =
      given -> {
        JsonObject without = given.copy();
        without.remove("software_statement");
        return Future.succeededFuture(without);
      };

  /**
   * The metadata with the statement's claims in place of the client's own.
   *
   * @return fails with {@code invalid_software_statement} or {@code unapproved_software_statement}
   */
  Future<JsonObject> merged(JsonObject given);
}
