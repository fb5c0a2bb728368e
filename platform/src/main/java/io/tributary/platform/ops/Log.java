package io.tributary.platform.ops;

import java.io.OutputStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

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
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private final LogWriter writer;
  private final String service;
  private final boolean owner;

  private Log(LogWriter writer, String service, boolean owner) {
    this.writer = writer;
    this.service = service;
    this.owner = owner;
  }

  /**
   * A log that writes to a stream through a bounded queue, so that a slow pipe holds no event loop.
   * What finds the queue full is dropped; {@code log.dropped} with a count tells of it.
   */
  public static Log to(OutputStream out, String service) {
    LogWriter writer =
        new LogWriter(
            out,
            count ->
                new Event("warn", service, "log.dropped", line -> {})
                    .with("count", count)
                    .toString());
    return new Log(writer, service, true);
  }

  /** The same stream under another service name: several brokers run in one process. */
  public Log named(String otherService) {
    return new Log(writer, otherService, false);
  }

  public LogEntry info(String event) {
    return entry("info", event);
  }

  public LogEntry warn(String event) {
    return entry("warn", event);
  }

  public LogEntry error(String event) {
    return entry("error", event);
  }

  /** How many events were dropped since the start, over all names of this stream. */
  public long dropped() {
    return writer.dropped();
  }

  /** Waits, for two seconds at most, until what is queued is written. */
  public void flush() {
    writer.flush();
  }

  /**
   * Writes what is queued and stops the writer. A log made by {@link #named} only writes what is
   * queued: the stream belongs to the log that it was made from.
   */
  public void close() {
    if (owner) {
      writer.close();
    } else {
      writer.flush();
    }
  }

  static String now() {
    return TIME.format(Instant.now());
  }

  private LogEntry entry(String level, String event) {
    return new Event(level, service, event, writer::offer);
  }
}
