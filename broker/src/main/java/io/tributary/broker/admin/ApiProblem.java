package io.tributary.broker.admin;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.tributary.broker.claims.MappingsBusy;
import io.tributary.broker.laboratory.LaboratoryException;
import io.tributary.broker.replay.ReplayBusy;
import io.tributary.broker.script.ScriptsBusy;
import io.tributary.platform.config.ConfigException;
import io.tributary.platform.config.ConfigProblem;
import io.tributary.platform.protocol.OAuthException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/**
 * A refusal of the API, as its caller reads it (RFC 9457): {@code application/problem+json} with
 * {@code title}, {@code status}, {@code detail}, and of ours {@code code} (a word that programs
 * compare), {@code request_id} and {@code problems} (places in a mapping).
 */
final class ApiProblem extends RuntimeException {
  static final String TYPE = "application/problem+json";
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;

  /**
   * Each {@code {"file":…,"line":…,"column":…,"message":…}}, line and column null for what has no
   * place; absent elsewhere.
   */
  private final transient Optional<JsonArray> places;

  private ApiProblem(int status, String code, String detail, Optional<JsonArray> places) {
    super(detail, null, false, false);
    this.status = status;
    this.code = code;
    this.places = places;
  }

  static ApiProblem of(int status, String code, String detail) {
    return new ApiProblem(status, code, detail, Optional.empty());
  }

  int status() {
    return status;
  }

  String code() {
    return code;
  }

  JsonObject toJson(String requestId) {
    JsonObject json =
        new JsonObject()
            .put("type", "about:blank")
            .put("title", HttpResponseStatus.valueOf(status).reasonPhrase())
            .put("status", status)
            .put("code", code)
            .put("detail", getMessage())
            .put("request_id", requestId);
    places.ifPresent(all -> json.put("problems", all));
    return json;
  }

  /** Nothing for what only the log may know. */
  static Optional<ApiProblem> known(Throwable cause) {
    if (cause instanceof ApiProblem problem) {
      return Optional.of(problem);
    }
    if (cause instanceof LaboratoryException refused) {
      return Optional.of(of(refused));
    }
    if (cause instanceof ConfigException wrong) {
      return Optional.of(
          new ApiProblem(
              422,
              "invalid_mapping",
              "The mapping cannot be used as it is.",
              Optional.of(places(wrong))));
    }
    if (cause instanceof ReplayBusy
        || cause instanceof ScriptsBusy
        || cause instanceof MappingsBusy) {
      return Optional.of(of(503, "busy", "There is no room for this now; try again."));
    }
    return Optional.empty();
  }

  /** What the log has been told. */
  static ApiProblem of(OAuthException failure) {
    return of(failure.code().status(), failure.code().wire(), failure.description() + ".");
  }

  private static ApiProblem of(LaboratoryException refused) {
    String detail =
        refused
            .getMessage()
            .replace("add --confirm-loss", "send confirm_loss: true")
            .replace("add --replace", "send replace: true");
    return switch (refused.kind()) {
      case INVALID -> of(422, "invalid", detail);
      case UNKNOWN -> of(404, "not_found", detail);
      case CONFLICT -> of(409, "conflict", detail);
      case REFUSED -> of(422, "refused", detail);
      case UNCONFIRMED -> of(409, "unconfirmed_loss", detail);
    };
  }

  private static JsonArray places(ConfigException wrong) {
    JsonArray all = new JsonArray();
    for (ConfigProblem problem : wrong.problems()) {
      all.add(
          new JsonObject()
              .put("file", problem.file())
              .put("line", problem.line() == 0 ? null : problem.line())
              .put("column", problem.line() == 0 ? null : problem.column())
              .put(
                  "message",
                  (problem.path().isEmpty() ? "" : problem.path() + ": ") + problem.message()));
    }
    return all;
  }
}
