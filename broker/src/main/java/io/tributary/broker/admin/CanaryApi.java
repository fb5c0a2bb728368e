package io.tributary.broker.admin;

import io.tributary.broker.laboratory.CanaryReport;
import io.tributary.broker.laboratory.LaboratoryException;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Operations on canaries: drafts that run beside what is live, for some logins. */
public final class CanaryApi {
  private static final String PATH = "/mappings/{name}/canary";

  private final CanaryDesk desk;

  public CanaryApi(CanaryDesk desk) {
    this.desk = desk;
  }

  public List<ApiOperation> operations() {
    return List.of(
        ApiOperation.read(
            "showCanary",
            PATH,
            Permission.MAPPINGS,
            "What it found so far; people by name only with tributary:recordings too",
            List.of(),
            this::show),
        ApiOperation.write(
            "startCanary",
            HttpMethod.PUT,
            PATH,
            "Runs the draft beside what is live, in the place of a canary that runs already",
            List.of(
                ApiOperation.Field.text("share", false, "Of the people who log in, such as 5%"),
                new ApiOperation.Field(
                    "users", "array", false, "User names of people who are always among them"),
                ApiOperation.Field.text("for", false, "30m, 2h, 7d; absent: 1d")),
            this::start),
        ApiOperation.write(
                "stopCanary",
                HttpMethod.DELETE,
                PATH,
                "Ends it; the draft stays, what it found is forgotten",
                List.of(),
                this::stop)
            .light());
  }

  private Future<JsonObject> show(ApiCall call) {
    String name = call.name();
    boolean people = call.caller().may(Permission.RECORDINGS);
    return desk.read(name, people, call.caller().author(), call.requestId())
        .map(
            found ->
                found.orElseThrow(
                    () ->
                        new LaboratoryException(
                            LaboratoryException.Kind.UNKNOWN,
                            "There is no canary of " + name + ".")))
        .map(report -> json(report, people));
  }

  private static JsonObject json(CanaryReport report, boolean people) {
    JsonArray differences = new JsonArray();
    report
        .differences()
        .forEach(
            one ->
                differences.add(
                    new JsonObject()
                        .put("at", one.at().toString())
                        .put("login", one.requestId())
                        .put("person", people ? one.person() : null)
                        .put("client", one.client())
                        .put("changes", new JsonArray(one.changes()))));
    return new JsonObject()
        .put("name", report.name())
        .put("version", report.version().orElse(null))
        .put("percent", CanaryDesk.percent(report))
        .put("named", report.named())
        .put("author", report.author())
        .put("started_at", report.startedAt().toString())
        .put("ends_at", report.endsAt().toString())
        .put("over", report.ended())
        .put("same", report.counts().same())
        .put("different", report.counts().different())
        .put("denied", report.counts().failed())
        .put("not_compared", report.counts().skipped())
        .put("differences", differences);
  }

  private Future<JsonObject> start(ApiCall call) {
    String name = call.name();
    return desk.canaries()
        .start(
            name,
            CanaryWish.plan(
                call.text("share").orElse(""), call.texts("users"), call.text("for").orElse("")),
            call.caller().author())
        .map(
            draft ->
                new JsonObject().put("name", name).put("version", draft.version().orElse(null)));
  }

  private Future<JsonObject> stop(ApiCall call) {
    return desk.canaries()
        .stop(call.name(), call.caller().author())
        .map(stopped -> new JsonObject().put("name", call.name()));
  }
}
