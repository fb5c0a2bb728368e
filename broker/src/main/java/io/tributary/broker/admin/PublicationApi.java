package io.tributary.broker.admin;

import io.tributary.broker.laboratory.LaboratoryException;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;

/** Operations that change what is live. */
public final class PublicationApi {
  private static final ApiOperation.Field LOSS =
      new ApiOperation.Field(
          "confirm_loss", "boolean", false, "Also when people lose a privileged role by it");

  private final MappingDesk desk;

  public PublicationApi(MappingDesk desk) {
    this.desk = desk;
  }

  public List<ApiOperation> operations() {
    return List.of(
        ApiOperation.write(
            "publish",
            HttpMethod.POST,
            "/mappings/{name}/publish",
            "Makes the draft live, when its tests pass; say which by If-Match or expect",
            List.of(
                ApiOperation.Field.text(
                    "expect", false, "Version of the draft, or none for a removal"),
                LOSS),
            this::publish),
        ApiOperation.write(
            "rollBack",
            HttpMethod.POST,
            "/mappings/{name}/rollback",
            "Brings back what was live; say what is live now by If-Match or expect",
            List.of(
                ApiOperation.Field.text("message", true, "Why, one line"),
                ApiOperation.Field.text("expect", false, "Version that is live, or none"),
                ApiOperation.Field.text(
                    "to", false, "Version that was live once; absent: the one before"),
                LOSS),
            this::rollBack));
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
                call.change(),
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
}
