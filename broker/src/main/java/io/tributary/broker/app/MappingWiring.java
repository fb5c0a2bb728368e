package io.tributary.broker.app;

import io.tributary.broker.claims.ClaimsPipeline;
import io.tributary.broker.claims.Mapper;
import io.tributary.broker.claims.PipelineEvents;
import io.tributary.broker.claims.PrivilegedRoles;
import io.tributary.broker.keys.SealingKeys;
import io.tributary.broker.laboratory.FolderImport;
import io.tributary.broker.laboratory.LaboratoryRepositories;
import io.tributary.broker.laboratory.LiveMappings;
import io.tributary.broker.laboratory.MappingRepository;
import io.tributary.broker.laboratory.Workbench;
import io.tributary.broker.mapping.MappingFolder;
import io.tributary.broker.mapping.MappingSource;
import io.tributary.broker.recording.LoginRecorder;
import io.tributary.broker.recording.Redaction;
import io.tributary.broker.script.ScriptPool;
import io.tributary.broker.upstream.UpstreamConfig;
import io.tributary.platform.config.ConfigException;
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

  private final Vertx vertx;
  private final BrokerConfig config;
  private final Metrics metrics;
  private final Closing closing;
  private final Log log;
  private final Workbench workbench;

  /** Read while the database is being opened. */
  private final Future<List<MappingSource>> files;

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
  private List<MappingSource> read() {
    List<MappingSource> sources =
        config
            .mappings()
            .map(
                folder ->
                    MappingFolder.sources(folder, Scripts.compiler(config.mappingBudget().each())))
            .orElse(List.of());
    workbench.prepare(sources);
    return sources;
  }

  /**
   * Fails with {@link ConfigException} when what is live, or would be for the first time, is wrong.
   */
  Future<LiveMappings> open(Database database) {
    return files
        .compose(
            sources ->
                config.mappings().isPresent()
                    ? new FolderImport(
                            LaboratoryRepositories.of(database.durable()), workbench, log)
                        .run(sources)
                    : Future.succeededFuture())
        .compose(
            imported ->
                LiveMappings.open(
                    new MappingRepository(database.durable()), workbench, metrics.registry(), log))
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
            new PipelineEvents(log, metrics.registry(), storage.audit(), clock),
            recorder(storage, sealing, clock));
    live.onChange(pipeline::warmUp);
    return pipeline;
  }

  private LoginRecorder recorder(Storage storage, SealingKeys sealing, Clock clock) {
    LoginRecorder recorder =
        new LoginRecorder(
            vertx,
            storage.recordings(),
            storage.accountKeys(),
            new Redaction(sealing.stableIds(config.publicUrl().toString(), "redaction")),
            config.recordings(),
            metrics.registry(),
            log,
            clock);
    closing.with(recorder, recorder::close);
    return recorder;
  }

  /** The one engine, for whoever runs mappings. */
  static Mapper mapper(BrokerConfig config) {
    Map<String, Set<String>> mayGrant =
        config.upstreams().stream()
            .collect(Collectors.toMap(UpstreamConfig::name, UpstreamConfig::mayGrant));
    return new Mapper(
        new PrivilegedRoles(config.privilegedRoles(), mayGrant), config.mappingBudget().total());
  }
}
