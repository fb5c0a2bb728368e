package io.tributary.broker.admin;

import io.tributary.broker.mapping.MappingSource;
import io.tributary.broker.web.Delivery;
import io.tributary.broker.web.VisitorLimit;
import io.tributary.platform.http.RequestInfo;
import io.tributary.platform.protocol.ErrorCode;
import io.tributary.platform.protocol.OAuthException;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The API: each operation behind the same phases — token, permission, how often, what was sent,
 * work, answer. It reads no cookie, so no browser can be made to call it for somebody.
 */
public final class Api {
  private static final String BEARER = "bearer ";

  /** Calls of one client for one person: this many at once, then so many in a second. */
  private static final int AT_ONCE = 60;

  private static final double PER_SECOND = 10;
  private static final int HEAVY_AT_ONCE = 10;
  private static final double HEAVY_PER_SECOND = 0.5;

  private final ApiDoor door;
  private final String base;
  private final List<ApiOperation> operations;
  private final Buffer document;
  private final VisitorLimit calls;
  private final VisitorLimit heavy;
  private final Delivery delivery;

  /**
   * @param address absolute, without a slash at its end
   * @param base its path
   * @param tokens absolute address of the token endpoint
   */
  public Api(
      ApiDoor door,
      String address,
      String base,
      String tokens,
      List<ApiOperation> operations,
      Delivery delivery,
      Clock clock) {
    this.door = door;
    this.base = base;
    this.operations = List.copyOf(operations);
    this.document = OpenApi.document(address, tokens, operations).toBuffer();
    this.calls = new VisitorLimit(clock, AT_ONCE, PER_SECOND);
    this.heavy = new VisitorLimit(clock, HEAVY_AT_ONCE, HEAVY_PER_SECOND);
    this.delivery = delivery;
  }

  public void mount(Router router) {
    router.get(base + "/openapi.json").handler(context -> delivery.json(context, 200, document));
    for (ApiOperation operation : operations) {
      router
          .route(operation.method(), base + operation.route())
          .handler(context -> handle(context, operation));
    }
  }

  /** Whether an address is the API's, so that its failures are too. */
  public boolean owns(String path) {
    return path.equals(base) || path.startsWith(base + "/");
  }

  /** A failure outside of every operation: no such address, a body that is too long. */
  public void statusProblem(RoutingContext context, int status) {
    answer(
        context,
        ApiProblem.of(
            status,
            code(status),
            status == TOO_LARGE
                ? "The body is longer than the listener takes (listen.max_json_bytes). "
                    + MappingSource.LIMITS
                : "The request could not be served."));
  }

  private static final int TOO_LARGE = 413;

  private static String code(int status) {
    return switch (status) {
      case 404 -> "not_found";
      case 405 -> "method_not_allowed";
      case 413 -> "too_large";
      case 415 -> "unsupported";
      case 503 -> "busy";
      default -> status < 500 ? "malformed" : "server_error";
    };
  }

  private void handle(RoutingContext context, ApiOperation operation) {
    Future.succeededFuture()
        .compose(go -> door.enter(bearer(context).orElseThrow(Api::missing)))
        .compose(
            caller -> {
              if (!caller.may(operation.permission())) {
                throw insufficient(operation);
              }
              count(caller, operation);
              return operation.work().apply(new ApiCall(context, caller, operation));
            })
        .onSuccess(answer -> answer.give(context, delivery))
        .onFailure(cause -> fail(context, operation, cause));
  }

  private void count(ApiCaller caller, ApiOperation operation) {
    if (!calls.take(caller.counted()) || (operation.heavy() && !heavy.take(caller.counted()))) {
      throw ApiProblem.of(429, "too_many", "Too many calls; wait a moment.");
    }
  }

  /** RFC 6750 §2.1 only: never from a query or a form (RFC 9700 §4.3.2), never twice. */
  private static Optional<String> bearer(RoutingContext context) {
    List<String> sent = context.request().headers().getAll(HttpHeaders.AUTHORIZATION);
    if (sent.size() != 1 || !sent.get(0).toLowerCase(Locale.ROOT).startsWith(BEARER)) {
      return Optional.empty();
    }
    return Optional.of(sent.get(0).substring(BEARER.length()).trim());
  }

  private void fail(RoutingContext context, ApiOperation operation, Throwable cause) {
    Optional<ApiProblem> known = ApiProblem.known(cause);
    if (known.isPresent()) {
      answer(context, known.get());
      return;
    }
    OAuthException failure = delivery.understood(context, cause);
    if (context.response().headWritten()) {
      // Its last line said so.
      return;
    }
    challenge(context, operation, failure);
    answer(context, ApiProblem.of(failure));
  }

  /** RFC 6750 §3. */
  private static void challenge(
      RoutingContext context, ApiOperation operation, OAuthException failure) {
    boolean shown = context.request().getHeader(HttpHeaders.AUTHORIZATION) != null;
    if (failure.code() == ErrorCode.INSUFFICIENT_SCOPE) {
      context
          .response()
          .putHeader(
              "WWW-Authenticate",
              "Bearer error=\"insufficient_scope\", scope=\""
                  + operation.permission().scope()
                  + "\"");
    } else if (failure.code().status() == 401) {
      context
          .response()
          .putHeader(
              "WWW-Authenticate",
              shown ? "Bearer error=\"" + failure.code().wire() + "\"" : "Bearer");
    }
  }

  private static void answer(RoutingContext context, ApiProblem problem) {
    if (problem.status() == 429 || problem.status() == 503) {
      context.response().putHeader("Retry-After", "2");
    }
    JsonObject body = problem.toJson(RequestInfo.of(context).id());
    context
        .response()
        .setStatusCode(problem.status())
        .putHeader(HttpHeaders.CONTENT_TYPE, ApiProblem.TYPE)
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .end(body.toBuffer());
  }

  private static OAuthException missing() {
    return OAuthException.of(ErrorCode.INVALID_TOKEN, "An access token is needed");
  }

  private static OAuthException insufficient(ApiOperation operation) {
    return OAuthException.of(
        ErrorCode.INSUFFICIENT_SCOPE,
        "The token needs the scope "
            + operation.permission().scope()
            + ", and its person a role that is listed under administration."
            + operation.permission().wire());
  }
}
