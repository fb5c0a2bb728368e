package io.tributary.platform.ops;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** One line being put together on the thread that logs. */
final class Event implements LogEntry {
  private static final int MAX_CAUSES = 5;
  private static final int MAX_FRAMES = 6;
  private static final Set<String> RESERVED =
      Set.of("ts", "level", "service", "event", "request_id", "cause");

  private final String level;
  private final String service;
  private final String event;
  private final Consumer<String> sink;
  private final Map<String, Object> fields = new LinkedHashMap<>();
  private String requestId;
  private Throwable cause;

  Event(String level, String service, String event, Consumer<String> sink) {
    this.level = level;
    this.service = service;
    this.event = event;
    this.sink = sink;
  }

  @Override
  public LogEntry request(String id) {
    this.requestId = id;
    return this;
  }

  @Override
  public LogEntry with(String field, Object value) {
    if (value != null) {
      fields.put(RESERVED.contains(field) ? field + "_" : field, value);
    }
    return this;
  }

  @Override
  public LogEntry cause(Throwable failure) {
    this.cause = failure;
    return this;
  }

  @Override
  public void write() {
    sink.accept(toString());
  }

  /** The line. */
  @Override
  public String toString() {
    JsonLine line =
        new JsonLine()
            .field("ts", Log.now())
            .field("level", level)
            .field("service", service)
            .field("event", event);
    if (requestId != null) {
      line.field("request_id", requestId);
    }
    fields.forEach(line::field);
    if (cause != null) {
      line.raw("cause", causes());
    }
    return line.end();
  }

  private String causes() {
    List<String> all = new ArrayList<>();
    Throwable each = cause;
    while (each != null && all.size() < MAX_CAUSES) {
      JsonLine one = new JsonLine().field("class", each.getClass().getName());
      if (each.getMessage() != null) {
        one.field("message", each.getMessage());
      }
      List<String> frames = new ArrayList<>();
      for (StackTraceElement frame : each.getStackTrace()) {
        if (frames.size() == MAX_FRAMES) {
          break;
        }
        frames.add(
            frame.getClassName() + "." + frame.getMethodName() + ":" + frame.getLineNumber());
      }
      all.add((frames.isEmpty() ? one : one.field("at", frames)).end());
      each = each.getCause();
    }
    return "[" + String.join(",", all) + "]";
  }
}
