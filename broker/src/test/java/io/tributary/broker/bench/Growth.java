package io.tributary.broker.bench;

import io.tributary.broker.app.Broker;
import io.tributary.broker.keys.MasterKeySource;
import io.tributary.broker.keys.SealingKeyRepository;
import io.tributary.broker.keys.SealingKeys;
import io.tributary.broker.token.RefreshTokens;
import io.tributary.platform.db.Database;
import io.tributary.platform.db.EmbeddedServers;
import io.tributary.platform.db.RunningPostgres;
import io.tributary.platform.db.StatementTimings;
import io.tributary.platform.protocol.Digests;
import io.tributary.platform.protocol.RandomToken;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What refresh and silent login cost with many sessions and refresh tokens stored, beside what they
 * cost with none: two brokers, measured in turn, so that what else the machine does falls out.
 */
final class Growth {
  static final String NONE = "none stored";
  static final String STORED = "all stored";
  static final List<String> OPERATIONS = List.of("refresh", "silent-login");

  /** Name of the database in {@link BrokerConfig}. */
  private static final String DATABASE = "bench";

  private final Stage stage;
  private final BenchOptions options;
  private final Algorithm algorithm;

  Growth(Stage stage, BenchOptions options) {
    this.stage = stage;
    this.options = options;
    this.algorithm = options.algorithms().get(0);
  }

  /** Whether every operation worked, and costs little more. */
  boolean run() throws Exception {
    OtherWork before = OtherWork.look();
    stage.say("Starting both brokers …");
    BrokerProcessUnderLoad none = stage.broker(NONE, stage.root(), "");
    BrokerProcessUnderLoad full = stage.broker(STORED, stage.root(), "");
    none.start();
    full.start();
    String postgres = full.postgresVersion();
    StoredOperations stored = store(full);
    // As after any night; what it has planned so far it has planned for empty tables.
    full.stop();
    full.start();
    double gib = full.dataBytes() / (double) (1 << 30);
    List<Figures> figures =
        new Turns(
                stage,
                options,
                (task, connections) ->
                    task.subject() == full
                        ? stored.named(task.operation())
                        : stage.operation(task, connections))
            .measure(Task.of(List.of(none, full), options));
    List<Summary> summaries = Summary.of(figures);
    List<GrowthRow> rows = GrowthRow.of(summaries);
    String body = GrowthRow.table(rows) + method(postgres, gib);
    stage.say("\n" + body);
    Machine machine = Machine.read(stage.root());
    if (options.json().isPresent()) {
      Files.writeString(options.json().get(), json(figures, machine, gib).encodePrettily() + "\n");
    }
    if (options.write()) {
      Document.write(stage.root(), "growth", "## Growth\n\n" + machine.lines(before) + "\n" + body);
      stage.say("Wrote " + stage.root().relativize(Document.file(stage.root())));
    }
    return rows.stream().noneMatch(GrowthRow::grown)
        && figures.stream().allMatch(figure -> figure.failures() == 0);
  }

  /** One login, then the rows after its model. */
  private StoredOperations store(BrokerProcessUnderLoad full) throws Exception {
    BenchClient client = stage.relyingParty(full, algorithm);
    LoadBrowser browser = client.browser();
    JsonObject tokens = login(client, browser);
    StoredIds ids = new StoredIds(RandomToken.bits128().replaceAll("[^A-Za-z0-9]", ""));
    SealingKeys sealing = sealing(full);
    Stock.Size size = options.stored();
    stage.say(
        Tables.text(
            "Storing %,d sessions and %,d refresh tokens of %,d accounts …",
            size.sessions(), size.refreshTokens(), StockRows.ACCOUNTS));
    try (Connection connection = RunningPostgres.on(full.dataInFact()).connect(DATABASE)) {
      Stock stock =
          new Stock(
              connection,
              ids,
              sealing.atRest(full.url(), "session"),
              tokens.getString("refresh_token"),
              stage::say);
      long start = System.nanoTime();
      stock.fill(size);
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      stage.say("  in " + took.toSeconds() + " s");
      return new StoredOperations(
          client,
          algorithm.clientId(),
          browser,
          cookie(browser, stock.modelSession()),
          ids,
          new RefreshTokens(sealing, full.url()),
          size);
    }
  }

  private JsonObject login(BenchClient client, LoadBrowser browser) throws Exception {
    return Stage.await(
        stage
            .loops()
            .on(
                0,
                () -> client.authorize(browser, client.refreshScope()).compose(client::exchange)));
  }

  /**
   * @param session hash of its cookie's value
   */
  private static String cookie(LoadBrowser browser, byte[] session) {
    return browser.values().stream()
        .filter(value -> Arrays.equals(Digests.sha256(value), session))
        .findFirst()
        .orElseThrow();
  }

  /** The broker's own keys: what is stored must open. */
  private SealingKeys sealing(BrokerProcessUnderLoad full) throws Exception {
    Path folder = full.dataInFact();
    try (EmbeddedServers servers = EmbeddedServers.forCommands(notice -> {})) {
      Database database =
          Stage.await(
              Database.open(
                  stage.vertx(),
                  RunningPostgres.on(folder).config(DATABASE),
                  Broker.SCHEMA,
                  servers,
                  StatementTimings.NONE));
      try {
        return Stage.await(
            SealingKeys.open(
                new SealingKeyRepository(database.durable()),
                MasterKeySource.existing(Map.of(), folder),
                Duration.ofDays(1),
                Clock.systemUTC()));
      } finally {
        Stage.await(database.close());
      }
    }
  }

  private String method(String postgres, double gib) {
    Stock.Size size = options.stored();
    return Tables.text(
        """

        %,d live sessions, each with its grant, and %,d refresh tokens, each the newest of its own family, of
        %,d accounts: %.1f GiB in PostgreSQL, vacuumed and analysed. Set by set after the model of one login
        of the broker; the indexes were made afterwards. Refreshes are spread over all of the tokens, silent logins over %,d
        sessions that lie anywhere among the others, so each finds its pages out of the server's buffers; with none
        stored, 16 connections use what they have made for themselves over and over.
        %s. Both brokers run in turn: %d rounds of %d s each after a warm-up, %d connections; *times* is the
        median of the rounds' ratios, and may be at most %.1f.
        """,
        size.sessions(),
        size.refreshTokens(),
        StockRows.ACCOUNTS,
        gib,
        size.used(),
        postgres,
        options.rounds(),
        options.seconds(),
        options.connections(),
        GrowthRow.MOST);
  }

  private JsonObject json(List<Figures> figures, Machine machine, double gib) {
    JsonArray rounds = new JsonArray();
    figures.forEach(one -> rounds.add(one.toJson()));
    return new JsonObject()
        .put("machine", machine.toJson())
        .put("sessions", options.stored().sessions())
        .put("refresh_tokens", options.stored().refreshTokens())
        .put("gib", gib)
        .put("rounds", rounds);
  }
}
