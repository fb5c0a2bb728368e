package io.tributary.broker.app;

import io.micrometer.core.instrument.Gauge;
import io.tributary.broker.claims.ClaimsPipeline;
import io.tributary.broker.claims.Limits;
import io.tributary.broker.claims.Mapping;
import io.tributary.broker.claims.MappingFolder;
import io.tributary.broker.claims.PipelineEvents;
import io.tributary.broker.claims.PrivilegedRoles;
import io.tributary.broker.claims.RhinoLanguage;
import io.tributary.broker.claims.ScriptPool;
import io.tributary.broker.keys.MasterKey;
import io.tributary.broker.keys.MasterKeySource;
import io.tributary.broker.keys.SealingKeyRepository;
import io.tributary.broker.keys.SealingKeys;
import io.tributary.broker.keys.SigningAlgorithm;
import io.tributary.broker.keys.SigningKeyRepository;
import io.tributary.broker.keys.SigningKeys;
import io.tributary.broker.keys.SigningProvider;
import io.tributary.broker.token.ClaimRelease;
import io.tributary.broker.token.IssuerTokens;
import io.tributary.broker.token.TokensByIssuer;
import io.tributary.broker.upstream.Upstream;
import io.tributary.broker.upstream.UpstreamConfig;
import io.tributary.broker.upstream.Upstreams;
import io.tributary.broker.web.Issuer;
import io.tributary.platform.db.Database;
import io.tributary.platform.db.EmbeddedServers;
import io.tributary.platform.db.Schema;
import io.tributary.platform.http.WebServer;
import io.tributary.platform.ops.Health;
import io.tributary.platform.ops.Log;
import io.tributary.platform.ops.ManagementServer;
import io.tributary.platform.ops.Metrics;
import io.tributary.platform.outbound.OutboundClient;
import io.tributary.platform.outbound.OutboundPolicy;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One running broker. Several may run in one process: each has its own metrics, pools, keys and
 * database, and {@link #close()} leaves nothing behind.
 */
public final class Broker {
  static final Schema SCHEMA = new Schema("db/broker", 1);

  /** Often enough that a cookie key made by another node is known before it is used. */
  private static final Duration UPKEEP = Duration.ofMinutes(10);

  /** The longest life of anything sealed for a browser, with room. */
  private static final Duration SEALED_FOR_BROWSERS = Duration.ofHours(1);

  private static final int SWEEP_BATCH = 1000;

  private final Vertx vertx;
  private final BrokerConfig config;
  private final EmbeddedServers servers;
  private final Map<String, String> environment;
  private final Log log;
  private final Clock clock;
  private final Closing closing = new Closing();
  private final Metrics metrics;
  private final AtomicLong liveSessions = new AtomicLong();
  private WebServer web;
  private ManagementServer management;

  private Broker(
      Vertx vertx,
      BrokerConfig config,
      EmbeddedServers servers,
      Map<String, String> environment,
      Log log,
      Clock clock) {
    this.vertx = vertx;
    this.config = config;
    this.servers = servers;
    this.environment = environment;
    this.log = log.named(config.name());
    this.clock = clock;
    this.metrics = Metrics.create();
    closing.with(
        metrics,
        () -> {
          metrics.close();
          return Future.succeededFuture();
        });
  }

  /**
   * Starts a broker; when the start fails, what was opened is closed again.
   *
   * @param environment the process's variables, for the master key
   */
  public static Future<Broker> start(
      Vertx vertx,
      BrokerConfig config,
      EmbeddedServers servers,
      Map<String, String> environment,
      Log log,
      Clock clock) {
    Broker broker = new Broker(vertx, config, servers, environment, log, clock);
    return broker
        .open()
        .map(broker)
        .recover(failure -> broker.close().transform(closed -> Future.failedFuture(failure)));
  }

  /** Port of the public listener. */
  public int port() {
    return web.port();
  }

  public int managementPort() {
    return management.port();
  }

  public Future<Void> close() {
    return closing.close();
  }

  private Future<Void> open() {
    Future<SigningProvider> provider = SigningProvider.choose(vertx);
    Future<List<Mapping>> mappings = vertx.executeBlocking(this::mappings, false);
    return Database.open(
            vertx, config.database(), SCHEMA, servers, new StatementMeters(metrics.registry()))
        .compose(
            database -> {
              closing.with(database, database::close);
              // After the database: it makes the folder that the key may have to be made in.
              Future<MasterKey> master =
                  vertx.executeBlocking(
                      () -> MasterKeySource.load(environment, dataFolder()), false);
              return Future.all(provider, master, mappings)
                  .compose(
                      all ->
                          SealingKeys.open(
                              new SealingKeyRepository(database.durable()),
                              master.result(),
                              SEALED_FOR_BROWSERS,
                              clock))
                  .compose(
                      sealing -> serve(database, sealing, provider.result(), mappings.result()));
            });
  }

  private Future<Void> serve(
      Database database, SealingKeys sealing, SigningProvider provider, List<Mapping> mappings) {
    Storage storage = Storage.of(vertx, config, database, sealing, log, metrics, clock);
    closing.with(storage.passwordWorkers(), () -> closed(storage.passwordWorkers()));
    closing.with(storage.audit(), storage.audit()::close);
    return Future.all(
            signingKeys(database, sealing, provider),
            storage.sessions().prepare(),
            storage.directory().createAbsent(config.accounts().users(), "start"))
        .compose(
            ready -> {
              List<SigningKeys> keys = ready.resultAt(0);
              TokensByIssuer tokens = tokens(keys, sealing, storage, mappings);
              ClaimsPipeline claims = claims(storage, mappings);
              Upstreams upstreams = upstreams();
              gauges(storage, keys);
              upkeep(storage, sealing, keys);
              Routes routes =
                  new Routes(
                      config,
                      storage,
                      sealing,
                      tokens,
                      upstreams,
                      claims,
                      CapabilityList.of(config, mappings),
                      log,
                      metrics,
                      clock);
              return listen(routes, database, provider).onSuccess(v -> warmUp(claims, upstreams));
            });
  }

  private Future<Void> listen(Routes routes, Database database, SigningProvider provider) {
    Health health =
        new Health()
            .check("database", database::ping)
            .fact("signing_provider", provider::name)
            .fact("issuer", () -> config.publicUrl().toString());
    return ManagementServer.start(
            vertx, config.management().host(), config.management().port(), health, metrics)
        .compose(
            started -> {
              management = closing.with(started, started::close);
              return WebServer.start(
                  vertx,
                  config.listen(),
                  config.eventLoops(),
                  routes::mount,
                  (context, request, status) -> routes.delivery().statusPage(context, status),
                  log,
                  metrics);
            })
        .onSuccess(started -> web = closing.with(started, started::close))
        .onSuccess(
            started ->
                log.info("broker.ready")
                    .with("url", config.publicUrl().toString())
                    .with("port", started.port())
                    .with("management_port", management.port())
                    .with("signing_provider", provider.name())
                    .write())
        .mapEmpty();
  }

  private Path dataFolder() {
    return config.database().embedded().isPresent()
            && config.data().equals(config.database().embedded().get())
        ? servers.folder(config.data())
        : config.data();
  }

  private List<Mapping> mappings() {
    return config
        .mappings()
        .map(folder -> MappingFolder.load(folder, List.of(new RhinoLanguage())))
        .orElse(List.of());
  }

  private Future<List<SigningKeys>> signingKeys(
      Database database, SealingKeys sealing, SigningProvider provider) {
    SigningKeyRepository repository = new SigningKeyRepository(database.durable());
    List<Future<SigningKeys>> opened = new ArrayList<>();
    for (Issuer issuer : config.issuers().all()) {
      Set<SigningAlgorithm> algorithms =
          Stream.concat(
                  Stream.of(SigningAlgorithm.RS256),
                  config.clientsOf(issuer).stream()
                      .map(client -> client.settings().idTokenAlgorithm())
                      .flatMap(name -> SigningAlgorithm.of(name).stream()))
              .collect(Collectors.toSet());
      opened.add(
          SigningKeys.open(vertx, repository, sealing, provider, issuer.identifier(), algorithms));
    }
    return Future.all(opened).map(all -> opened.stream().map(Future::result).toList());
  }

  private TokensByIssuer tokens(
      List<SigningKeys> keys, SealingKeys sealing, Storage storage, List<Mapping> mappings) {
    ClaimRelease release = new ClaimRelease(CapabilityList.claimsByScope(mappings));
    List<IssuerTokens> tokens = new ArrayList<>();
    List<Issuer> issuers = config.issuers().all();
    for (int i = 0; i < issuers.size(); i++) {
      tokens.add(
          IssuerTokens.of(issuers.get(i), keys.get(i), sealing, release, storage.grants(), clock));
    }
    return new TokensByIssuer(tokens);
  }

  private ClaimsPipeline claims(Storage storage, List<Mapping> mappings) {
    ScriptPool pool =
        new ScriptPool(
            vertx, config.name() + "-scripts", Runtime.getRuntime().availableProcessors());
    closing.with(pool, pool::close);
    Map<String, Set<String>> mayGrant =
        config.upstreams().stream()
            .collect(Collectors.toMap(UpstreamConfig::name, UpstreamConfig::mayGrant));
    return new ClaimsPipeline(
        pool,
        mappings,
        Limits.DEFAULT,
        new PrivilegedRoles(config.privilegedRoles(), mayGrant),
        new PipelineEvents(log, metrics.registry(), storage.audit(), clock));
  }

  private Upstreams upstreams() {
    OutboundClient outbound = OutboundClient.create(vertx, OutboundPolicy.configured());
    closing.with(outbound, outbound::close);
    return new Upstreams(vertx, config.upstreams(), outbound, metrics.registry(), clock);
  }

  /** {@code broker_keys_age_seconds{issuer}} and {@code broker_sessions}. */
  private void gauges(Storage storage, List<SigningKeys> keys) {
    for (int i = 0; i < keys.size(); i++) {
      Gauge.builder("broker.keys.age", keys.get(i), of -> age(of.oldestActive()))
          .baseUnit("seconds")
          .tag("issuer", config.issuers().all().get(i).name())
          .strongReference(true)
          .register(metrics.registry());
    }
    Gauge.builder("broker.sessions", liveSessions, AtomicLong::get).register(metrics.registry());
    countSessions(storage);
  }

  private double age(Optional<Instant> since) {
    return since.map(time -> Duration.between(time, clock.instant()).toSeconds()).orElse(0L);
  }

  private Future<Long> countSessions(Storage storage) {
    return storage.sessions().count().onSuccess(liveSessions::set);
  }

  private void upkeep(Storage storage, SealingKeys sealing, List<SigningKeys> keys) {
    Upkeep upkeep =
        new Upkeep(vertx, log)
            .task("sealing-keys", sealing::refresh)
            .task("sessions", storage.sessions()::sweep)
            .task("session-count", () -> countSessions(storage))
            .task("codes", () -> storage.expired().sweep(SWEEP_BATCH))
            .task("throttle", storage.localAccounts()::sweep)
            .task("requests", () -> storage.keptRequests().sweep(clock.instant()));
    keys.forEach(of -> upkeep.task("signing-keys " + of.issuer(), of::reload));
    upkeep.start(UPKEEP);
    closing.with(
        upkeep,
        () -> {
          upkeep.stop();
          return Future.succeededFuture();
        });
  }

  /** After ready: nobody waits for it, and a provider that is down is only noted. */
  private void warmUp(ClaimsPipeline claims, Upstreams upstreams) {
    claims.warmUp();
    for (Upstream upstream : upstreams.all()) {
      upstream
          .warmUp()
          .onFailure(
              failure ->
                  log.warn("upstream.unreachable")
                      .with("upstream", upstream.name())
                      .with("reason", failure.getMessage())
                      .write());
    }
  }

  private static Future<?> closed(AutoCloseable resource) {
    try {
      resource.close();
      return Future.succeededFuture();
    } catch (Exception failure) {
      return Future.failedFuture(failure);
    }
  }
}
