package io.tributary.broker.replay;

import io.tributary.broker.identity.Identity;
import io.tributary.broker.recording.RecordedPeople;
import io.tributary.broker.recording.RecordedPerson;
import io.tributary.broker.script.ScriptPool;
import io.tributary.broker.script.ScriptRooms;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One comparison under way. A few lanes, each of which reads some people, has them mapped, counts
 * them, and begins anew: so the database and the pool work at once, and no more people than those
 * of the lanes are in memory. For one event loop, but for {@link #map}.
 */
final class ReplayRun {
  static final int LANES = 3;

  /** So many people whom the proposed mappings deny by reaching a limit tell it all. */
  private static final long MOST_LIMITS = 200;

  private final ScriptPool pool;
  private final PersonReplay replay;
  private final People people;
  private final Tally tally;
  private final ReplayListener listener;
  private final long all;
  private final long began = System.nanoTime();
  private final long most;

  /** Who reads waits for who read before. */
  private Future<Optional<RecordedPeople.Batch>> reading = Future.succeededFuture(Optional.empty());

  private int read;
  private int counted;
  private final Map<Integer, Done> waiting = new HashMap<>();
  private Optional<String> stopped = Optional.empty();

  /**
   * Some people, mapped.
   *
   * @param left those that were not tried
   */
  private record Done(int size, List<Tried> tried, long left) {}

  private record Tried(PersonOutcome outcome, boolean local) {}

  ReplayRun(
      ScriptPool pool,
      PersonReplay replay,
      People people,
      Tally tally,
      ReplayListener listener,
      long all,
      Duration most) {
    this.pool = pool;
    this.replay = replay;
    this.people = people;
    this.tally = tally;
    this.listener = listener;
    this.all = all;
    this.most = most.toNanos();
  }

  Future<ReplayReport> run() {
    List<Future<Void>> lanes = new ArrayList<>();
    for (int lane = 0; lane < LANES; lane++) {
      lanes.add(lane());
    }
    return Future.join(lanes).map(ended -> tally.report(stopped, System.nanoTime() - began));
  }

  private Future<Void> lane() {
    if (stopped.isPresent()) {
      return Future.succeededFuture();
    }
    reading = reading.compose(before -> people.next());
    int number = read++;
    return reading.compose(
        batch ->
            batch.isEmpty()
                ? Future.succeededFuture()
                : pool.run(rooms -> map(rooms, batch.get()))
                    .compose(
                        done -> {
                          count(number, done);
                          return listener.ready().compose(go -> lane());
                        }));
  }

  /** On a thread of the pool. */
  private Done map(ScriptRooms rooms, RecordedPeople.Batch batch) {
    Iterator<RecordedPerson> opened;
    try {
      opened = batch.open().call().iterator();
    } catch (RuntimeException failure) {
      throw failure;
    } catch (Exception failure) {
      throw new IllegalStateException(failure);
    }
    List<Tried> tried = new ArrayList<>(batch.size());
    long limits = 0;
    while (opened.hasNext() && !late() && limits < MOST_LIMITS) {
      RecordedPerson person = opened.next();
      if (!person.owner().disabled() && !person.logins().isEmpty()) {
        PersonOutcome outcome = replay.of(rooms, person);
        limits += outcome.limit().isPresent() ? 1 : 0;
        tried.add(new Tried(outcome, person.upstream().equals(Identity.LOCAL)));
      }
    }
    return new Done(batch.size(), tried, batch.size() - tried.size());
  }

  private boolean late() {
    return System.nanoTime() - began > most;
  }

  /** In the order of the reading, so that the same people give the same report. */
  private void count(int number, Done done) {
    waiting.put(number, done);
    for (Done next = waiting.remove(counted); next != null; next = waiting.remove(counted)) {
      counted++;
      for (Tried one : next.tried()) {
        tally.add(one.outcome(), one.local());
        one.outcome().difference().ifPresent(listener::hit);
      }
      tally.left(next.left());
      listener.progress(tally.done(), all);
    }
    if (stopped.isEmpty()) {
      stopped = Stream.of(tooLate(), tooMany()).flatMap(Optional::stream).findFirst();
    }
  }

  private Optional<String> tooLate() {
    return late()
        ? Optional.of(
            "Stopped after "
                + Duration.ofNanos(most).toSeconds()
                + " s: of "
                + (all - tally.tried())
                + " others nothing is known.")
        : Optional.empty();
  }

  private Optional<String> tooMany() {
    return tally.stoppedByLimits() >= MOST_LIMITS
        ? Optional.of(
            "Stopped after "
                + tally.stoppedByLimits()
                + " people for whom the proposed mappings reach a limit: of the others nothing is"
                + " known.")
        : Optional.empty();
  }
}
