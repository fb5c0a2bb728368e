package io.tributary.platform.ops;

/** One event being put together; nothing is written before {@link #write()}. */
public interface LogEntry {
  LogEntry request(String requestId);

  /** A field; {@code null} leaves it out. Text is cut at 1000 characters. */
  LogEntry with(String field, Object value);

  /** Class, message and the first frames of a failure and its causes. */
  LogEntry cause(Throwable cause);

  void write();
}
