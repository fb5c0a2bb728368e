package io.tributary.broker.admin;

import io.tributary.broker.laboratory.LaboratoryException;
import io.tributary.broker.laboratory.MappingRepository;
import io.tributary.broker.laboratory.Publication;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.Function;

/** Operations that read what mappings are and were. */
public final class MappingApi {
  private final MappingRepository mappings;

  public MappingApi(MappingRepository mappings) {
    this.mappings = mappings;
  }

  public List<ApiOperation> operations() {
    return List.of(
        read("listMappings", "/mappings", "Every mapping and draft", this::list),
        read("showMapping", "/mappings/{name}", "What is live, with its texts", this::live),
        read("mappingHistory", "/mappings/{name}/history", "What was live, and why", this::history),
        read(
            "showVersion",
            "/mappings/{name}/versions/{version}",
            "A version that is or was live",
            this::version));
  }

  private static ApiOperation read(
      String id, String path, String summary, Function<ApiCall, Future<JsonObject>> work) {
    return ApiOperation.read(id, path, Permission.MAPPINGS, summary, List.of(), work);
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

  private static LaboratoryException unknown(String sentence) {
    return new LaboratoryException(LaboratoryException.Kind.UNKNOWN, sentence);
  }
}
