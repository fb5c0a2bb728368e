package io.tributary.broker.app;

import io.tributary.broker.admin.MappingDesk;
import io.tributary.broker.admin.MappingDiff;
import io.tributary.broker.claims.ClaimsPipeline;
import io.tributary.broker.claims.Mapper;
import io.tributary.broker.claims.PipelineEvents;
import io.tributary.broker.claims.PrivilegedRoles;
import io.tributary.broker.claims.TestBudget;
import io.tributary.broker.keys.SealingKeys;
import io.tributary.broker.laboratory.Canaries;
import io.tributary.broker.laboratory.CanaryNote;
import io.tributary.broker.laboratory.CanaryRuns;
import io.tributary.broker.laboratory.DraftTrial;
import io.tributary.broker.laboratory.Drafting;
import io.tributary.broker.laboratory.FolderImport;
import io.tributary.broker.laboratory.LaboratoryRepositories;
import io.tributary.broker.laboratory.LiveMappings;
import io.tributary.broker.laboratory.MappingTester;
import io.tributary.broker.laboratory.Proposals;
import io.tributary.broker.laboratory.PublishGuard;
import io.tributary.broker.laboratory.Publishing;
import io.tributary.broker.laboratory.Workbench;
import io.tributary.broker.mapping.MappingFolder;
import io.tributary.broker.recording.LoginRecorder;
import io.tributary.broker.recording.SeenGroups;
import io.tributary.broker.replay.Replay;
import io.tributary.broker.script.ScriptPool;
import io.tributary.broker.upstream.UpstreamConfig;
import io.tributary.platform.config.ConfigException;
import io.tributary.platform.db.BatchWriter;
import io.tributary.platform.db.CountedLosses;
import io.tributary.platform.db.Database;
import io.tributary.platform.db.Notices;
import io.tributary.platform.ops.Log;
import io.tributary.platform.ops.Metrics;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The mappings of a running broker: brought in from files, read from the database, watched. */
final class MappingWiring {
  /** What the database did not say, because the connection for that was away, is found then. */
  private static final Duration LOOK_EVERY = Duration.ofSeconds(5);

  /** Whoever goes back is in a hurry; what is not tried by then has to be confirmed. */
  private static final Duration MOST_BACK = Duration.ofSeconds(20);

  private static final int DESK_THREADS = 2;
  private static final int DESK_QUEUE = 32;
  private static final int CANARY_QUEUE = 64;
  private static final int CANARY_NOTES = 1_000;

  private final Vertx vertx;
  private final BrokerConfig config;
  private final Metrics metrics;
  private final Closing closing;
  private final Log log;
  private final Workbench workbench;

  /** Read while the database is being opened. */
  private final Future<MappingFolder.Contents> files;

  /** There once it is open. */
  private LaboratoryRepositories kept;

  MappingWiring(Vertx vertx, BrokerConfig config, Metrics metrics, Closing closing, Log log) {
    this.vertx = vertx;
    this.config = config;
    this.metrics = metrics;
    this.closing = closing;
    this.log = log;
    this.workbench = new Workbench(vertx, Scripts.compiler(config.mappingBudget().each()));
    this.files = vertx.executeBlocking(this::read, false);
  }

  /** Compiles what is most likely live; what is wrong with a file is judged later. */
  private MappingFolder.Contents read() {
    MappingFolder.Contents contents =
        config
            .mappings()
            .map(
                folder ->
                    MappingFolder.contents(folder, Scripts.compiler(config.mappingBudget().each())))
            .orElse(new MappingFolder.Contents(List.of(), Map.of()));
    workbench.prepare(contents.sources());
    return contents;
  }

  /**
   * Fails with {@link ConfigException} when what is live, or would be for the first time, is wrong.
   */
  Future<LiveMappings> open(Database database) {
    kept = LaboratoryRepositories.of(database.durable());
    return files
        .compose(
            contents ->
                config.mappings().isPresent()
                    ? new FolderImport(kept, workbench, log).run(contents)
                    : Future.succeededFuture())
        .compose(imported -> LiveMappings.open(kept.mappings(), workbench, metrics.registry(), log))
        .onSuccess(live -> watch(database, live));
  }

  private void watch(Database database, LiveMappings live) {
    Upkeep watch = new Upkeep(vertx, log).task("mapping-watch", live::look);
    closing.with(watch, watch::stop);
    watch.start(LOOK_EVERY);
    Notices notices =
        database.hear(
            LiveMappings.CHANNEL,
            () ->
                live.look().onFailure(away -> log.warn("mapping.look.failed").cause(away).write()));
    closing.with(notices, notices::close);
  }

  /** On a pool of one thread: nobody waits for it. */
  private CanaryRuns canaries(LiveMappings live, Clock clock) {
    ScriptPool pool = new ScriptPool(vertx, config.name() + "-canary", 1, CANARY_QUEUE);
    closing.with(pool, pool::close);
    CountedLosses losses =
        new CountedLosses(
            "mapping.canary", "Notes of canaries that were never written", metrics.registry(), log);
    BatchWriter<CanaryNote> notes =
        new BatchWriter<>(vertx, CANARY_NOTES, kept.canaries()::note, losses);
    closing.with(notes, notes::close);
    return new CanaryRuns(
        vertx,
        live,
        mapper(config),
        pool,
        config.privilegedRoles(),
        notes::add,
        metrics.registry(),
        clock,
        log);
  }

  /**
   * For console and API. Who looks, who publishes and who goes back have threads and comparisons of
   * their own: however many look, and however slow what they try is, the way back stays open.
   */
  MappingDesk desk(Database database, Storage storage, SealingKeys sealing, Clock clock) {
    TestBudget tests = config.mappingBudget().forTests();
    ScriptPool looking = deskPool("laboratory");
    ScriptPool publishing = deskPool("publishing");
    MappingTester tester = MappingTester.on(publishing, tests);
    PublishGuard guard =
        ReplayWiring.guard(
            config,
            replay(database, sealing, publishing, clock),
            false,
            ReplayWiring.MOST_OF_REQUEST);
    PublishGuard wayBack =
        ReplayWiring.guard(
            config, replay(database, sealing, deskPool("rollback"), clock), false, MOST_BACK);
    return new MappingDesk(
        kept.mappings(),
        () -> new Drafting(kept, bench()),
        () -> new DraftTrial(bench(), looking, tests),
        () -> new Publishing(kept, bench(), tester, guard, wayBack),
        new Canaries(kept),
        new SeenGroups(vertx, ReplayWiring.recordings(config, database, sealing, clock), clock),
        new MappingDiff(
            () -> new Proposals(kept, bench()),
            replay(database, sealing, looking, clock),
            storage.auditBefore(),
            clock));
  }

  private ScriptPool deskPool(String name) {
    ScriptPool pool = new ScriptPool(vertx, config.name() + "-" + name, DESK_THREADS, DESK_QUEUE);
    closing.with(pool, pool::close);
    return pool;
  }

  private Replay replay(Database database, SealingKeys sealing, ScriptPool pool, Clock clock) {
    return ReplayWiring.replay(config, database, sealing, pool, clock);
  }

  private Workbench bench() {
    return new Workbench(vertx, Scripts.compiler(config.mappingBudget().each()));
  }

  /** What maps for logins. */
  ClaimsPipeline pipeline(Storage storage, SealingKeys sealing, LiveMappings live, Clock clock) {
    ScriptPool pool =
        new ScriptPool(vertx, config.name(), Runtime.getRuntime().availableProcessors());
    closing.with(pool, pool::close);
    PoolMeters.register(metrics.registry(), "scripts", pool::tasks);
    ClaimsPipeline pipeline =
        new ClaimsPipeline(
            pool,
            live,
            mapper(config),
            new PipelineEvents(
                log,
                metrics.registry(),
                storage.audit(),
                clock,
                Storage.redactions(config, sealing)::of),
            recorder(storage, sealing, clock).and(canaries(live, clock)));
    live.onChange(pipeline::warmUp);
    return pipeline;
  }

  private LoginRecorder recorder(Storage storage, SealingKeys sealing, Clock clock) {
    LoginRecorder recorder =
        new LoginRecorder(
            vertx,
            storage.recordings(),
            storage.accountKeys(),
            Storage.redaction(config, sealing),
            config.recordings(),
            metrics.registry(),
            log,
            clock);
    closing.with(recorder, recorder::close);
    return recorder;
  }

  /** The one engine, for whoever runs mappings. */
  static Mapper mapper(BrokerConfig config) {
    return new Mapper(privileged(config), config.mappingBudget().total());
  }

  static PrivilegedRoles privileged(BrokerConfig config) {
    Map<String, Set<String>> mayGrant =
        config.upstreams().stream()
            .collect(Collectors.toMap(UpstreamConfig::name, UpstreamConfig::mayGrant));
    return new PrivilegedRoles(config.privilegedRoles(), mayGrant);
  }
}
