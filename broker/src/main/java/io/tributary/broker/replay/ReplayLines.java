package io.tributary.broker.replay;

import io.vertx.core.json.JsonObject;

/**
 * A comparison for other programs, one JSON object in a line ({@code application/x-ndjson}), each
 * with a {@code type}: {@code progress} ({@code done}, {@code all}: people), {@code identity} for
 * each who is hit or of whom nobody can say ({@link PersonDifference#json}), and at its end {@code
 * summary} ({@link ReplayReport#json}).
 */
public final class ReplayLines {
  private ReplayLines() {}

  public static String progress(long done, long all) {
    return line("progress", new JsonObject().put("done", done).put("all", all));
  }

  public static String identity(PersonDifference person) {
    return line("identity", person.json());
  }

  public static String summary(ReplayReport report) {
    return summary(report.json());
  }

  /** With what else there is to know. */
  public static String summary(JsonObject report) {
    return line("summary", report);
  }

  private static String line(String type, JsonObject rest) {
    return new JsonObject().put("type", type).mergeIn(rest).encode();
  }
}
