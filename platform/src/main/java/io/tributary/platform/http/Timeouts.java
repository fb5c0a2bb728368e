package io.tributary.platform.http;

/**
 * How long a client may take, in milliseconds. An idle timeout alone does not stop a client that
 * sends a byte a second, so each phase is bounded as a whole.
 *
 * @param head from connecting to the end of the first request's head
 * @param keepAlive from a response to the end of the next request's head
 * @param body from the head to the end of the body
 * @param request from the head to the end of the response
 * @param idle without a byte in either direction
 * @param drain for requests under way when the server closes
 */
record Timeouts(long head, long keepAlive, long body, long request, long idle, long drain) {
  static final Timeouts DEFAULT = new Timeouts(10_000, 60_000, 15_000, 60_000, 75_000, 5_000);
}
