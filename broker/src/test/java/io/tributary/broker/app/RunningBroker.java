package io.tributary.broker.app;

import static io.tributary.broker.kit.BrokerDatabase.await;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.broker.keys.MasterKeySource;
import io.tributary.broker.keys.SealingKeyRepository;
import io.tributary.broker.keys.SealingKeys;
import io.tributary.broker.trace.LoginTrace;
import io.tributary.broker.trace.TraceRepository;
import io.tributary.broker.trace.Traces;
import io.tributary.platform.config.ConfigFile;
import io.tributary.platform.db.Database;
import io.tributary.platform.db.DatabaseConfig;
import io.tributary.platform.db.Statement;
import io.tributary.platform.db.StatementTimings;
import io.tributary.platform.db.TestDatabase;
import io.tributary.platform.ops.Log;
import io.tributary.platform.relyingparty.TestClock;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A real broker on loopback with a database of its own, set up by a configuration text as an
 * operator would write it; its log is kept in memory. Used from the thread of the test.
 */
public final class RunningBroker implements AutoCloseable {
  /** Variables with the PEM files of a broker that speaks https. */
  public static final String CERTIFICATE = "TLS_CERTIFICATE";

  public static final String KEY = "TLS_KEY";

  /** Variable with the address of a proxy that is believed. */
  static final String PROXY = "TRUSTED_PROXY";

  private static final String HEAD =
      """
      public_url: ${PUBLIC_URL}
      listen:
        port: ${PORT}
      management:
        port: 0
      event_loops: 1
      database:
        host: ${DB_HOST}
        port: ${DB_PORT}
        name: ${DB_NAME}
        user: ${DB_USER}
        password: ${DB_PASSWORD}
      """;

  private static final Pattern STATEMENTS =
      Pattern.compile(
          "(?m)^broker_db_statement_seconds_count\\{.*statement=\"([^\"]+)\".*\\} ([0-9.E]+)$");

  private static final Pattern WAITING =
      Pattern.compile("(?m)^broker_[a-z_]+_waiting(?:\\{[^}]*})? (.*)$");

  private static final Set<String> BACKGROUND =
      Set.of(
          "database.ping",
          "signing_key.version",
          "mapping.revision",
          "audit.days",
          "trace.days",
          "trace_request.days",
          "session.count");

  /** Base64 of 32 bytes. */
  private final Map<String, String> environment =
      Map.of("TRIBUTARY_MASTER_KEY", "YSBtYXN0ZXIga2V5IG9mIDMyIGJ5dGVzIGxlbmd0aCE=");

  private final TestClock clock;
  private final Vertx vertx;
  private final String yaml;
  private final Map<String, String> variables;
  private final BrokerConfig config;
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final Log log = Log.to(written, "test");
  private final Database database;
  private final Broker broker;

  private RunningBroker(Vertx vertx, TestClock clock, String yaml, Map<String, String> variables) {
    this.clock = clock;
    this.vertx = vertx;
    this.yaml = yaml;
    this.variables = variables;
    this.config = read(yaml, variables);
    this.database =
        await(
            Database.open(
                vertx,
                config.database(),
                Broker.SCHEMA,
                TestDatabase.servers(),
                StatementTimings.NONE));
    this.broker =
        await(Broker.start(vertx, config, TestDatabase.servers(), environment, log, clock));
    broker.warmUp();
  }

  /** A port that is free now, for a public URL that must be known before the start. */
  public static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * @param path of the public URL, for example {@code /sso/}
   * @param yaml everything but address and database; may use {@code ${NAME}} of the variables
   */
  public static RunningBroker start(
      Vertx vertx,
      TestClock clock,
      int port,
      String path,
      String yaml,
      Map<String, String> variables) {
    DatabaseConfig database = TestDatabase.config(Broker.SCHEMA);
    Map<String, String> environment = new HashMap<>(variables);
    boolean secured = variables.containsKey(CERTIFICATE);
    environment.put("PUBLIC_URL", (secured ? "https" : "http") + "://localhost:" + port + path);
    environment.put("PORT", Integer.toString(port));
    environment.put("DB_HOST", database.host().orElseThrow());
    environment.put("DB_PORT", Integer.toString(database.port()));
    environment.put("DB_NAME", database.name());
    environment.put("DB_USER", database.user().orElseThrow());
    environment.put("DB_PASSWORD", database.password().orElseThrow().reveal());
    String head =
        secured
            ? HEAD.replace(
                "  port: ${PORT}\n",
                "  port: ${PORT}\n  tls: { certificate: \"${TLS_CERTIFICATE}\", key: \"${TLS_KEY}\" }\n")
            : HEAD;
    String listening =
        variables.containsKey(PROXY)
            ? head.replace(
                "  port: ${PORT}\n", "  port: ${PORT}\n  trusted_proxies: [\"${TRUSTED_PROXY}\"]\n")
            : head;
    return new RunningBroker(vertx, clock, listening + yaml, environment);
  }

  /** Another node: the same database and public URL, a port of its own. */
  RunningBroker beside() {
    Map<String, String> changed = new HashMap<>(variables);
    changed.put("PORT", Integer.toString(freePort()));
    return new RunningBroker(vertx, clock, yaml, changed);
  }

  /** A configuration from its text; the file stands where its relative paths work. */
  static BrokerConfig read(String yaml, Map<String, String> environment) {
    try {
      Path file = Files.createTempFile("tributary-test", ".yaml");
      try {
        Files.writeString(file, yaml);
        return ConfigFile.read(file, environment, BrokerConfig::read);
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Broker broker() {
    return broker;
  }

  /** The variables with which it runs, for commands beside it. */
  public Map<String, String> environment() {
    return environment;
  }

  public BrokerConfig config() {
    return config;
  }

  TestClock clock() {
    return clock;
  }

  /** A command of the operator with the same database and master key; it must succeed. */
  public void command(String... line) {
    int status = run(environment, line);
    if (status != 0) {
      throw new AssertionError(List.of(line) + " ended with " + status);
    }
  }

  /** A command with other variables; gives its status. */
  int run(Map<String, String> variables, String... line) {
    DatabaseConfig to = config.database();
    try {
      Path folder = Files.createTempDirectory("tributary-test");
      Path file =
          Files.writeString(
              folder.resolve("broker.yaml"),
              """
              public_url: %s
              data: "%s"
              database: { host: "%s", port: %d, name: %s, user: "%s", password: "%s" }
              """
                  .formatted(
                      config.publicUrl(),
                      folder,
                      to.host().orElseThrow(),
                      to.port(),
                      to.name(),
                      to.user().orElseThrow(),
                      to.password().orElseThrow().reveal()));
      List<String> all = new ArrayList<>(List.of(line));
      all.addAll(List.of("--config", file.toString()));
      int status = Commands.run(all.toArray(String[]::new), variables);
      Files.delete(file);
      Files.delete(folder);
      return status;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The public URL with a slash at its end, and what follows. */
  public URI at(String path) {
    String base = config.publicUrl().toString();
    return URI.create((base.endsWith("/") ? base : base + "/") + path);
  }

  /** Everything logged so far. */
  public String log() {
    log.flush();
    return written.toString(StandardCharsets.UTF_8);
  }

  /**
   * Statements by name since the start, without the audit and the traces, which are written later
   * and in batches, and without the ping of a scrape, the look for changed keys and the queue of
   * logout tokens.
   */
  Map<String, Long> statements() {
    Map<String, Long> counts = new TreeMap<>();
    Matcher matcher = STATEMENTS.matcher(scrape());
    while (matcher.find()) {
      if (!matcher.group(1).startsWith("audit")
          && !matcher.group(1).startsWith("logout_delivery.")
          && !matcher.group(1).endsWith(".sweep")
          && !matcher.group(1).startsWith("login_trace")
          && !matcher.group(1).startsWith("account_key.")
          && !BACKGROUND.contains(matcher.group(1))) {
        counts.merge(matcher.group(1), (long) Double.parseDouble(matcher.group(2)), Long::sum);
      }
    }
    return counts;
  }

  /** What ran since an earlier count. */
  Map<String, Long> statementsSince(Map<String, Long> before) {
    Map<String, Long> since = statements();
    before.forEach((name, count) -> since.merge(name, -count, Long::sum));
    since.values().removeIf(count -> count == 0);
    return since;
  }

  /** Any SQL of a test. */
  public List<Row> query(String sql, Object... parameters) {
    return await(
        database
            .durable()
            .run(new Statement("test.query", sql), Tuple.from(parameters))
            .map(rows -> rows.stream().toList()));
  }

  long count(String fromWhere, Object... parameters) {
    return query("SELECT count(*) FROM " + fromWhere, parameters).get(0).getLong(0);
  }

  /** Waits until the audit has written an event of this type, and gives all of them. */
  List<Row> audited(String type) {
    for (int i = 0; i < 200; i++) {
      List<Row> rows = query("SELECT * FROM audit_event WHERE type = $1 ORDER BY at, id", type);
      if (!rows.isEmpty()) {
        return rows;
      }
      pause();
    }
    throw new AssertionError("no audit event " + type);
  }

  /** Waits until every row that the broker writes later (audit, traces, recordings) is written. */
  RunningBroker settled() {
    for (int i = 0; i < 400; i++) {
      List<String> rows = WAITING.matcher(scrape()).results().map(row -> row.group(1)).toList();
      assertTrue(rows.size() >= 3, () -> "audit, trace and recording, not " + rows);
      if (rows.stream().allMatch("0.0"::equals)) {
        return this;
      }
      pause();
    }
    throw new AssertionError("something waits to be written for ever");
  }

  static void pause() {
    try {
      Thread.sleep(25);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The trace of a login or of one of its requests, as soon as it is written; empty when never. */
  public Optional<LoginTrace> traced(String id) {
    SealingKeys sealing =
        await(
            SealingKeys.open(
                new SealingKeyRepository(database.durable()),
                MasterKeySource.load(environment, Path.of(".")),
                Duration.ofHours(1),
                clock));
    String us = config.publicUrl().toString();
    Traces traces =
        new Traces(
            vertx,
            new TraceRepository(database.relaxed(), database.durable()),
            Storage.accountKeys(database, sealing, us),
            sealing.atRest(us, Storage.TRACE_SEAL),
            clock);
    for (int i = 0; i < 80; i++) {
      Optional<LoginTrace> found = await(traces.find(id, "test"));
      if (found.isPresent()) {
        return found;
      }
      pause();
    }
    return Optional.empty();
  }

  /** How the claims of a grant came about, as the broker sealed it. */
  String trace(String traceId) {
    return traced(traceId).orElseThrow().toJson().encode();
  }

  /** The line of a metric that has all these pieces, or nothing found. */
  String metric(String name, String... pieces) {
    return scrape()
        .lines()
        .filter(line -> line.startsWith(name))
        .filter(line -> List.of(pieces).stream().allMatch(line::contains))
        .findFirst()
        .orElse("absent");
  }

  String scrape() {
    return management("/metrics").body();
  }

  java.net.http.HttpResponse<String> management(String path) {
    try {
      return HttpClient.newHttpClient()
          .send(
              HttpRequest.newBuilder(
                      URI.create("http://127.0.0.1:" + broker.managementPort() + path))
                  .build(),
              BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    await(broker.close());
    await(database.close());
    log.close();
  }
}
