package io.tributary.broker.login;

import io.tributary.broker.client.Client;
import io.tributary.broker.client.Clients;
import io.tributary.broker.upstream.UpstreamLogin;
import io.tributary.broker.web.Issuer;
import io.tributary.broker.web.Issuers;
import io.tributary.platform.protocol.Scopes;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * An attempt as JSON, with short names since it travels in a cookie. Client and issuer stand in it
 * by name only and are looked up again: who was removed meanwhile gets nothing.
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
            .put("t", attempt.startedAt().toEpochMilli())
            .put("c", request.client().id())
            .put("i", request.issuer().name())
            .put("r", request.redirectUri())
            .put("o", request.scopes().toString());
    request.state().ifPresent(value -> json.put("s", value));
    request.nonce().ifPresent(value -> json.put("n", value));
    request.codeChallenge().ifPresent(value -> json.put("p", value));
    request.maxAgeSeconds().ifPresent(value -> json.put("m", value));
    request.loginHint().ifPresent(value -> json.put("l", value));
    request.idpHint().ifPresent(value -> json.put("h", value));
    request.expectedSub().ifPresent(value -> json.put("e", value));
    if (!request.prompt().isEmpty()) {
      json.put("q", new JsonArray(request.prompt().stream().map(Prompt::name).toList()));
    }
    attempt.chosen().ifPresent(value -> json.put("w", value));
    attempt.pending().ifPresent(value -> json.put("u", value.toJson()));
    attempt.authenticated().ifPresent(value -> json.put("a", value));
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
        || !client.get().issuers().contains(issuer.get().name())
        || !client.get().returnsTo(json.getString("r"))) {
      return Optional.empty();
    }
    ValidRequest request =
        new ValidRequest(
            client.get(),
            issuer.get(),
            json.getString("r"),
            text(json, "s"),
            Scopes.parse(json.getString("o")),
            text(json, "n"),
            text(json, "p"),
            prompts(json.getJsonArray("q", new JsonArray())),
            json.containsKey("m") ? OptionalLong.of(json.getLong("m")) : OptionalLong.empty(),
            text(json, "l"),
            text(json, "h"),
            text(json, "e"));
    return Optional.of(
        new LoginAttempt(
            json.getString("id"),
            Instant.ofEpochMilli(json.getLong("t")),
            request,
            text(json, "w"),
            Optional.ofNullable(json.getJsonObject("u")).map(UpstreamLogin::fromJson),
            text(json, "a"),
            false));
  }

  private static Optional<String> text(JsonObject json, String name) {
    return Optional.ofNullable(json.getString(name));
  }

  private static Set<Prompt> prompts(JsonArray names) {
    Set<Prompt> prompts = EnumSet.noneOf(Prompt.class);
    names.forEach(name -> prompts.add(Prompt.valueOf((String) name)));
    return prompts;
  }
}
