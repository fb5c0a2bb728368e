package io.tributary.inventory.app;

import static io.tributary.platform.http.Await.await;

import io.tributary.inventory.login.OidcConfig;
import io.tributary.inventory.session.SessionLimits;
import io.tributary.platform.config.Secret;
import io.tributary.platform.db.Database;
import io.tributary.platform.db.DatabaseConfig;
import io.tributary.platform.db.Statement;
import io.tributary.platform.db.StatementTimings;
import io.tributary.platform.db.TestDatabase;
import io.tributary.platform.http.Browser;
import io.tributary.platform.http.Page;
import io.tributary.platform.http.WebServerConfig;
import io.tributary.platform.ops.Log;
import io.tributary.platform.ops.ManagementConfig;
import io.tributary.platform.relyingparty.FakeUpstream;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A running inventory with a database of its own and a strict provider. Local accounts {@code
 * admin} (superuser), {@code sam} (staff) and {@code vic}, all with {@link #PASSWORD}.
 */
public final class Scene implements AutoCloseable {
  public static final String PASSWORD = "correct horse battery";
  static final String CLIENT_SECRET = "marker-client-secret-3141592653";

  private final Vertx vertx = Vertx.vertx();
  private final FakeUpstream provider;
  private final InventoryConfig config;
  private final Inventory inventory;
  private final Database database;
  private final Log log;
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();

  private Scene(boolean associateByEmail, List<String> trustedProxies) {
    DatabaseConfig databaseConfig = TestDatabase.config(Inventory.SCHEMA);
    provider = await(FakeUpstream.start(vertx, FakeUpstream.Layout.ROOT));
    int port = freePort();
    URI url = URI.create("http://localhost:" + port);
    provider.client(
        "inventory", CLIENT_SECRET, url.resolve("/oauth/complete/oidc/"), url.resolve("/login/"));
    config =
        new InventoryConfig(
            url,
            new WebServerConfig(List.of("127.0.0.1"), port, 1000, 65_536, trustedProxies),
            new ManagementConfig("127.0.0.1", 0),
            databaseConfig,
            Optional.of(
                new OidcConfig(
                    URI.create(provider.issuer()),
                    "inventory",
                    new Secret(CLIENT_SECRET),
                    List.of("openid", "profile", "email", "groups", "roles"),
                    "Log in with SSO",
                    associateByEmail,
                    true)),
            List.of(
                user("admin", "admin@example.com", true, false),
                user("sam", "", false, true),
                user("vic", "", false, false)),
            new SessionLimits(Duration.ofHours(8), Duration.ofDays(7)),
            false,
            false,
            Optional.empty());
    log = Log.to(written, "inventory");
    inventory = await(Inventory.start(vertx, config, 1, TestDatabase.servers(), log));
    database =
        await(
            Database.open(
                vertx,
                databaseConfig,
                Inventory.SCHEMA,
                TestDatabase.servers(),
                StatementTimings.NONE));
  }

  public static Scene open() {
    return new Scene(false, List.of());
  }

  public static Scene associatingByEmail() {
    return new Scene(true, List.of());
  }

  /** It believes the tests when they tell from which address a browser comes. */
  public static Scene behindAProxy() {
    return new Scene(false, List.of("127.0.0.1"));
  }

  public FakeUpstream provider() {
    return provider;
  }

  public Inventory inventory() {
    return inventory;
  }

  public InventoryConfig config() {
    return config;
  }

  public Vertx vertx() {
    return vertx;
  }

  public String url(String path) {
    return config.origin() + path;
  }

  /** A browser with a local session. */
  public Browser local(String username) {
    Browser browser = new Browser();
    Page entered = logIn(browser, username, PASSWORD, "/");
    if (entered.status() != 303) {
      throw new AssertionError("no login: " + entered + " " + entered.text());
    }
    return browser;
  }

  /** The answer to the login form. */
  public Page logIn(Browser browser, String username, String password, String next) {
    Page page = browser.open(url("/login/"));
    return browser.submit(
        page.formTo("/login/")
            .with("username", username)
            .with("password", password)
            .with("next", next));
  }

  /** A single sign-on login of somebody with these claims, up to the page where it ends. */
  public Page sso(Browser browser, Map<String, Object> claims) {
    provider.user(claims);
    return browser.followAll(browser.open(url("/oauth/login/oidc/")));
  }

  /** Logs in, expects to arrive, and gives the account as the API tells it. */
  public io.vertx.core.json.JsonObject account(Map<String, Object> claims) {
    Browser browser = new Browser();
    Page page = sso(browser, claims);
    if (page.status() != 200 || !page.uri().getPath().equals("/")) {
      throw new AssertionError("no login: " + page + " " + page.text());
    }
    return new io.vertx.core.json.JsonObject(
        browser.open(url("/api/authentication-check/")).body());
  }

  public Database database() {
    return database;
  }

  /** Rows of a statement of the test's own. */
  public List<Row> sql(String sql, Object... parameters) {
    List<Row> rows = new ArrayList<>();
    await(database.durable().run(new Statement("test", sql), Tuple.tuple(List.of(parameters))))
        .forEach(rows::add);
    return rows;
  }

  public long count(String table) {
    return sql("SELECT count(*) AS n FROM " + table).get(0).getLong("n");
  }

  /** Everything logged so far. */
  public String log() {
    log.flush();
    return written.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    await(inventory.close());
    await(database.close());
    await(provider.close());
    log.close();
    await(vertx.close());
  }

  private static LocalUserConfig user(String name, String email, boolean superuser, boolean staff) {
    return new LocalUserConfig(name, new Secret(PASSWORD), email, superuser, staff);
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
