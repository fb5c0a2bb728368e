package io.tributary.platform.ops;

import java.io.OutputStream;

/**
 * The log: JSON, one event a line.
 *
 * <pre>
 * {"ts":"2026-01-31T12:00:00.123Z","level":"info","service":"broker","event":"login.completed",
 *  "request_id":"…","upstream":"okta","client":"inventory"}</pre>
 *
 * <p>Events are named {@code noun.verb}. Values are our own words, ids and numbers: never a token,
 * code, secret, password, cookie or a foreign body.
 */
public final class Log {
  private Log() {}

  /**
   * A log that writes to a stream through a bounded queue, so that a slow pipe holds no event loop.
   */
  public static Log to(OutputStream out, String service) {
    throw new UnsupportedOperationException("skeleton");
  }

  /** The same stream under another service name: several brokers run in one process. */
  public Log named(String service) {
    throw new UnsupportedOperationException("skeleton");
  }

  public LogEntry info(String event) {
    throw new UnsupportedOperationException("skeleton");
  }

  public LogEntry warn(String event) {
    throw new UnsupportedOperationException("skeleton");
  }

  public LogEntry error(String event) {
    throw new UnsupportedOperationException("skeleton");
  }

  /** Writes what is queued and stops the writer. */
  public void close() {
    throw new UnsupportedOperationException("skeleton");
  }
}
