package io.tributary.broker.admin;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.Function;

/**
 * One operation of the API: what serves it and what describes it, so that the description cannot
 * say anything else.
 *
 * @param id unique
 * @param path below the API's address, parts in braces
 * @param heavy it runs scripts or reads much: fewer of them at once
 * @param refusals statuses beside those that every operation has
 */
public record ApiOperation(
    String id,
    HttpMethod method,
    String path,
    Permission permission,
    String summary,
    boolean heavy,
    List<Field> query,
    List<Field> body,
    List<Integer> refusals,
    Function<ApiCall, Future<ApiAnswer>> work) {

  /**
   * A parameter, or a member of the body.
   *
   * @param type of JSON Schema
   */
  record Field(String name, String type, boolean required, String description) {
    static Field text(String name, boolean required, String description) {
      return new Field(name, "string", required, description);
    }
  }

  static ApiOperation read(
      String id,
      String path,
      Permission permission,
      String summary,
      List<Field> query,
      Function<ApiCall, Future<JsonObject>> work) {
    return new ApiOperation(
        id,
        HttpMethod.GET,
        path,
        permission,
        summary,
        false,
        query,
        List.of(),
        List.of(404),
        json(work));
  }

  /** Something that is done to a mapping. */
  static ApiOperation write(
      String id,
      HttpMethod method,
      String path,
      String summary,
      List<Field> body,
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
        json(work));
  }

  private static Function<ApiCall, Future<ApiAnswer>> json(
      Function<ApiCall, Future<JsonObject>> work) {
    return call -> work.apply(call).map(ApiAnswer::json);
  }

  /** The same, answered by itself. */
  ApiOperation answered(Function<ApiCall, Future<ApiAnswer>> otherwise) {
    return new ApiOperation(
        id, method, path, permission, summary, heavy, query, body, refusals, otherwise);
  }

  /** The same, of which more may be asked for: it runs no script and reads little. */
  ApiOperation light() {
    return new ApiOperation(
        id, method, path, permission, summary, false, query, body, refusals, work);
  }

  /** As the router writes it. */
  String route() {
    return path.replace("{", ":").replace("}", "");
  }

  /** Names of the parts in braces. */
  List<String> parts() {
    return List.of(path.split("/")).stream()
        .filter(part -> part.startsWith("{"))
        .map(part -> part.substring(1, part.length() - 1))
        .toList();
  }
}
