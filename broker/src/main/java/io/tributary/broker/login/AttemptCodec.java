package io.tributary.broker.login;

import io.tributary.broker.client.Client;
import io.tributary.broker.client.Clients;
import io.tributary.broker.request.RequestCodec;
import io.tributary.broker.request.ValidRequest;
import io.tributary.broker.upstream.UpstreamLogin;
import io.tributary.broker.web.Issuer;
import io.tributary.broker.web.Issuers;
import io.tributary.platform.protocol.RandomToken;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An attempt as JSON, with short names since it travels in a cookie. Client and issuer stand in it
 * by name only and are looked up again: who was removed meanwhile, or may not ask for this any
 * more, gets nothing.
 */
public final class AttemptCodec {
  private final Clients clients;
  private final Issuers issuers;

  public AttemptCodec(Clients clients, Issuers issuers) {
    this.clients = clients;
    this.issuers = issuers;
  }

  JsonObject write(LoginAttempt attempt) {
    ValidRequest request = attempt.request();
    JsonObject json =
        new JsonObject()
            .put("id", attempt.id())
            .put("lg", attempt.login())
            .put("rq", String.join(" ", attempt.requests()))
            .put("t", attempt.startedAt().toEpochMilli())
            .put("c", request.client().id())
            .put("i", request.issuer().name());
    RequestCodec.write(request, json);
    attempt.chosen().ifPresent(value -> json.put("w", value));
    attempt.pending().ifPresent(value -> json.put("u", value.toJson()));
    attempt.authenticated().ifPresent(value -> json.put("a", value));
    attempt.tried().ifPresent(value -> json.put("f", value.toJson()));
    return json;
  }

  /** The attempt, or nothing when its client or issuer is gone. */
  Future<Optional<LoginAttempt>> read(JsonObject json) {
    return clients.find(json.getString("c")).map(client -> read(json, client));
  }

  private Optional<LoginAttempt> read(JsonObject json, Optional<Client> client) {
    Optional<Issuer> issuer = issuers.find(json.getString("i"));
    if (client.isEmpty()
        || issuer.isEmpty()
        || !client.get().issuers().contains(issuer.get().name())) {
      return Optional.empty();
    }
    ValidRequest request = RequestCodec.read(json, client.get(), issuer.get());
    if (!mayStillAsk(request)) {
      return Optional.empty();
    }
    return Optional.of(
        new LoginAttempt(
            json.getString("id"),
            Optional.ofNullable(json.getString("lg")).orElseGet(RandomToken::bits128),
            Pattern.compile(" ").splitAsStream(json.getString("rq", "")).toList(),
            Instant.ofEpochMilli(json.getLong("t")),
            request,
            Optional.ofNullable(json.getString("w")),
            Optional.ofNullable(json.getJsonObject("u")).map(UpstreamLogin::fromJson),
            Optional.ofNullable(json.getString("a")),
            false,
            Optional.ofNullable(json.getJsonObject("f")).map(FailedTry::fromJson)));
  }

  /** A client may change, or be changed, while a person logs in for it. */
  private static boolean mayStillAsk(ValidRequest request) {
    Client client = request.client();
    return client.returnsTo(request.back().redirectUri())
        && client.requests().responseTypes().contains(request.responseTypes())
        && client.requests().scopes().containsAll(request.tokens().reach().values())
        && client.requests().resources().containsAll(request.tokens().resource().stream().toList());
  }
}
