package io.tributary.broker.admin;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** The operation that says whom a draft would hit. */
public final class DiffApi {
  private static final int MOST_PEOPLE = 1000;
  private static final int USUAL_PEOPLE = 50;

  private final MappingDiff diff;

  public DiffApi(MappingDiff diff) {
    this.diff = diff;
  }

  public List<ApiOperation> operations() {
    return List.of(
        ApiOperation.write(
                "diff",
                HttpMethod.POST,
                "/mappings/{name}/diff",
                "Says whom the draft would hit; people by name only with tributary:recordings too."
                    + " With Accept: application/x-ndjson line by line, and of everybody",
                List.of(
                    ApiOperation.Field.text(
                        "upstream", false, "Only who came through it; local too"),
                    ApiOperation.Field.text("client", false, "Only logins at this application"),
                    new ApiOperation.Field(
                        "limit",
                        "integer",
                        false,
                        "People told of, 0 to 1000; line by line any number")),
                this::whole)
            .answered(call -> call.wantsLines() ? lines(call) : whole(call).map(ApiAnswer::json)));
  }

  private static boolean people(ApiCall call) {
    return call.caller().may(Permission.RECORDINGS);
  }

  private static MappingDiff.Asking asking(ApiCall call) {
    return new MappingDiff.Asking(call.caller().author(), people(call), call.requestId());
  }

  private Future<JsonObject> whole(ApiCall call) {
    boolean people = people(call);
    return diff.of(
            call.name(),
            asking(call),
            MappingDiff.scope(
                call.text("upstream"),
                call.text("client"),
                people,
                call.member("limit", 0, MOST_PEOPLE, USUAL_PEOPLE)))
        .map(
            found -> {
              JsonArray told = new JsonArray();
              found.report().details().forEach(person -> told.add(person.json()));
              return summary(found).put("people", people ? told : null);
            });
  }

  private Future<ApiAnswer> lines(ApiCall call) {
    int most = call.member("limit", 0, Integer.MAX_VALUE, Integer.MAX_VALUE);
    ApiLines lines = call.lines().tellPeople(people(call), most);
    return diff.of(
            call.name(),
            asking(call),
            MappingDiff.scope(call.text("upstream"), call.text("client"), people(call), 0),
            lines)
        .map(found -> lines.end(summary(found)))
        .recover(lines::broken);
  }

  private static JsonObject summary(MappingDiff.Found found) {
    return found.report().json().put("notes", new JsonArray(found.notes()));
  }
}
