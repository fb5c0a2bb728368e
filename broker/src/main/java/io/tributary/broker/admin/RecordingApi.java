package io.tributary.broker.admin;

import io.tributary.broker.identity.IdentityJson;
import io.tributary.broker.recording.RecordedLogin;
import io.tributary.broker.recording.RecordingFilter;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Operations on recorded logins. Each person whose login is read stands in the audit. */
public final class RecordingApi {
  private static final int MOST = 100;
  private static final int USUAL = 20;

  private final RecordingReading reading;

  public RecordingApi(RecordingReading reading) {
    this.reading = reading;
  }

  public List<ApiOperation> operations() {
    return List.of(
        ApiOperation.read(
            "listRecordings",
            "/recordings",
            Permission.RECORDINGS,
            "Recorded logins in pages; each person read of stands in the audit",
            List.of(
                field("after", "integer", "Value of next of the page before"),
                field("limit", "integer", "1 to " + MOST),
                field("upstream", "string", "Only through this one"),
                field("client", "string", "Only to this application"),
                field("subject", "string", "Only of this account")),
            this::list));
  }

  private static ApiOperation.Field field(String name, String type, String description) {
    return new ApiOperation.Field(name, type, false, description);
  }

  private Future<JsonObject> list(ApiCall call) {
    RecordingFilter filter =
        new RecordingFilter(call.query("upstream"), call.query("client"), call.query("subject"));
    long after = call.number("after", 0L, Long.MAX_VALUE, 0L);
    return reading
        .page(
            after,
            call.number("limit", 1, MOST, USUAL),
            filter,
            new RecordingReading.Reader(
                call.caller().author(), call.caller().client(), call.requestId()))
        .map(
            read -> {
              JsonArray all = new JsonArray();
              read.logins().forEach(login -> all.add(json(login)));
              return new JsonObject()
                  .put("recordings", all)
                  .put("unreadable", read.unreadable())
                  .put("next", read.last().isPresent() ? read.last().getAsLong() : null);
            });
  }

  private static JsonObject json(RecordedLogin login) {
    return new JsonObject()
        .put("id", login.id())
        .put("subject", login.subject())
        .put("at", login.at().toString())
        .put("upstream", login.identity().upstream())
        .put("client", login.client().id())
        .put("scopes", new JsonArray(List.copyOf(login.scopes().values())))
        .put("redacted", new JsonArray(login.redacted().stream().sorted().toList()))
        .put("identity", new JsonObject(Buffer.buffer(IdentityJson.write(login.identity()))));
  }
}
