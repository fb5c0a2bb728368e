package io.tributary.broker.app;

import io.tributary.broker.claims.ClaimsPipeline;
import io.tributary.broker.client.ClientKeySets;
import io.tributary.broker.keys.MasterKey;
import io.tributary.broker.keys.MasterKeySource;
import io.tributary.broker.keys.SealingKeyRepository;
import io.tributary.broker.keys.SealingKeys;
import io.tributary.broker.keys.SigningProvider;
import io.tributary.broker.laboratory.LiveMappings;
import io.tributary.broker.registration.ClientLogos;
import io.tributary.broker.request.RequestObjectFetch;
import io.tributary.broker.token.TokensByIssuer;
import io.tributary.broker.upstream.Upstream;
import io.tributary.broker.upstream.Upstreams;
import io.tributary.platform.db.Database;
import io.tributary.platform.db.EmbeddedServers;
import io.tributary.platform.db.Schema;
import io.tributary.platform.db.StatementTimers;
import io.tributary.platform.ops.Health;
import io.tributary.platform.ops.Log;
import io.tributary.platform.ops.Metrics;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/**
 * One running broker. Several may run in one process: each has its own metrics, pools, keys and
 * database, and {@link #close()} leaves nothing behind.
 */
public final class Broker {
  public static final Schema SCHEMA = new Schema("db/broker", 24);

  /** The longest life of anything sealed for others (access tokens: 24 hours), with room. */
  static final Duration SEALED_FOR_OTHERS = Duration.ofHours(25);

  private final Vertx vertx;
  private final BrokerConfig config;
  private final EmbeddedServers servers;
  private final Map<String, String> environment;
  private final Log log;
  private final Clock clock;
  private final Closing closing = new Closing();
  private final Metrics metrics;
  private Listeners listeners;
  private volatile Runnable warmUp = () -> {};

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
    return listeners.port();
  }

  public int managementPort() {
    return listeners.managementPort();
  }

  /** Nobody has to wait for it: the first login would do the same. */
  void warmUp() {
    warmUp.run();
  }

  public Future<Void> close() {
    return closing.close();
  }

  private Future<Void> open() {
    Future<SigningProvider> provider = SigningProvider.choose(vertx);
    MappingWiring mappings = new MappingWiring(vertx, config, metrics, closing, log);
    StatementTimers statements = new StatementTimers(metrics.registry(), "broker.db.statement");
    return Database.open(vertx, config.database(), SCHEMA, servers, statements)
        .compose(
            database -> {
              closing.with(database, database::close);
              PoolMeters.register(
                  metrics.registry(), "database", () -> database.statements() - statements.ended());
              // After the database: it makes the folder that the key may have to be made in.
              Future<MasterKey> master =
                  vertx.executeBlocking(
                      () -> MasterKeySource.load(environment, config.dataFolder(servers)), false);
              return Future.all(provider, master, mappings.open(database))
                  .compose(
                      all ->
                          SealingKeys.open(
                                  new SealingKeyRepository(database.durable()),
                                  master.result(),
                                  SEALED_FOR_OTHERS,
                                  clock)
                              .compose(
                                  sealing ->
                                      serve(
                                          database,
                                          sealing,
                                          provider.result(),
                                          mappings,
                                          all.resultAt(2))));
            });
  }

  private Future<Void> serve(
      Database database,
      SealingKeys sealing,
      SigningProvider provider,
      MappingWiring mappings,
      LiveMappings live) {
    Storage storage = Storage.of(vertx, config, database, sealing, log, metrics, clock);
    closeWith(storage);
    // First of all: whoever writes an event while its day gets its partition is refused.
    return days(storage)
        .compose(made -> prepare(database, sealing, provider, storage))
        .compose(
            issuing -> {
              TokensByIssuer tokens = issuing.tokens(sealing, storage.grants(), live, clock);
              ClaimsPipeline claims = mappings.pipeline(storage, sealing, live, clock);
              Outgoing outgoing = Outgoing.open(vertx, config);
              closing.with(outgoing, outgoing::close);
              Upstreams upstreams =
                  new Upstreams(
                      vertx, config.upstreams(), outgoing.upstreams(), metrics.registry(), clock);
              maintain(storage, sealing, issuing);
              ClientKeySets keySets =
                  new ClientKeySets(vertx, outgoing.configured(), outgoing.named(), clock);
              LogoutWiring.deliver(
                  vertx, config, storage, tokens, keySets, outgoing, metrics, closing, log, clock);
              Routes routes =
                  new Routes(
                      vertx,
                      config,
                      storage,
                      sealing,
                      tokens,
                      upstreams,
                      keySets,
                      logos(storage, outgoing),
                      outgoing.named(),
                      new RequestObjectFetch(vertx, outgoing.configured(), outgoing.named(), clock),
                      claims,
                      mappings.desk(database, storage, sealing, clock),
                      new Derived<>(live, now -> CapabilityList.of(config, now)),
                      log,
                      metrics,
                      clock);
              return listen(routes, database, issuing, provider)
                  .onSuccess(v -> warmUp = () -> warmUp(claims, upstreams));
            });
  }

  private void closeWith(Storage storage) {
    closing.with(storage.passwordWorkers(), () -> closed(storage.passwordWorkers()));
    PoolMeters.register(metrics.registry(), "passwords", storage.passwordWorkers()::tasks);
    closing.with(storage.audit(), storage.audit()::close);
    closing.with(storage.reports(), storage.reports()::close);
    // Closed before them: a report needs the trace of its login.
    closing.with(storage.traceWriter(), storage.traceWriter()::close);
  }

  /** What has to stand in the database before anybody is served. */
  private Future<Issuing> prepare(
      Database database, SealingKeys sealing, SigningProvider provider, Storage storage) {
    Future<Issuing> issuing = Issuing.open(vertx, config, database, sealing, provider);
    return Future.all(
            issuing,
            storage.sessions().prepare(),
            storage.spentAssertions().begin(),
            storage.directory().createAbsent(config.accounts().users(), "start"))
        .compose(ready -> issuing);
  }

  private void maintain(Storage storage, SealingKeys sealing, Issuing issuing) {
    KeyUpkeep keys = new KeyUpkeep(issuing, metrics.registry(), clock, log);
    Upkeep upkeep =
        new Maintenance(storage, config.audit().keep(), sealing, keys, metrics.registry(), clock)
            .start(vertx, log);
    closing.with(upkeep, upkeep::stop);
    Upkeep watch = keys.watch(vertx);
    closing.with(watch, watch::stop);
  }

  private ClientLogos logos(Storage storage, Outgoing outgoing) {
    ClientLogos logos =
        storage.registration().logos(vertx, outgoing.configured(), outgoing.named(), log);
    closing.with(logos, logos::close);
    return logos;
  }

  /** What has no partition yet is kept all the same, so a start does not fail by it. */
  private Future<Void> days(Storage storage) {
    return Maintenance.days(storage, config.audit().keep(), clock)
        .onFailure(failure -> log.warn("days.failed").cause(failure).write())
        .transform(done -> Future.succeededFuture());
  }

  private Future<Void> listen(
      Routes routes, Database database, Issuing issuing, SigningProvider provider) {
    Health health =
        new Health()
            .check("database", database::ping)
            .check("keys", issuing::ready)
            .fact("signing_provider", provider::name)
            .fact("issuer", () -> config.publicUrl().toString());
    return Listeners.open(vertx, config, routes, database, health, closing, log, metrics)
        .onSuccess(opened -> listeners = opened)
        .onSuccess(
            opened ->
                log.info("broker.ready")
                    .with("url", config.publicUrl().toString())
                    .with("port", opened.port())
                    .with("management_port", opened.managementPort())
                    .with("signing_provider", provider.name())
                    .write())
        .mapEmpty();
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
