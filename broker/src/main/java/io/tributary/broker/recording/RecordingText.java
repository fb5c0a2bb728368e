package io.tributary.broker.recording;

import io.tributary.broker.identity.IdentityJson;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** A recorded login as whoever may see it reads it. */
public final class RecordingText {
  private RecordingText() {}

  /** {@code {"at", "client", "scopes", "redacted", "identity": {…}}}. */
  public static JsonObject json(RecordedLogin login) {
    return new JsonObject()
        .put("at", login.at().toString())
        .put("client", login.client().id())
        .put("scopes", new JsonArray(List.copyOf(login.scopes().values())))
        .put("redacted", new JsonArray(login.redacted().stream().sorted().toList()))
        .put("identity", new JsonObject(Buffer.buffer(IdentityJson.write(login.identity()))));
  }
}
