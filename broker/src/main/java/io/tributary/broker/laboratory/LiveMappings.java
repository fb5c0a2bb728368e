package io.tributary.broker.laboratory;

import io.micrometer.core.instrument.MeterRegistry;
import io.tributary.broker.mapping.Mapping;
import io.tributary.broker.mapping.MappingSet;
import io.tributary.broker.mapping.MappingSource;
import io.tributary.platform.config.ConfigException;
import io.tributary.platform.config.ConfigProblem;
import io.tributary.platform.ops.Log;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The mappings that this node runs: those that are live in the database, read again when their
 * number there changes. What cannot be read or does not compile never takes the place of what runs;
 * it is logged, counted, and the gauge {@code broker_mapping_stale} is 1 until it can.
 */
public final class LiveMappings implements Supplier<MappingSet> {
  /** On which the database says that something changed. */
  public static final String CHANNEL = "tributary_mappings";

  private final MappingRepository repository;
  private final Workbench workbench;
  private final LiveMeters meters;
  private final Log log;
  private volatile Running running = Running.NOTHING;
  private volatile long seen = -1;
  private volatile Runnable changed = () -> {};
  private boolean busy;
  private boolean again;

  private LiveMappings(
      MappingRepository repository, Workbench workbench, MeterRegistry registry, Log log) {
    this.repository = repository;
    this.workbench = workbench;
    this.log = log;
    this.meters = new LiveMeters(registry, () -> running.live().revision());
  }

  /**
   * Loads what is live.
   *
   * @return failed with {@link ConfigException} when something that is live is wrong: a broker must
   *     not start without it
   */
  public static Future<LiveMappings> open(
      MappingRepository repository, Workbench workbench, MeterRegistry registry, Log log) {
    LiveMappings live = new LiveMappings(repository, workbench, registry, log);
    return repository.state().compose(live::load).map(live);
  }

  @Override
  public MappingSet get() {
    return running.live();
  }

  Running running() {
    return running;
  }

  /** Called after each change of what runs, on any thread. */
  public void onChange(Runnable listener) {
    changed = listener;
  }

  /**
   * Looks whether something changed: one statement when nothing did. May be called at any time; a
   * look that finds another under way has it look once more.
   *
   * @return failed when the database is away; what was wrong with mappings is logged here
   */
  public Future<Void> look() {
    synchronized (this) {
      if (busy) {
        again = true;
        return Future.succeededFuture();
      }
      busy = true;
    }
    return Future.succeededFuture()
        .compose(go -> repository.revision())
        .compose(now -> now == seen ? Future.<Void>succeededFuture() : loadAgain())
        .transform(
            looked ->
                lookedOnceMore()
                    ? look()
                    : looked.succeeded()
                        ? Future.succeededFuture()
                        : Future.failedFuture(looked.cause()));
  }

  private synchronized boolean lookedOnceMore() {
    boolean once = again;
    busy = false;
    again = false;
    return once;
  }

  private Future<Void> loadAgain() {
    return repository
        .state()
        .compose(
            state ->
                load(state)
                    .onSuccess(loaded -> tell())
                    .recover(
                        failure -> {
                          refused(state.revision(), failure);
                          return Future.succeededFuture();
                        }));
  }

  private Future<Void> load(LiveState state) {
    List<ConfigProblem> altered =
        state.live().stream()
            .filter(one -> !one.source().isCalled(one.version()))
            .map(LiveMappings::altered)
            .toList();
    if (!altered.isEmpty()) {
      return Future.failedFuture(new ConfigException(altered));
    }
    return workbench
        .compile(state.sources())
        .recover(failure -> Future.failedFuture(state.explained(failure)))
        .compose(
            mappings ->
                canaries(state, mappings)
                    .map(
                        canaries -> {
                          take(state, new MappingSet(mappings, state.revision()), canaries);
                          return null;
                        }));
  }

  private void take(LiveState state, MappingSet set, List<Canary> canaries) {
    running = new Running(set, canaries);
    seen = state.revision();
    meters.loaded();
    Set<MappingSource> kept = new LinkedHashSet<>(state.sources());
    state.canaries().forEach(one -> one.source().ifPresent(kept::add));
    workbench.keepOnly(kept);
  }

  /** A draft that does not compile runs nowhere, and keeps nothing else from running. */
  private Future<List<Canary>> canaries(LiveState state, List<Mapping> live) {
    Future<List<Canary>> done = Future.succeededFuture(new ArrayList<>());
    for (LiveState.Beside beside : state.canaries()) {
      done =
          done.compose(
              found ->
                  canary(state.revision(), beside, live)
                      .map(
                          one -> {
                            one.ifPresent(found::add);
                            return found;
                          }));
    }
    return done.map(List::copyOf);
  }

  private Future<Optional<Canary>> canary(
      long revision, LiveState.Beside beside, List<Mapping> live) {
    return workbench
        .compile(beside.source().stream().toList())
        .map(
            draft -> {
              List<Mapping> set =
                  Proposal.replaced(live, beside.name(), draft.stream().findFirst());
              return Optional.of(
                  new Canary(
                      beside.name(),
                      beside.draft(),
                      new MappingSet(set, revision),
                      beside.share(),
                      beside.subjects(),
                      beside.endsAt()));
            })
        .recover(
            failure -> {
              log.warn("mapping.canary.refused")
                  .with("mapping", beside.name())
                  .with("problem", failure.getMessage())
                  .write();
              return Future.succeededFuture(Optional.empty());
            });
  }

  private void tell() {
    log.info("mapping.loaded")
        .with("revision", running.live().revision())
        .with(
            "versions",
            running.live().mappings().stream()
                .map(mapping -> mapping.name() + "@" + mapping.version())
                .collect(Collectors.joining(" ")))
        .with("canaries", running.canaries().size())
        .write();
    changed.run();
  }

  /** Wrong texts stay wrong until the number changes; anything else is tried again. */
  private void refused(long revision, Throwable failure) {
    meters.refused();
    if (failure instanceof ConfigException) {
      seen = revision;
    }
    log.error("mapping.load.failed")
        .with("revision", revision)
        .with("running_revision", running.live().revision())
        .with("problem", failure.getMessage())
        .write();
  }

  private static ConfigProblem altered(LiveState.Live one) {
    return new ConfigProblem(
        one.source().scriptFile(),
        0,
        0,
        "",
        "version "
            + one.version()
            + " in the database is not what was published: somebody wrote to the table; write"
            + " `scripts/broker mapping rollback "
            + one.source().name()
            + "`");
  }
}
