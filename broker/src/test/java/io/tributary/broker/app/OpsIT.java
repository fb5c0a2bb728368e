package io.tributary.broker.app;

import static io.tributary.broker.kit.BrokerDatabase.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.broker.kit.BrokerDatabase;
import io.tributary.platform.http.Page;
import io.tributary.platform.relyingparty.Fault;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What operators see: metrics, readiness, and an end that leaves nothing behind. */
class OpsIT {
  private static World world;
  private static TestApplication inventory;

  @BeforeAll
  static void start() {
    world = World.open();
    inventory = world.inventory();
    JsonObject tokens = world.tokens(world.person(), inventory, "okta");
    inventory.claims(tokens);
    Person person = world.person();
    world.okta().fault(Fault.AUTHORIZE_DENIED);
    Person.arrival(person.open(inventory.authorize("idp_hint", "okta"))).error("access_denied");
    world.okta().heal();
    Page choice = person.open(inventory.authorize());
    person.password(choice, "local", "wrong");
    person.submit(choice.formTo("/cancel"));
    person.open(world.broker().at("assets/tributary.css"));
    person.open(world.broker().at("nowhere/at/all"));
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "broker_logins_total{client=\"inventory\",error=\"none\",outcome=\"success\",upstream=\"okta\"} 1.0",
        "broker_logins_total{client=\"inventory\",error=\"access_denied\",outcome=\"failure\",upstream=\"okta\"} 1.0",
        "broker_logins_total{client=\"inventory\",error=\"wrong_password\",outcome=\"failure\",upstream=\"local\"} 1.0",
        "broker_tokens_total{client=\"inventory\",grant=\"authorization_code\"} 1.0",
        "broker_upstream_up{upstream=\"okta\"} 1.0",
        "broker_upstream_up{upstream=\"authentik\"} 1.0",
        "broker_upstream_request_seconds_count{op=\"token\",outcome=\"answered\",upstream=\"okta\"} 1",
        "broker_mapping_eval_seconds_count{mapping=\"roles\"} 1",
        "broker_mapping_errors_total{mapping=\"roles\",policy=\"deny\",reason=\"time\"} 0.0",
        "http_server_requests_seconds_count{",
        "broker_db_statement_seconds_count{outcome=\"ok\",statement=\"session.start\"} 1",
        "broker_pool_tasks{pool=\"scripts\"} 0.0",
        "broker_pool_tasks{pool=\"passwords\"} 0.0",
        "broker_pool_tasks{pool=\"database\"}",
        "broker_keys_age_seconds{issuer=\"root\"}",
        "broker_keys_next_rotation_seconds{issuer=\"root\"} 7",
        "broker_sessions",
        "jvm_memory_used_bytes{",
        "jvm_threads_live_threads",
        "tributary_ready 1.0",
      })
  void theMetricIsThere(String line) {
    String scraped = world.broker().scrape();
    assertTrue(scraped.contains("\n" + line), () -> near(scraped, line));
  }

  private static String near(String scraped, String line) {
    String name = line.replaceFirst("[{ ].*", "");
    return scraped.lines().filter(l -> l.startsWith(name)).collect(Collectors.joining("\n"));
  }

  @Test
  void labelsHoldOnlyWhatWasConfigured() {
    for (int i = 0; i < 150; i++) {
      world.person().browser().open(inventory.authorize("client_id", "hostile-" + i));
      inventory.post(
          inventory.endpoint("token_endpoint"),
          "grant_type=hostile-" + i + "&client_id=hostile-" + i,
          Map.of());
      world
          .person()
          .browser()
          .open(world.broker().at("federation/hostile-" + i + "/callback?error=hostile-" + i));
      world.person().browser().open(world.broker().at("hostile-" + i));
    }
    String scraped = world.broker().scrape();
    assertFalse(scraped.contains("hostile"), scraped);
    assertTrue(scraped.contains("client=\"none\""), () -> near(scraped, "broker_logins_total"));
  }

  @Test
  void livesAndIsReadyAndSaysWhatItIs() {
    assertEquals(200, world.broker().management("/health/live").statusCode());
    HttpResponse<String> ready = world.broker().management("/health/ready");
    assertEquals(200, ready.statusCode());
    JsonObject body = new JsonObject(ready.body());
    assertEquals(Set.of("database", "keys"), body.getJsonObject("checks").fieldNames());
    assertEquals(inventory.issuer(), body.getJsonObject("facts").getString("issuer"));
  }

  @Test
  void metricsAreNotOnThePublicListener() {
    for (String path : new String[] {"metrics", "health/ready", "health/live"}) {
      assertEquals(404, world.person().browser().open(world.broker().at(path)).status());
    }
  }

  @Test
  void isNotReadyWithoutItsDatabaseAndIsAgainAfterwards() {
    World away = World.open();
    try (BrokerDatabase elsewhere = new BrokerDatabase()) {
      TestApplication app = away.inventory();
      Person person = away.person();
      JsonObject tokens = away.tokens(person, app, "okta");
      String name = away.broker().config().database().name();
      elsewhere.query("ALTER DATABASE " + name + " ALLOW_CONNECTIONS false");
      elsewhere.query(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + name + "'");
      until(() -> away.broker().management("/health/ready").statusCode() == 503);
      assertEquals(200, away.broker().management("/health/live").statusCode());
      assertTrue(away.broker().management("/health/ready").body().contains("\"database\""));
      TestApplication.assertError(
          app.userinfo(tokens.getString("access_token")), 503, "temporarily_unavailable");
      Person.arrival(person.open(app.authorize())).error("temporarily_unavailable");
      Person.arrival(away.person().open(app.authorize("idp_hint", "okta")))
          .error("temporarily_unavailable");
      TestApplication.assertError(app.exchange("x"), 503, "temporarily_unavailable");
      Page logout = person.open(app.endpoint("end_session_endpoint"));
      assertEquals(503, logout.status());
      assertFalse(logout.body().contains("Exception"), logout.body());
      elsewhere.query("ALTER DATABASE " + name + " ALLOW_CONNECTIONS true");
      until(() -> away.broker().management("/health/ready").statusCode() == 200);
      Person.arrival(person.open(app.authorize("prompt", "none"))).code();
      app.claims(tokens);
    } finally {
      away.close();
    }
  }

  private static void until(BooleanSupplier condition) {
    for (int i = 0; i < 400; i++) {
      if (condition.getAsBoolean()) {
        return;
      }
      try {
        Thread.sleep(25);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    throw new AssertionError("never");
  }

  @Test
  void brokersInOneProcessDoNotMixTheirMetrics() {
    try (World other = World.open()) {
      String before = world.broker().metric("broker_logins_total", "authentik", "success");
      String tokens =
          world.broker().metric("http_server_requests_seconds_count", "/oauth2/v1/token");
      other.tokens(other.person(), other.inventory(), "authentik");
      assertEquals(before, world.broker().metric("broker_logins_total", "authentik", "success"));
      assertTrue(
          other.broker().metric("broker_logins_total", "authentik", "success").endsWith(" 1.0"));
      assertEquals("absent", other.broker().metric("broker_logins_total", "okta"));
      assertEquals(
          tokens, world.broker().metric("http_server_requests_seconds_count", "/oauth2/v1/token"));
    }
  }

  @Test
  void closingLeavesNoThread() {
    Set<Thread> before = threads();
    World opened = World.open();
    opened.tokens(opened.person(), opened.inventory(), "okta");
    Person locally = opened.person();
    locally.password(locally.open(opened.inventory().authorize()), "local", "demo");
    for (String kind : List.of("-scripts-", "-password-", "log")) {
      assertTrue(left(before).stream().anyMatch(name -> name.contains(kind)), kind);
    }
    opened.broker().close();
    // The Vert.x is ours, not the broker's: its own loops and workers stay.
    until(() -> left(before).stream().allMatch(name -> name.startsWith("vert")));
    await(opened.vertx().close());
    until(() -> left(before).isEmpty());
  }

  /** Names of the threads that were not there before. */
  private static List<String> left(Set<Thread> before) {
    return threads().stream()
        .filter(thread -> !before.contains(thread))
        .map(Thread::getName)
        .toList();
  }

  /** Those of this test's own HTTP clients and of the Java runtime do not count. */
  private static Set<Thread> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(
            thread ->
                !thread.getName().startsWith("HttpClient-")
                    && !thread.getName().startsWith("ForkJoin")
                    && !"InnocuousThreadGroup".equals(group(thread)))
        .collect(Collectors.toSet());
  }

  private static String group(Thread thread) {
    return thread.getThreadGroup() == null ? "" : thread.getThreadGroup().getName();
  }

  @Test
  void aBrokerWhosePortIsTakenLeavesNothing() {
    Vertx vertx = Vertx.vertx();
    Set<Thread> before = threads();
    try {
      AssertionError failure =
          assertThrows(
              AssertionError.class,
              () ->
                  RunningBroker.start(
                      vertx, world.clock(), world.broker().broker().port(), "", "", Map.of()));
      assertTrue(failure.getCause().getMessage().contains("Port"), failure::toString);
      until(
          () ->
              left(before).stream()
                  .allMatch(name -> name.startsWith("vert") || name.equals("log")));
    } finally {
      await(vertx.close());
    }
  }
}
