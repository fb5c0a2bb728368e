package io.tributary.broker.replay;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;

/**
 * How logins of one person differ.
 *
 * @param clients at which they differ just so
 * @param claims none where a login is denied before or after
 * @param deniedBefore why what is live denies it
 * @param deniedAfter why what is proposed denies it
 * @param reasons which mapping made which claim, of which version
 * @param unknown claims that were read and are not kept
 */
public record LoginDifference(
    List<String> clients,
    List<ClaimDifference> claims,
    Optional<String> deniedBefore,
    Optional<String> deniedAfter,
    List<String> reasons,
    List<String> unknown) {

  /** Apart from the client. */
  boolean isLike(LoginDifference other) {
    return at(other.clients).equals(other);
  }

  LoginDifference at(List<String> others) {
    return new LoginDifference(others, claims, deniedBefore, deniedAfter, reasons, unknown);
  }

  JsonObject json() {
    JsonArray changes = new JsonArray();
    claims.forEach(claim -> changes.add(claim.json()));
    return new JsonObject()
        .put("clients", new JsonArray(clients))
        .put("claims", changes)
        .put("denied_before", deniedBefore.orElse(null))
        .put("denied_after", deniedAfter.orElse(null))
        .put("reasons", new JsonArray(reasons))
        .put("unknown", new JsonArray(unknown));
  }
}
