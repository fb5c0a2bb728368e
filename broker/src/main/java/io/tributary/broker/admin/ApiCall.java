package io.tributary.broker.admin;

import io.tributary.broker.client.StrictObject;
import io.tributary.broker.laboratory.Change;
import io.tributary.broker.web.Parameters;
import io.tributary.platform.http.RequestBody;
import io.tributary.platform.http.RequestInfo;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One call of the API by somebody who may make it. What it was sent is read strictly: no parameter
 * twice, no member that the operation does not know, nothing of another type.
 */
public final class ApiCall {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,62}");
  private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9_-]{12}|[A-Za-z0-9_-]{22}");
  private static final Pattern TAG = Pattern.compile("\"([A-Za-z0-9_-]{1,64})\"");

  private final RoutingContext context;
  private final ApiCaller caller;
  private final Parameters query;
  private final JsonObject body;

  ApiCall(RoutingContext context, ApiCaller caller, ApiOperation operation) {
    this.context = context;
    this.caller = caller;
    this.query = query(context);
    this.body = body(context, operation);
  }

  private static Parameters query(RoutingContext context) {
    Parameters query = Parameters.parse(context.request().query());
    query.refuseDuplicates();
    return query;
  }

  private static JsonObject body(RoutingContext context, ApiOperation operation) {
    RequestBody sent = RequestBody.of(context);
    if (sent.kind() == RequestBody.Kind.NONE) {
      return new JsonObject();
    }
    if (sent.kind() != RequestBody.Kind.JSON) {
      throw ApiProblem.of(415, "unsupported", "Send application/json.");
    }
    JsonObject read;
    try {
      read = StrictObject.read(sent.bytes().getBytes());
    } catch (IllegalArgumentException malformed) {
      throw ApiProblem.of(400, "malformed", "The body is not one JSON object.");
    }
    List<String> known = operation.body().stream().map(ApiOperation.Field::name).toList();
    for (String name : read.fieldNames()) {
      if (!known.contains(name)) {
        throw ApiProblem.of(
            400, "malformed", "The body may have: " + String.join(", ", known) + ".");
      }
    }
    return read;
  }

  ApiCaller caller() {
    return caller;
  }

  String requestId() {
    return RequestInfo.of(context).id();
  }

  /** Of a mapping, from the address. */
  String name() {
    return part("name", NAME);
  }

  String version() {
    return part("version", VERSION);
  }

  String part(String name, Pattern form) {
    String given = context.pathParam(name);
    if (given == null || !form.matcher(given).matches()) {
      throw ApiProblem.of(404, "not_found", "There is nothing of this name.");
    }
    return given;
  }

  Optional<String> query(String name) {
    Optional<String> value = query.get(name);
    if (value.filter(text -> text.length() > 500).isPresent()) {
      throw ApiProblem.of(400, "malformed", "The parameter " + name + " is too long.");
    }
    return value;
  }

  String required(String name) {
    return query(name)
        .orElseThrow(
            () -> ApiProblem.of(400, "malformed", "The parameter " + name + " is missing."));
  }

  /** Between the bounds, both included. */
  int number(String name, int least, int most, int otherwise) {
    return (int) number(name, (long) least, most, otherwise);
  }

  /** As {@link #number(String, int, int, int)}, of ids. */
  long number(String name, long least, long most, long otherwise) {
    Optional<String> written = query(name);
    if (written.isEmpty()) {
      return otherwise;
    }
    try {
      long number = Long.parseLong(written.get());
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException notANumber) {
      // Said below.
    }
    throw ApiProblem.of(
        400,
        "malformed",
        "The parameter " + name + " is a number from " + least + " to " + most + ".");
  }

  Optional<String> text(String member) {
    Object value = body.getValue(member);
    if (value == null) {
      return Optional.empty();
    }
    if (isText(value)) {
      return Optional.of((String) value);
    }
    throw ApiProblem.of(400, "malformed", "The member " + member + " is a text without NUL.");
  }

  /** Who changes something by this call, and why: its member {@code message}. */
  Change change() {
    return new Change(caller.author(), text("message").orElse(""));
  }

  /** A whole number of the body between the bounds, both included. */
  int member(String member, int least, int most, int otherwise) {
    Object value = body.getValue(member, otherwise);
    if (value instanceof Integer number && number >= least && number <= most) {
      return number;
    }
    throw ApiProblem.of(
        400,
        "malformed",
        "The member " + member + " is a number from " + least + " to " + most + ".");
  }

  boolean flag(String member) {
    Object value = body.getValue(member, false);
    if (value instanceof Boolean flag) {
      return flag;
    }
    throw ApiProblem.of(400, "malformed", "The member " + member + " is true or false.");
  }

  /** {@code If-Match} with one entity tag (RFC 9110 §13.1.1). */
  Optional<String> ifMatch() {
    List<String> sent = context.request().headers().getAll("If-Match");
    if (sent.isEmpty()) {
      return Optional.empty();
    }
    Matcher tag = TAG.matcher(sent.get(0).strip());
    if (sent.size() > 1 || !tag.matches()) {
      throw ApiProblem.of(400, "malformed", "If-Match takes one version in quotes.");
    }
    return Optional.of(tag.group(1));
  }

  /** Whether the caller asked for answers line by line ({@code application/x-ndjson}). */
  boolean wantsLines() {
    return context.request().headers().getAll("Accept").stream()
        .anyMatch(accepted -> accepted.toLowerCase(Locale.ROOT).contains(ApiLines.TYPE));
  }

  ApiLines lines() {
    return new ApiLines(context);
  }

  /** Texts of a list; absent: none. */
  Set<String> texts(String member) {
    Object value = body.getValue(member, new JsonArray());
    if (value instanceof JsonArray list && list.stream().allMatch(ApiCall::isText)) {
      return list.stream()
          .map(String.class::cast)
          .collect(Collectors.toCollection(LinkedHashSet::new));
    }
    throw ApiProblem.of(400, "malformed", "The member " + member + " is a list of texts.");
  }

  /** The database takes no NUL in a text. */
  private static boolean isText(Object value) {
    return value instanceof String text && text.indexOf('\0') < 0;
  }

  void tag(String version) {
    context.response().putHeader("ETag", '"' + version + '"');
  }
}
