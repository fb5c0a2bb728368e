package io.tributary.broker.login;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What came of the last password: shown by the page that the form leads back to. The answer to a
 * form itself is never a page that stays, for going back to it would ask to send the password
 * again.
 *
 * @param username to show again; empty when it was too long to be one
 * @param until when the next try is looked at; absent unless there were too many
 */
record FailedTry(String username, Kind kind, Optional<Instant> until) {
  private static final int LONGEST_NAME = 256;

  enum Kind {
    WRONG(400),
    TOO_MANY(429),
    BUSY(503);

    private final int status;

    Kind(int status) {
      this.status = status;
    }
  }

  static FailedTry of(String username, Kind kind) {
    return new FailedTry(shown(username), kind, Optional.empty());
  }

  static FailedTry tooMany(String username, Instant until) {
    return new FailedTry(shown(username), Kind.TOO_MANY, Optional.of(until));
  }

  private static String shown(String username) {
    return username.length() > LONGEST_NAME ? "" : username;
  }

  int status() {
    return kind.status;
  }

  /** Nothing once the waiting is over. */
  Optional<Long> retryAfter(Instant now) {
    return until.map(end -> Duration.between(now, end).toSeconds()).filter(seconds -> seconds > 0);
  }

  String sentence(Instant now) {
    return switch (kind) {
      case WRONG -> "The user name or the password is wrong.";
      case TOO_MANY ->
          retryAfter(now)
              .map(seconds -> "Too many failed attempts. Please wait " + seconds + " seconds.")
              .orElse("Too many failed attempts. You may try again now.");
      case BUSY -> "Too many people log in just now. Try again.";
    };
  }

  JsonObject toJson() {
    JsonObject json = new JsonObject().put("u", username).put("k", kind.name());
    until.ifPresent(end -> json.put("t", end.getEpochSecond()));
    return json;
  }

  static FailedTry fromJson(JsonObject json) {
    return new FailedTry(
        json.getString("u"),
        Kind.valueOf(json.getString("k")),
        Optional.ofNullable(json.getLong("t")).map(Instant::ofEpochSecond));
  }
}
