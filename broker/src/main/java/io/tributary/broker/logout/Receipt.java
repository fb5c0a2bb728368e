package io.tributary.broker.logout;

import io.tributary.broker.keys.Sealer;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/**
 * What lets somebody who has signed out see which applications know of it: sealed, since nobody is
 * signed in any more, and for half an hour.
 *
 * @param ending name of the event
 */
record Receipt(String ending, Instant issuedAt) {
  static final Duration LIFE = Duration.ofMinutes(30);
  private static final String CONTEXT = "receipt";

  String seal(Sealer sealer) {
    JsonObject json = new JsonObject().put("e", ending).put("t", issuedAt.toEpochMilli());
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(sealer.seal(json.toBuffer().getBytes(), CONTEXT));
  }

  /** Nothing when it is not ours or too old. */
  static Optional<Receipt> open(String sealed, Sealer sealer, Clock clock) {
    try {
      JsonObject json =
          new JsonObject(
              Buffer.buffer(sealer.open(Base64.getUrlDecoder().decode(sealed), CONTEXT)));
      Receipt found = new Receipt(json.getString("e"), Instant.ofEpochMilli(json.getLong("t")));
      return Optional.of(found)
          .filter(fresh -> clock.instant().isBefore(fresh.issuedAt().plus(LIFE)));
    } catch (Sealer.SealBroken | IllegalArgumentException notOurs) {
      return Optional.empty();
    }
  }
}
