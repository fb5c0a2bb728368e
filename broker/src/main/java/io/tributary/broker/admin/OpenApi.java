package io.tributary.broker.admin;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/** The description of the API (OpenAPI 3.1), made of the operations that are served. */
final class OpenApi {
  /** That every operation may answer. */
  private static final List<Integer> ALWAYS = List.of(400, 401, 403, 429, 500, 503);

  private OpenApi() {}

  static JsonObject document(String address, String tokens, List<ApiOperation> operations) {
    JsonObject paths = new JsonObject();
    for (ApiOperation operation : operations) {
      JsonObject path = paths.getJsonObject(operation.path(), new JsonObject());
      path.put(operation.method().name().toLowerCase(Locale.ROOT), described(operation));
      paths.put(operation.path(), path);
    }
    return new JsonObject()
        .put("openapi", "3.1.0")
        .put(
            "info",
            new JsonObject().put("title", "Tributary: claims laboratory").put("version", "1"))
        .put("servers", new JsonArray().add(new JsonObject().put("url", address)))
        .put("paths", paths)
        .put(
            "components",
            new JsonObject()
                .put("securitySchemes", new JsonObject().put("bearer", scheme(tokens)))
                .put("schemas", new JsonObject().put("Problem", problem())));
  }

  private static JsonObject scheme(String tokens) {
    JsonObject scopes = new JsonObject();
    for (Permission permission : Permission.values()) {
      scopes.put(permission.scope(), "administration." + permission.wire());
    }
    return new JsonObject()
        .put("type", "oauth2")
        .put(
            "flows",
            new JsonObject()
                .put(
                    "clientCredentials",
                    new JsonObject().put("tokenUrl", tokens).put("scopes", scopes)));
  }

  private static JsonObject described(ApiOperation operation) {
    JsonArray parameters = new JsonArray();
    operation.parts().forEach(part -> parameters.add(parameter(part, "path", "string", true, "")));
    operation
        .query()
        .forEach(
            field ->
                parameters.add(
                    parameter(
                        field.name(),
                        "query",
                        field.type(),
                        field.required(),
                        field.description())));
    JsonObject json =
        new JsonObject()
            .put("operationId", operation.id())
            .put("summary", operation.summary())
            .put("parameters", parameters)
            .put("responses", responses(operation))
            .put(
                "security",
                new JsonArray()
                    .add(
                        new JsonObject()
                            .put("bearer", new JsonArray().add(operation.permission().scope()))));
    return operation.body().isEmpty() ? json : json.put("requestBody", body(operation));
  }

  private static JsonObject parameter(
      String name, String in, String type, boolean required, String description) {
    JsonObject json =
        new JsonObject()
            .put("name", name)
            .put("in", in)
            .put("required", required)
            .put("schema", new JsonObject().put("type", type));
    return description.isEmpty() ? json : json.put("description", description);
  }

  private static JsonObject body(ApiOperation operation) {
    JsonObject members = new JsonObject();
    JsonArray required = new JsonArray();
    for (ApiOperation.Field field : operation.body()) {
      members.put(
          field.name(),
          new JsonObject().put("type", field.type()).put("description", field.description()));
      if (field.required()) {
        required.add(field.name());
      }
    }
    JsonObject schema =
        new JsonObject()
            .put("type", "object")
            .put("properties", members)
            .put("additionalProperties", false);
    if (!required.isEmpty()) {
      schema.put("required", required);
    }
    return new JsonObject()
        .put("required", !required.isEmpty())
        .put(
            "content",
            new JsonObject().put("application/json", new JsonObject().put("schema", schema)));
  }

  private static JsonObject responses(ApiOperation operation) {
    JsonObject responses =
        new JsonObject()
            .put(
                "200",
                new JsonObject()
                    .put("description", "Done")
                    .put(
                        "content",
                        new JsonObject()
                            .put(
                                "application/json",
                                new JsonObject()
                                    .put("schema", new JsonObject().put("type", "object")))));
    TreeSet<Integer> refusals = new TreeSet<>(ALWAYS);
    refusals.addAll(operation.refusals());
    if (!operation.body().isEmpty()) {
      refusals.addAll(List.of(413, 415));
    }
    for (int status : refusals) {
      responses.put(
          Integer.toString(status),
          new JsonObject()
              .put("description", "Refused")
              .put(
                  "content",
                  new JsonObject()
                      .put(
                          ApiProblem.TYPE,
                          new JsonObject()
                              .put(
                                  "schema",
                                  new JsonObject().put("$ref", "#/components/schemas/Problem")))));
    }
    return responses;
  }

  private static JsonObject problem() {
    JsonObject members = new JsonObject();
    for (String name : List.of("type", "title", "code", "detail", "request_id")) {
      members.put(name, new JsonObject().put("type", "string"));
    }
    members.put("status", new JsonObject().put("type", "integer"));
    members.put("problems", new JsonObject().put("type", "array"));
    return new JsonObject().put("type", "object").put("properties", members);
  }
}
