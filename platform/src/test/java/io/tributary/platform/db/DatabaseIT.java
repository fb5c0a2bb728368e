package io.tributary.platform.db;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.platform.ops.StartupException;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.Context;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseIT {
  private static final Statement BACKEND = new Statement("test.backend", "SELECT pg_backend_pid()");
  private static final Statement END_ALL =
      new Statement(
          "test.end",
          "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
              + " WHERE datname = current_database() AND pid <> pg_backend_pid()");
  private static final Statement SLEEP = new Statement("test.sleep", "SELECT pg_sleep(0.3)");
  private static final Statement WRONG = new Statement("test.wrong", "SELECT * FROM nowhere");

  private Vertx vertx;
  private Database database;
  private final ConcurrentLinkedQueue<String> timed = new ConcurrentLinkedQueue<>();

  @BeforeEach
  void open() throws Exception {
    vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2));
    database =
        Await.result(
            Database.open(
                vertx,
                TestDatabase.config(EmbeddedKit.SCHEMA),
                EmbeddedKit.SCHEMA,
                TestDatabase.servers(),
                (name, nanos, ok) -> timed.add(name + " " + (nanos > 0) + " " + ok)));
  }

  @AfterEach
  void close() throws Exception {
    Await.result(database.close());
    Await.result(vertx.close());
  }

  @Test
  void countsAndTimesEveryStatementOnce() throws Exception {
    long before = database.statements();
    EmbeddedKit.count(database);
    Await.failure(database.durable().run(WRONG));
    Await.result(
        database.transaction(
            connection ->
                connection
                    .preparedQuery("SELECT 1")
                    .execute()
                    .compose(rows -> connection.query("SELECT 2").execute())));
    Await.result(database.ping());
    assertEquals(5, database.statements() - before);
    assertEquals(
        List.of("sample.count true true", "test.wrong true false", "database.ping true true"),
        List.copyOf(timed));
  }

  @Test
  void eachEventLoopHasAConnectionOfItsOwnAndOtherThreadsShareOne() throws Exception {
    List<Context> loops = loops();
    Set<Integer> backends = new HashSet<>();
    for (Context loop : loops) {
      int first = backend(on(loop, () -> database.relaxed().run(BACKEND)));
      assertEquals(first, backend(on(loop, () -> database.relaxed().run(BACKEND))));
      assertTrue(backends.add(first), "no other loop has it");
      assertTrue(backends.add(backend(on(loop, () -> database.durable().run(BACKEND)))));
    }
    int here = backend(database.relaxed().run(BACKEND));
    assertTrue(backends.add(here), "a thread that is no event loop uses the fallback");
    assertEquals(here, backend(database.relaxed().run(BACKEND)));
    Vertx stranger = Vertx.vertx();
    Context foreignLoop = stranger.getOrCreateContext();
    assertEquals(here, backend(on(foreignLoop, () -> database.relaxed().run(BACKEND))));
    Await.result(stranger.close());
  }

  @Test
  void whatRunsInTheBackgroundKeepsNobodyOfTheSameLoopWaiting() throws Exception {
    Context loop = loops().get(0);
    Statement lock = new Statement("test.lock", "SELECT pg_advisory_xact_lock(4711)::text");
    AtomicReference<Future<?>> slow = new AtomicReference<>();
    Await.result(
        database.transaction(
            holder ->
                holder
                    .query(lock.sql())
                    .execute()
                    .compose(
                        held -> {
                          slow.set(on(loop, () -> database.background().run(lock)));
                          return on(
                              loop,
                              () ->
                                  Future.join(
                                      database.relaxed().run(EmbeddedKit.COUNT),
                                      database.durable().run(EmbeddedKit.COUNT)));
                        })));
    Await.result(slow.get());
  }

  @Test
  void survivesTheEndOfTheVerticleThatUsedItFirst() throws Exception {
    for (ThreadingModel model : List.of(ThreadingModel.EVENT_LOOP, ThreadingModel.WORKER)) {
      Probe first = new Probe(() -> database.relaxed().run(EmbeddedKit.COUNT));
      String id =
          Await.result(
              vertx.deployVerticle(first, new DeploymentOptions().setThreadingModel(model)));
      Await.result(vertx.undeploy(id));
      Await.result(on(first.place(), () -> database.relaxed().run(EmbeddedKit.COUNT)));
    }
    EmbeddedKit.count(database);
  }

  @Test
  void reconnectsAfterItsConnectionsWereCut() throws Exception {
    Context loop = loops().get(0);
    int before = backend(on(loop, () -> database.relaxed().run(BACKEND)));
    Future<?> inFlight = on(loop, () -> database.relaxed().run(SLEEP));
    Await.result(database.durable().run(END_ALL));
    assertInstanceOf(DatabaseUnavailable.class, Await.failure(inFlight));
    int after = backend(on(loop, () -> database.relaxed().run(BACKEND)));
    assertTrue(before != after);
    Await.result(database.transaction(connection -> connection.query("SELECT 1").execute()));
  }

  @Test
  void writesNothingRelaxedWhereTheConfigurationForbidsIt() throws Exception {
    DatabaseConfig config =
        EmbeddedKit.external(
            TestDatabase.address(), TestDatabase.config(EmbeddedKit.SCHEMA).name(), 64, true);
    Database strict =
        Await.result(
            Database.open(
                vertx, config, EmbeddedKit.SCHEMA, TestDatabase.servers(), StatementTimings.NONE));
    assertEquals("on", EmbeddedKit.show(strict.relaxed(), "synchronous_commit"));
    assertEquals("off", EmbeddedKit.show(database.relaxed(), "synchronous_commit"));
    Await.result(strict.close());
  }

  @Test
  void refusesWhatItsBoundedQueueCannotHold() throws Exception {
    DatabaseConfig narrow = narrow(3);
    Database small =
        Await.result(
            Database.open(
                vertx, narrow, EmbeddedKit.SCHEMA, TestDatabase.servers(), StatementTimings.NONE));
    List<Future<?>> all = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      all.add(small.relaxed().run(EmbeddedKit.COUNT));
    }
    int refused = 0;
    for (Future<?> one : all) {
      try {
        Await.result(one);
      } catch (java.util.concurrent.ExecutionException e) {
        assertInstanceOf(DatabaseUnavailable.class, e.getCause());
        refused++;
      }
    }
    assertTrue(refused > 0 && refused <= 97, "refused " + refused);
    EmbeddedKit.count(small);
    List<Future<?>> transactions = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      transactions.add(
          small.transaction(connection -> connection.query("SELECT pg_sleep(0.2)").execute()));
    }
    assertInstanceOf(DatabaseUnavailable.class, Await.failure(transactions.get(9)));
    Await.result(transactions.get(0));
    Await.result(small.close());
  }

  @Test
  void rollsBackWhenTheWorkFails() throws Exception {
    Throwable failure =
        Await.failure(
            database.transaction(
                connection ->
                    connection
                        .query("INSERT INTO sample VALUES (1, 'gone')")
                        .execute()
                        .compose(done -> Future.failedFuture("no"))));
    assertEquals("no", failure.getMessage());
    assertEquals(0, EmbeddedKit.count(database));
  }

  @Test
  void passesMistakesInStatementsOnAsTheyAre() throws Exception {
    Await.result(database.durable().run(EmbeddedKit.INSERT, Tuple.of(7, "seven")));
    Throwable twice =
        Await.failure(database.durable().run(EmbeddedKit.INSERT, Tuple.of(7, "again")));
    assertEquals("23505", assertInstanceOf(PgException.class, twice).getSqlState());
    assertFalse(
        Await.failure(database.durable().run(EmbeddedKit.INSERT, Tuple.of("not a number")))
            instanceof DatabaseUnavailable);
  }

  @Test
  void aClosedDatabaseRefuses() throws Exception {
    Await.result(database.close());
    assertInstanceOf(
        DatabaseUnavailable.class, Await.failure(database.relaxed().run(EmbeddedKit.COUNT)));
    Await.failure(database.transaction(connection -> connection.query("SELECT 1").execute()));
  }

  @Test
  void refusesASchemaNewerThanTheProgram() throws Exception {
    DatabaseConfig config = TestDatabase.config(new Schema("db/sample2", 2));
    Throwable failure = Await.failure(open(vertx, config, EmbeddedKit.SCHEMA));
    String sentence = assertInstanceOf(StartupException.class, failure).getMessage();
    assertTrue(sentence.contains("schema version 2 and this program knows 1"), sentence);
  }

  @Test
  void twoNodesMayMigrateAtOnce() throws Exception {
    DatabaseConfig config = TestDatabase.empty();
    Vertx other = Vertx.vertx();
    Schema schema = new Schema("db/sample2", 2);
    Future<Database> one = open(vertx, config, schema);
    Future<Database> two = open(other, config, schema);
    assertEquals(0, EmbeddedKit.count(Await.result(one)));
    assertEquals(0, EmbeddedKit.count(Await.result(two)));
    Await.result(one.result().close());
    Await.result(two.result().close());
    Await.result(other.close());
  }

  @Test
  void aProgramWhoseMigrationsAreMissingDoesNotStart() throws Exception {
    Throwable failure =
        Await.failure(open(vertx, TestDatabase.empty(), new Schema("db/sample", 9)));
    assertInstanceOf(StartupException.class, failure);
  }

  @ParameterizedTest
  @ValueSource(strings = {"wrong", ""})
  void refusesAWrongPassword(String password) throws Exception {
    ServerAddress address = EmbeddedKit.withPassword(TestDatabase.address(), password);
    DatabaseConfig config = EmbeddedKit.external(address, "postgres", 8);
    Await.failure(open(vertx, config, EmbeddedKit.SCHEMA));
  }

  private static DatabaseConfig narrow(int maxWaiting) {
    DatabaseConfig config = TestDatabase.config(EmbeddedKit.SCHEMA);
    return EmbeddedKit.external(TestDatabase.address(), config.name(), maxWaiting);
  }

  /** A context on each of the event loops. */
  private List<Context> loops() throws Exception {
    List<Context> contexts = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      Probe probe = new Probe(Future::succeededFuture);
      Await.result(vertx.deployVerticle(probe));
      contexts.add(probe.place());
    }
    return contexts;
  }

  private static <T> Future<T> on(Context context, Supplier<Future<T>> work) {
    Promise<T> promise = Promise.promise();
    context.runOnContext(nothing -> work.get().onComplete(promise));
    return promise.future();
  }

  private static int backend(Future<io.vertx.sqlclient.RowSet<io.vertx.sqlclient.Row>> rows)
      throws Exception {
    return Await.result(rows).iterator().next().getInteger(0);
  }

  private static Future<Database> open(Vertx vertx, DatabaseConfig config, Schema schema) {
    return Database.open(vertx, config, schema, TestDatabase.servers(), StatementTimings.NONE);
  }

  /** Stands on one event loop, tells its context and may run something first. */
  private static final class Probe extends AbstractVerticle {
    private final Supplier<Future<?>> first;

    Probe(Supplier<Future<?>> first) {
      this.first = first;
    }

    @Override
    public void start(Promise<Void> started) {
      first.get().<Void>mapEmpty().onComplete(started);
    }

    Context place() {
      return context;
    }
  }
}
