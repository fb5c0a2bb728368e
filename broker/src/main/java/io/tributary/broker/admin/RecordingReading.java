package io.tributary.broker.admin;

import io.tributary.broker.audit.AuditBefore;
import io.tributary.broker.audit.AuditEvent;
import io.tributary.broker.recording.RecordedLogin;
import io.tributary.broker.recording.RecordingFilter;
import io.tributary.broker.recording.Recordings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads recorded logins; each person whose login is read stands in the audit. */
public final class RecordingReading {
  private final Vertx vertx;
  private final Recordings recordings;
  private final AuditBefore audit;
  private final Clock clock;

  public RecordingReading(Vertx vertx, Recordings recordings, AuditBefore audit, Clock clock) {
    this.vertx = vertx;
    this.recordings = recordings;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Who reads.
   *
   * @param author for the audit
   * @param client that it is read with
   */
  record Reader(String author, String client, String requestId) {}

  /**
   * @param unreadable of people who are forgotten, or that somebody changed
   * @param last id to go on after; empty when there are no more
   */
  record Read(List<RecordedLogin> logins, int unreadable, OptionalLong last) {}

  /**
   * @param after id of the last of the page before, 0 for the first page
   */
  Future<Read> page(long after, int limit, RecordingFilter filter, Reader reader) {
    return recordings
        .page(after, limit, filter)
        .compose(
            page ->
                vertx
                    .executeBlocking(page.open(), false)
                    .compose(
                        logins ->
                            audit
                                .write(
                                    logins.stream()
                                        .map(RecordedLogin::subject)
                                        .distinct()
                                        .map(subject -> read(subject, reader))
                                        .toList())
                                .map(
                                    written ->
                                        new Read(
                                            logins, page.size() - logins.size(), page.last()))));
  }

  private AuditEvent read(String subject, Reader reader) {
    return new AuditEvent(
        clock.instant(),
        "recording.read",
        reader.requestId(),
        Optional.of(subject),
        Optional.empty(),
        Optional.of(reader.client()),
        new JsonObject().put("by", reader.author()));
  }
}
