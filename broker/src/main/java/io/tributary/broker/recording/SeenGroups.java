package io.tributary.broker.recording;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Names of groups that recorded people had, so that a name in a mapping that nobody ever had can be
 * told. Says nothing rather than half of it: a group that was only not looked at would be called
 * unknown.
 */
public final class SeenGroups {
  /** More people are not read for a remark. */
  private static final int MOST_PEOPLE = 20_000;

  private static final int PAGE = 500;
  private static final Duration FRESH = Duration.ofMinutes(5);

  private final Vertx vertx;
  private final Recordings recordings;
  private final Clock clock;
  private volatile Kept kept = new Kept(Set.of(), Instant.MIN);

  private record Kept(Set<String> names, Instant until) {}

  public SeenGroups(Vertx vertx, Recordings recordings, Clock clock) {
    this.vertx = vertx;
    this.recordings = recordings;
    this.clock = clock;
  }

  /** None when nothing is recorded, groups are redacted, or there is too much to read. */
  public Future<Set<String>> names() {
    Kept now = kept;
    return clock.instant().isBefore(now.until())
        ? Future.succeededFuture(now.names())
        : read().onSuccess(names -> kept = new Kept(names, clock.instant().plus(FRESH)));
  }

  private Future<Set<String>> read() {
    RecordingFilter all = new RecordingFilter(Optional.empty(), Optional.empty(), Optional.empty());
    return recordings
        .count(all)
        .compose(
            count ->
                count > MOST_PEOPLE
                    ? Future.succeededFuture(Set.of())
                    : page(all, 0, new HashSet<>()));
  }

  private Future<Set<String>> page(RecordingFilter filter, long after, Set<String> names) {
    return recordings
        .page(after, PAGE, filter)
        .compose(
            page ->
                vertx
                    .executeBlocking(() -> gather(page.open().call().stream(), names), false)
                    .compose(whole -> next(filter, page.last(), whole, names)));
  }

  private Future<Set<String>> next(
      RecordingFilter filter, OptionalLong last, boolean whole, Set<String> names) {
    if (!whole) {
      return Future.succeededFuture(Set.of());
    }
    return last.isEmpty()
        ? Future.succeededFuture(Set.copyOf(names))
        : page(filter, last.getAsLong(), names);
  }

  /** Whether all groups were kept as they were. */
  private static boolean gather(Stream<RecordedLogin> logins, Set<String> names) {
    return logins
        .peek(login -> names.addAll(login.identity().groups()))
        .allMatch(login -> !login.redacted().contains("groups"));
  }
}
