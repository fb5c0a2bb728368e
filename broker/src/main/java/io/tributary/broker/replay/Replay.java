package io.tributary.broker.replay;

import io.tributary.broker.account.LocalAccountList;
import io.tributary.broker.claims.Mapper;
import io.tributary.broker.claims.PrivilegedRoles;
import io.tributary.broker.identity.Identity;
import io.tributary.broker.mapping.MappingSet;
import io.tributary.broker.recording.RecordingFilter;
import io.tributary.broker.recording.Recordings;
import io.tributary.broker.recording.Redacted;
import io.tributary.broker.script.ScriptPool;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Runs what is live and what is proposed over everybody who is recorded and every local account.
 * Reads on the caller's event loop and maps on the pool, some hundreds of people at a time; holds a
 * few such batches in memory, however many people there are.
 */
public final class Replay {
  /** Each holds memory and the pool for a while. */
  private static final int MOST_AT_ONCE = 2;

  private final Recordings recordings;
  private final LocalAccountList accounts;
  private final Mapper mapper;
  private final Rights rights;
  private final ScriptPool pool;
  private final String issuer;
  private final Function<Identity, Redacted> redacted;
  private final AtomicInteger running = new AtomicInteger();

  /**
   * @param privileged those of the mapper
   * @param pool not that of the logins; with room for {@value ReplayRun#LANES} jobs of each replay
   * @param issuer our own, which local accounts come from
   * @param redacted takes from their identities what is not kept of recorded ones
   */
  public Replay(
      Recordings recordings,
      LocalAccountList accounts,
      Mapper mapper,
      PrivilegedRoles privileged,
      ScriptPool pool,
      String issuer,
      Function<Identity, Redacted> redacted) {
    this.recordings = recordings;
    this.accounts = accounts;
    this.mapper = mapper;
    this.rights = new Rights(privileged);
    this.pool = pool;
    this.issuer = issuer;
    this.redacted = redacted;
  }

  /**
   * Compares.
   *
   * @return failed with {@link ReplayBusy} when others are being made
   */
  public Future<ReplayReport> run(
      Comparison comparison, ReplayScope scope, ReplayListener listener) {
    if (running.incrementAndGet() > MOST_AT_ONCE) {
      running.decrementAndGet();
      return Future.failedFuture(new ReplayBusy());
    }
    RecordingFilter filter =
        new RecordingFilter(scope.upstream(), scope.client(), Optional.empty());
    boolean locals = scope.upstream().isEmpty() || scope.upstream().get().equals(Identity.LOCAL);
    PersonReplay people = new PersonReplay(mapper, rights, comparison);
    return Future.succeededFuture()
        .compose(go -> recordings.countPeople(filter))
        .compose(
            recorded ->
                (locals ? accounts.count() : Future.succeededFuture(0L))
                    .map(local -> recorded + local))
        .compose(
            all ->
                new ReplayRun(
                        pool,
                        people,
                        People.all(sources(comparison, scope, filter, locals)),
                        new Tally(comparison.changed(), scope, rights),
                        listener,
                        all,
                        scope.most())
                    .run())
        .onComplete(done -> running.decrementAndGet());
  }

  private List<People> sources(
      Comparison comparison, ReplayScope scope, RecordingFilter filter, boolean locals) {
    List<People> sources = new ArrayList<>();
    sources.add(recordings.people(filter)::next);
    if (locals) {
      List<String> everyScope =
          Stream.of(comparison.live(), comparison.next())
              .map(MappingSet::mappings)
              .flatMap(List::stream)
              .flatMap(mapping -> mapping.scopes().stream())
              .distinct()
              .toList();
      sources.add(
          new LocalPeople(accounts, recordings, redacted, issuer, scope.client(), everyScope));
    }
    return sources;
  }
}
