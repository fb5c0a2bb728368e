package io.tributary.broker.recording;

import io.tributary.broker.claims.ClientView;
import io.tributary.broker.identity.Identity;
import io.tributary.broker.identity.IdentityJson;
import io.tributary.platform.protocol.Scopes;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The sealed part of a recording: {@code {"identity": …, "client": "id", "always": [scope …],
 * "scopes": [scope …], "redacted": [claim …]}}.
 */
final class RecordingJson {
  private RecordingJson() {}

  /** What is in it, beside the columns of its row. */
  record Content(Identity identity, ClientView client, Scopes scopes, Set<String> redacted) {}

  static byte[] write(Content content) {
    String rest =
        new JsonObject()
            .put("client", content.client().id())
            .put("always", new JsonArray(content.client().alwaysScopes()))
            .put("scopes", new JsonArray(List.copyOf(content.scopes().values())))
            .put("redacted", new JsonArray(List.copyOf(content.redacted())))
            .encode();
    // The identity is JSON already: it goes in as it is.
    return Buffer.buffer("{\"identity\":")
        .appendBytes(IdentityJson.write(content.identity()))
        .appendString("," + rest.substring(1), StandardCharsets.UTF_8.name())
        .getBytes();
  }

  static Content read(byte[] bytes) {
    JsonObject json = new JsonObject(Buffer.buffer(bytes));
    return new Content(
        IdentityJson.read(json.getJsonObject("identity")),
        new ClientView(json.getString("client"), texts(json, "always")),
        Scopes.of(texts(json, "scopes")),
        Set.copyOf(texts(json, "redacted")));
  }

  private static List<String> texts(JsonObject json, String name) {
    return json.getJsonArray(name).stream().map(String.class::cast).collect(Collectors.toList());
  }
}
