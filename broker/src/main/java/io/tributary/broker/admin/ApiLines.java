package io.tributary.broker.admin;

import io.tributary.broker.replay.PersonDifference;
import io.tributary.broker.replay.ReplayLines;
import io.tributary.broker.replay.ReplayListener;
import io.tributary.platform.http.RequestInfo;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/**
 * An answer that comes while it is found out, one JSON object in a line: those of {@link
 * ReplayLines}, and {@code problem} where it breaks off. Nobody's memory holds more than some
 * people at once: who reads slowly is waited for.
 */
final class ApiLines implements ReplayListener {
  static final String TYPE = "application/x-ndjson";

  /** Progress is told twice a second. */
  private static final long EVERY = 500_000_000L;

  private final RoutingContext context;
  private final HttpServerResponse response;
  private final SlowReader reader;
  private boolean begun;
  private boolean people;
  private long left;
  private long last;

  ApiLines(RoutingContext context) {
    this.context = context;
    this.response = context.response();
    this.reader = new SlowReader(context);
  }

  /**
   * @param most so many people are told of
   */
  ApiLines tellPeople(boolean may, long most) {
    people = may;
    left = most;
    return this;
  }

  @Override
  public void progress(long done, long all) {
    if (!begun || System.nanoTime() - last > EVERY) {
      last = System.nanoTime();
      write(ReplayLines.progress(done, all));
    }
  }

  @Override
  public void hit(PersonDifference person) {
    if (people && left > 0) {
      left--;
      write(ReplayLines.identity(person));
    }
  }

  @Override
  public Future<Void> ready() {
    return reader.ready();
  }

  ApiAnswer end(JsonObject summary) {
    write(ReplayLines.summary(summary));
    response.end();
    return ApiAnswer.GIVEN;
  }

  /** Before the first line it is refused as any other call. */
  Future<ApiAnswer> broken(Throwable cause) {
    if (cause instanceof SlowReader.Gone) {
      return Future.succeededFuture(ApiAnswer.GIVEN);
    }
    if (!begun) {
      return Future.failedFuture(cause);
    }
    Optional<ApiProblem> known = ApiProblem.known(cause);
    ApiProblem problem =
        known.orElseGet(
            () -> ApiProblem.of(500, "server_error", "The request could not be finished."));
    write(problem.toJson(RequestInfo.of(context).id()).put("type", "problem").encode());
    response.end();
    return known.isPresent() ? Future.succeededFuture(ApiAnswer.GIVEN) : Future.failedFuture(cause);
  }

  private void write(String line) {
    if (!begun) {
      begun = true;
      response
          .setChunked(true)
          .putHeader(HttpHeaders.CONTENT_TYPE, TYPE)
          .putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    }
    response.write(line + "\n");
  }
}
