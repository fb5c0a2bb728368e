package io.tributary.broker.admin;

import io.tributary.broker.laboratory.Change;
import io.tributary.broker.laboratory.Draft;
import io.tributary.broker.laboratory.LaboratoryException;
import io.tributary.broker.laboratory.MappingRepository;
import io.tributary.broker.laboratory.Publication;
import io.tributary.broker.laboratory.Publishing;
import io.tributary.broker.mapping.MappingSource;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Operations on mappings. */
final class MappingApi {
  private static final ApiOperation.Field LOSS =
      new ApiOperation.Field(
          "confirm_loss", "boolean", false, "Also when people lose a privileged role by it");

  private static final int MOST_PEOPLE = 1000;
  private static final int USUAL_PEOPLE = 50;

  private final MappingRepository mappings;
  private final MappingDesk desk;

  MappingApi(MappingDesk desk) {
    this.mappings = desk.mappings();
    this.desk = desk;
  }

  List<ApiOperation> operations() {
    return List.of(
        read("listMappings", "/mappings", "Every mapping and draft", this::list),
        read("showMapping", "/mappings/{name}", "What is live, with its texts", this::live),
        read("mappingHistory", "/mappings/{name}/history", "What was live, and why", this::history),
        read(
            "showVersion",
            "/mappings/{name}/versions/{version}",
            "A version that is or was live",
            this::version),
        read("showDraft", "/mappings/{name}/draft", "What it shall become", this::draft),
        write(
            "saveDraft",
            HttpMethod.PUT,
            "/mappings/{name}/draft",
            "Saves what a mapping shall become; nothing that is live changes",
            List.of(
                text("message", true, "Why, one line"),
                text("language", false, "js or py; absent: the settings hold rules"),
                text("script", false, "Text of the script"),
                text("settings", false, "YAML"),
                text("tests", false, "YAML"),
                new ApiOperation.Field("remove", "boolean", false, "It shall be taken out"),
                new ApiOperation.Field("replace", "boolean", false, "Somebody else's draft too")),
            this::save),
        write(
            "deleteDraft",
            HttpMethod.DELETE,
            "/mappings/{name}/draft",
            "Deletes a draft; nothing that is live changes",
            List.of(),
            this::delete),
        write(
            "diff",
            HttpMethod.POST,
            "/mappings/{name}/diff",
            "Says whom the draft would hit; people by name only with tributary:recordings too",
            List.of(
                text("upstream", false, "Only who came through it; local too"),
                text("client", false, "Only logins at this application"),
                new ApiOperation.Field("limit", "integer", false, "People told of, 0 to 1000")),
            this::diff),
        write(
            "publish",
            HttpMethod.POST,
            "/mappings/{name}/publish",
            "Makes the draft live, when its tests pass; say which by If-Match or expect",
            List.of(text("expect", false, "Version of the draft, or none for a removal"), LOSS),
            this::publish),
        write(
            "rollBack",
            HttpMethod.POST,
            "/mappings/{name}/rollback",
            "Brings back what was live; say what is live now by If-Match or expect",
            List.of(
                text("message", true, "Why, one line"),
                text("expect", false, "Version that is live, or none"),
                text("to", false, "Version that was live once; absent: the one before"),
                LOSS),
            this::rollBack));
  }

  private static ApiOperation read(
      String id, String path, String summary, Function<ApiCall, Future<JsonObject>> work) {
    return ApiOperation.read(id, path, Permission.MAPPINGS, summary, List.of(), work);
  }

  private static ApiOperation write(
      String id,
      HttpMethod method,
      String path,
      String summary,
      List<ApiOperation.Field> body,
      Function<ApiCall, Future<JsonObject>> work) {
    return new ApiOperation(
        id,
        method,
        path,
        Permission.MAPPINGS,
        summary,
        true,
        List.of(),
        body,
        List.of(404, 409, 412, 422, 428),
        work);
  }

  private static ApiOperation.Field text(String name, boolean required, String description) {
    return new ApiOperation.Field(name, "string", required, description);
  }

  private Future<JsonObject> list(ApiCall call) {
    return mappings.list().map(MappingJson::list);
  }

  private Future<JsonObject> live(ApiCall call) {
    String name = call.name();
    return mappings
        .history(name)
        .map(
            history ->
                history
                    .last()
                    .flatMap(Publication::version)
                    .orElseThrow(() -> unknown("No mapping of this name is live.")))
        .compose(version -> kept(call, name, version));
  }

  private Future<JsonObject> version(ApiCall call) {
    return kept(call, call.name(), call.version());
  }

  private Future<JsonObject> kept(ApiCall call, String name, String version) {
    return mappings
        .version(name, version)
        .map(
            found -> {
              JsonObject json =
                  MappingJson.version(
                      found.orElseThrow(() -> unknown("There is no such version.")));
              call.tag(version);
              return json;
            });
  }

  private Future<JsonObject> history(ApiCall call) {
    return mappings
        .history(call.name())
        .map(
            history -> {
              if (history.publications().isEmpty()) {
                throw unknown("No mapping of this name was ever live.");
              }
              return MappingJson.history(history);
            });
  }

  private Future<JsonObject> draft(ApiCall call) {
    return mappings
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
    Change change = change(call);
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

  private Future<JsonObject> publish(ApiCall call) {
    String name = call.name();
    String expected = expected(call);
    boolean confirmed = call.flag("confirm_loss");
    return preconditions(
        call,
        desk.publishing()
            .get()
            .publish(name, call.caller().author(), Optional.of(expected), confirmed)
            .map(MappingJson::published));
  }

  private Future<JsonObject> rollBack(ApiCall call) {
    String expected = expected(call);
    return preconditions(
        call,
        desk.publishing()
            .get()
            .rollBack(
                call.name(),
                call.text("to"),
                Optional.of(expected),
                change(call),
                call.flag("confirm_loss"))
            .map(MappingJson::published));
  }

  /** RFC 6585 §3: who changes what is live says what they looked at. */
  private static String expected(ApiCall call) {
    Optional<String> tag = call.ifMatch();
    Optional<String> written = call.text("expect");
    if (tag.isPresent() && written.isPresent() && !tag.equals(written)) {
      throw ApiProblem.of(400, "malformed", "If-Match and expect differ.");
    }
    return tag.or(() -> written)
        .orElseThrow(
            () ->
                ApiProblem.of(
                    428,
                    "precondition_required",
                    "Say by If-Match or expect which version you looked at."));
  }

  /** RFC 9110 §13.1.1: 412 to who asked by header, 409 to who asked in the body. */
  private static Future<JsonObject> preconditions(ApiCall call, Future<JsonObject> done) {
    return done.recover(
        cause ->
            call.ifMatch().isPresent()
                    && cause instanceof LaboratoryException refused
                    && refused.kind() == LaboratoryException.Kind.CONFLICT
                ? Future.failedFuture(ApiProblem.of(412, "conflict", refused.getMessage()))
                : Future.failedFuture(cause));
  }

  private static Change change(ApiCall call) {
    return new Change(call.caller().author(), call.text("message").orElse(""));
  }

  private static LaboratoryException unknown(String sentence) {
    return new LaboratoryException(LaboratoryException.Kind.UNKNOWN, sentence);
  }
}
