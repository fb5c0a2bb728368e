package io.tributary.broker.logout;

import io.tributary.broker.keys.Sealer;
import io.tributary.platform.protocol.RandomToken;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/**
 * Where the browser goes when an upstream has logged it out too: sealed into the {@code state} that
 * the upstream returns, good once and for a short time.
 *
 * @param id spent at the return
 * @param upstream the only one that may bring it back
 * @param address of the client, with its state; absent: our own page
 * @param status where our own page stands; absent: nobody had to be told
 */
record LogoutReturn(
    String id,
    String upstream,
    Instant issuedAt,
    Optional<String> address,
    Optional<String> status) {
  /** How long an upstream's logout may take. */
  static final Duration LIFE = Duration.ofMinutes(10);

  static LogoutReturn to(
      Optional<String> address, Optional<String> status, String upstream, Instant now) {
    // The state stays short: only one of the two is ever needed.
    return new LogoutReturn(
        RandomToken.bits128(),
        upstream,
        now,
        address,
        address.isPresent() ? Optional.empty() : status);
  }

  static String withState(String uri, Optional<String> state) {
    if (state.isEmpty()) {
      return uri;
    }
    char separator = uri.indexOf('?') < 0 ? '?' : '&';
    return uri + separator + "state=" + URLEncoder.encode(state.get(), StandardCharsets.UTF_8);
  }

  String seal(Sealer sealer) {
    JsonObject json =
        new JsonObject().put("id", id).put("t", issuedAt.toEpochMilli()).put("u", upstream);
    address.ifPresent(value -> json.put("a", value));
    status.ifPresent(value -> json.put("r", value));
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(sealer.seal(json.toBuffer().getBytes(), upstream));
  }

  /** Nothing when it is not ours, not from this upstream, or too old. */
  static Optional<LogoutReturn> open(String state, String upstream, Sealer sealer, Clock clock) {
    try {
      byte[] plain = sealer.open(Base64.getUrlDecoder().decode(state), upstream);
      JsonObject json = new JsonObject(Buffer.buffer(plain));
      LogoutReturn found =
          new LogoutReturn(
              json.getString("id"),
              json.getString("u"),
              Instant.ofEpochMilli(json.getLong("t")),
              Optional.ofNullable(json.getString("a")),
              Optional.ofNullable(json.getString("r")));
      return Optional.of(found).filter(fresh -> clock.instant().isBefore(fresh.expiresAt()));
    } catch (Sealer.SealBroken | IllegalArgumentException notOurs) {
      return Optional.empty();
    }
  }

  Instant expiresAt() {
    return issuedAt.plus(LIFE);
  }
}
