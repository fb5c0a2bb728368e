package io.tributary.broker.admin;

import io.tributary.broker.laboratory.Change;
import io.tributary.broker.laboratory.Draft;
import io.tributary.broker.laboratory.LaboratoryException;
import io.tributary.broker.laboratory.Publishing;
import io.tributary.broker.laboratory.Seen;
import io.tributary.broker.mapping.MappingSource;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;

/** Operations on what mappings shall become; none changes what is live. */
public final class DraftApi {
  private static final List<ApiOperation.Field> WHAT_IS_SAVED =
      List.of(
          ApiOperation.Field.text("message", true, "Why, one line"),
          ApiOperation.Field.text("language", false, "js or py; absent: the settings hold rules"),
          ApiOperation.Field.text("script", false, "Text of the script"),
          ApiOperation.Field.text("settings", false, "YAML"),
          ApiOperation.Field.text("tests", false, "YAML"),
          new ApiOperation.Field("remove", "boolean", false, "It shall be taken out"),
          new ApiOperation.Field("replace", "boolean", false, "Somebody else's draft too"),
          ApiOperation.Field.text(
              "base",
              false,
              "Version that was live when you began, or none; refused when another is"));

  private final MappingDesk desk;
  private final DraftTests tests;
  private final Findings findings;

  public DraftApi(MappingDesk desk, DraftTests tests) {
    this.desk = desk;
    this.tests = tests;
    this.findings = new Findings(desk);
  }

  public List<ApiOperation> operations() {
    return List.of(
        ApiOperation.read(
            "showDraft",
            "/mappings/{name}/draft",
            Permission.MAPPINGS,
            "What it shall become",
            List.of(),
            this::draft),
        ApiOperation.write(
            "saveDraft",
            HttpMethod.PUT,
            "/mappings/{name}/draft",
            "Saves what a mapping shall become; nothing that is live changes",
            WHAT_IS_SAVED,
            this::save),
        ApiOperation.write(
            "testDraft",
            HttpMethod.POST,
            "/mappings/{name}/draft/tests",
            "Runs the draft's tests; publishes nothing",
            List.of(),
            this::test),
        ApiOperation.write(
                "deleteDraft",
                HttpMethod.DELETE,
                "/mappings/{name}/draft",
                "Deletes a draft; nothing that is live changes",
                List.of(),
                this::delete)
            .light());
  }

  private Future<JsonObject> draft(ApiCall call) {
    return desk.mappings()
        .draft(call.name())
        .map(found -> found.orElseThrow(() -> unknown("There is no draft of this name.")))
        .map(draft -> tagged(call, draft));
  }

  private static JsonObject tagged(ApiCall call, Draft draft) {
    call.tag(draft.version().orElse(Publishing.REMOVAL));
    return MappingJson.draft(draft);
  }

  private Future<JsonObject> save(ApiCall call) {
    String name = call.name();
    Change change = call.change();
    boolean replace = call.flag("replace");
    if (call.flag("remove")) {
      if (call.text("script").isPresent() || call.text("settings").isPresent()) {
        throw ApiProblem.of(400, "malformed", "A removal has no texts.");
      }
      return desk.drafting().get().remove(name, change, replace).map(draft -> tagged(call, draft));
    }
    MappingSource source =
        new MappingSource(
            name,
            call.text("language").orElse(""),
            call.text("script").orElse(""),
            call.text("settings").orElse(""),
            call.text("tests"));
    Seen seen = new Seen(call.text("base"), Optional.empty());
    return desk.drafting()
        .get()
        .save(source, change, replace, seen)
        .compose(
            draft ->
                findings
                    .of(source, call.caller().may(Permission.RECORDINGS))
                    .map(found -> tagged(call, draft).put("findings", json(found))));
  }

  private static JsonArray json(List<Findings.Placed> found) {
    JsonArray all = new JsonArray();
    found.forEach(
        one ->
            all.add(
                new JsonObject()
                    .put("place", one.finding().place())
                    .put("line", one.finding().line().orElse(null))
                    .put("message", one.finding().message())));
    return all;
  }

  private Future<JsonObject> test(ApiCall call) {
    return tests
        .run(call.name(), call.caller().author(), call.requestId())
        .map(
            ran -> {
              JsonArray all = new JsonArray();
              ran.outcomes()
                  .forEach(
                      outcome ->
                          all.add(
                              new JsonObject()
                                  .put("name", outcome.test().name())
                                  .put("line", outcome.test().line())
                                  .put("passed", outcome.passed())
                                  .put("differences", new JsonArray(outcome.differences()))
                                  .put("logged", new JsonArray(outcome.logged()))
                                  .put("micros", outcome.nanos() / 1_000)));
              return new JsonObject()
                  .put("version", ran.draft().version().orElse(null))
                  .put("failed", ran.failed())
                  .put("tests", all);
            });
  }

  private Future<JsonObject> delete(ApiCall call) {
    return desk.drafting()
        .get()
        .delete(call.name(), call.caller().author())
        .map(MappingJson::draft);
  }

  private static LaboratoryException unknown(String sentence) {
    return new LaboratoryException(LaboratoryException.Kind.UNKNOWN, sentence);
  }
}
