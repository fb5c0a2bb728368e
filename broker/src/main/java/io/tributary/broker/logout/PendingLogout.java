package io.tributary.broker.logout;

import io.tributary.broker.client.Client;
import io.tributary.broker.client.Clients;
import io.tributary.broker.keys.Sealer;
import io.tributary.broker.web.Issuer;
import io.tributary.platform.protocol.ErrorCode;
import io.tributary.platform.protocol.OAuthException;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/**
 * A checked logout request on its way through the browser, sealed: to the page that asks, and from
 * a cross-site POST (which carries no cookies) to our own GET.
 */
final class PendingLogout {
  /** With the issuer: what was checked for one counts at no other. */
  private static final String CONTEXT = "pending ";

  private static final Duration LIFE = Duration.ofMinutes(30);

  private final Sealer sealer;
  private final Clients clients;
  private final Clock clock;

  PendingLogout(Sealer sealer, Clients clients, Clock clock) {
    this.sealer = sealer;
    this.clients = clients;
    this.clock = clock;
  }

  String write(LogoutRequest request, Issuer issuer) {
    JsonObject json =
        new JsonObject().put("t", clock.instant().getEpochSecond()).put("h", request.hinted());
    request.client().map(Client::id).ifPresent(id -> json.put("c", id));
    request.hintedSid().ifPresent(sid -> json.put("d", sid));
    request.person().ifPresent(person -> json.put("p", person.value()));
    request.target().ifPresent(uri -> json.put("u", uri));
    request.state().ifPresent(state -> json.put("s", state));
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(sealer.seal(json.toBuffer().getBytes(), CONTEXT + issuer.name()));
  }

  /**
   * @return fails with {@link OAuthException} for a page, when it is not ours or too old
   */
  Future<LogoutRequest> read(String written, Issuer issuer) {
    try {
      JsonObject json =
          new JsonObject(
              Buffer.buffer(
                  sealer.open(Base64.getUrlDecoder().decode(written), CONTEXT + issuer.name())));
      if (Instant.ofEpochSecond(json.getLong("t")).plus(LIFE).isBefore(clock.instant())) {
        return Future.failedFuture(tooOld());
      }
      return Optional.ofNullable(json.getString("c"))
          .map(clients::find)
          .orElseGet(() -> Future.succeededFuture(Optional.empty()))
          .map(client -> request(json, client));
    } catch (Sealer.SealBroken | IllegalArgumentException notOurs) {
      return Future.failedFuture(tooOld());
    }
  }

  /** Whether the client still returns there: it may have changed, or be gone, meanwhile. */
  private static boolean returnsTo(Optional<Client> client, String target) {
    return client
        .filter(known -> known.logout().postLogoutRedirectUris().contains(target))
        .isPresent();
  }

  private static LogoutRequest request(JsonObject json, Optional<Client> client) {
    return new LogoutRequest(
        client,
        Optional.ofNullable(json.getString("d")),
        json.getBoolean("h"),
        Optional.ofNullable(json.getString("p")).map(PersonHint::new),
        Optional.ofNullable(json.getString("u")).filter(target -> returnsTo(client, target)),
        Optional.ofNullable(json.getString("s")));
  }

  private static OAuthException tooOld() {
    return OAuthException.of(
        ErrorCode.INVALID_REQUEST, "This sign-out page is too old, please start again");
  }
}
