package io.tributary.platform.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;

/**
 * The body of a request, read whole before the route runs.
 *
 * @param kind by Content-Type; other types never reach a route (415)
 * @param bytes as sent: decoding a form strictly is its reader's job
 */
public record RequestBody(Kind kind, Buffer bytes) {
  static final String KEY = RequestBody.class.getName();
  static final RequestBody NONE = new RequestBody(Kind.NONE, Buffer.buffer(0));

  /** What the Content-Type says. */
  public enum Kind {
    /** No body. */
    NONE,
    /** {@code application/x-www-form-urlencoded} in UTF-8. */
    FORM,
    /** {@code application/json} in UTF-8. */
    JSON
  }

  public static RequestBody of(RoutingContext context) {
    RequestBody body = context.get(KEY);
    return body == null ? NONE : body;
  }
}
