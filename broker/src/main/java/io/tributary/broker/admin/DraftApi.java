package io.tributary.broker.admin;

import io.tributary.broker.laboratory.Change;
import io.tributary.broker.laboratory.Draft;
import io.tributary.broker.laboratory.LaboratoryException;
import io.tributary.broker.laboratory.Publishing;
import io.tributary.broker.mapping.MappingSource;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Operations on what mappings shall become; none changes what is live. */
public final class DraftApi {
  private static final int MOST_PEOPLE = 1000;
  private static final int USUAL_PEOPLE = 50;

  private final MappingDesk desk;

  public DraftApi(MappingDesk desk) {
    this.desk = desk;
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
            List.of(
                ApiOperation.Field.text("message", true, "Why, one line"),
                ApiOperation.Field.text(
                    "language", false, "js or py; absent: the settings hold rules"),
                ApiOperation.Field.text("script", false, "Text of the script"),
                ApiOperation.Field.text("settings", false, "YAML"),
                ApiOperation.Field.text("tests", false, "YAML"),
                new ApiOperation.Field("remove", "boolean", false, "It shall be taken out"),
                new ApiOperation.Field("replace", "boolean", false, "Somebody else's draft too")),
            this::save),
        ApiOperation.write(
            "deleteDraft",
            HttpMethod.DELETE,
            "/mappings/{name}/draft",
            "Deletes a draft; nothing that is live changes",
            List.of(),
            this::delete),
        ApiOperation.write(
            "diff",
            HttpMethod.POST,
            "/mappings/{name}/diff",
            "Says whom the draft would hit; people by name only with tributary:recordings too",
            List.of(
                ApiOperation.Field.text("upstream", false, "Only who came through it; local too"),
                ApiOperation.Field.text("client", false, "Only logins at this application"),
                new ApiOperation.Field("limit", "integer", false, "People told of, 0 to 1000")),
            this::diff));
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
    return desk.drafting().get().save(source, change, replace).map(draft -> tagged(call, draft));
  }

  private Future<JsonObject> delete(ApiCall call) {
    return desk.drafting()
        .get()
        .delete(call.name(), call.caller().author())
        .map(MappingJson::draft);
  }

  private Future<JsonObject> diff(ApiCall call) {
    boolean people = call.caller().may(Permission.RECORDINGS);
    return desk.diff()
        .of(
            call.name(),
            new MappingDiff.Asking(call.caller().author(), people, call.requestId()),
            MappingDiff.scope(
                call.text("upstream"),
                call.text("client"),
                people,
                call.member("limit", 0, MOST_PEOPLE, USUAL_PEOPLE)))
        .map(
            found -> {
              JsonArray told = new JsonArray();
              found.report().details().forEach(person -> told.add(person.json()));
              return found
                  .report()
                  .json()
                  .put("notes", new JsonArray(found.notes()))
                  .put("people", people ? told : null);
            });
  }

  private static LaboratoryException unknown(String sentence) {
    return new LaboratoryException(LaboratoryException.Kind.UNKNOWN, sentence);
  }
}
