package io.tributary.broker.app;

import static io.tributary.broker.kit.BrokerDatabase.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.platform.http.Page;
import io.tributary.platform.relyingparty.FakeUpstream;
import io.tributary.platform.relyingparty.FakeUpstream.Layout;
import io.tributary.platform.relyingparty.Fault;
import io.tributary.platform.relyingparty.FaultTable;
import io.tributary.platform.relyingparty.TestClock;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every fault of an upstream, each at an upstream of its own: the application (or the person) hears
 * of it in the right words, nobody is logged in, nothing is written, and the next login works.
 */
class UpstreamFaultsIT {
  private static final String SECRET = World.UPSTREAM_SECRET;
  private static final String HEAD =
      """
      clients:
        - id: app
          secret: app-secret
          redirect_uris: ["http://localhost:1/cb"]
      upstreams:
      """;

  /** Too long to drip in before our patience ends. */
  private static final String LONG_NAME = "n".repeat(500);

  /** What a provider said has fields of its own, where nobody takes it for ours. */
  private static final Pattern SAID_BY_OTHERS =
      Pattern.compile("\"provider_error(?:_description)?\":\"[^\"\\\\]*\"");

  private static Vertx vertx;
  private static TestClock clock;
  private static RunningBroker broker;
  private static TestApplication app;
  private static final Map<Fault, FakeUpstream> UPSTREAMS = new EnumMap<>(Fault.class);

  /** Those that take as long as our patience are begun together. */
  private static final Map<Fault, CompletableFuture<Attempt>> SLOW = new EnumMap<>(Fault.class);

  private record Attempt(Person person, Page end) {}

  @BeforeAll
  static void start() {
    vertx = Vertx.vertx();
    clock = new TestClock();
    clock.advance(Duration.ofSeconds(2));
    StringBuilder yaml = new StringBuilder(HEAD);
    for (Fault fault : Fault.values()) {
      FakeUpstream upstream = await(FakeUpstream.start(vertx, Layout.AUTHENTIK, clock));
      UPSTREAMS.put(fault, upstream.fault(fault));
      upstream.user(Map.of("sub", "somebody", "name", LONG_NAME));
      yaml.append("  - name: ").append(name(fault)).append('\n');
      yaml.append("    issuer: ").append(upstream.issuer()).append('\n');
      yaml.append("    client_id: tributary\n    client_secret: ${SECRET}\n");
    }
    broker =
        RunningBroker.start(
            vertx, clock, RunningBroker.freePort(), "", yaml.toString(), Map.of("SECRET", SECRET));
    UPSTREAMS.forEach(
        (fault, upstream) ->
            upstream.client(
                "tributary", SECRET, broker.at("federation/" + name(fault) + "/callback")));
    app =
        TestApplication.at(
            broker.at("").toString().replaceFirst("/$", ""), "app", "app-secret", World.CALLBACK);
    for (Fault fault : Fault.values()) {
      if (fault.name().endsWith("_HANGS") || fault.name().endsWith("_DRIPS")) {
        SLOW.put(fault, CompletableFuture.supplyAsync(() -> attempt(fault)));
      }
    }
  }

  @AfterAll
  static void stop() {
    broker.close();
    await(vertx.close());
  }

  private static String name(Fault fault) {
    return "u" + List.of(Fault.values()).indexOf(fault);
  }

  private static Attempt attempt(Fault fault) {
    Person person = new Person(clock);
    return new Attempt(
        person, person.open(app.authorize("prompt", "login", "idp_hint", name(fault))));
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void isToldRightAndLeavesNothing(Fault fault) {
    Attempt made = SLOW.containsKey(fault) ? SLOW.get(fault).join() : attempt(fault);
    switch (FaultTable.expected(fault)) {
      case DENIED -> assertTold(made.end(), "access_denied");
      case INTERACTION_REQUIRED -> assertTold(made.end(), "interaction_required");
      case UNAVAILABLE -> assertTold(made.end(), "temporarily_unavailable");
      case NOT_FRESH -> assertTold(made.end(), "login_required");
      case MISBEHAVED, MISCONFIGURED -> assertTold(made.end(), "server_error");
      case FOREIGN_RESPONSE ->
          Person.assertFailurePage(made.end(), 400, "invalid_request", broker.log());
    }
    assertTrue(made.person().session().isEmpty());
    assertEquals(0, broker.count("session WHERE upstream = $1", name(fault)));
    assertEquals(0, broker.count("federated_identity WHERE upstream = $1", name(fault)));
    String seen = made.end().isRedirect() ? made.end().location().toString() : made.end().body();
    String logged = SAID_BY_OTHERS.matcher(broker.log()).replaceAll("");
    for (String foreign : new String[] {"marker-text", "%3Cscript", "<script", "mallory", SECRET}) {
      assertFalse(seen.contains(foreign), seen);
      assertFalse(logged.contains(foreign), foreign + " in the log");
    }
    assertTheNextLoginWorks(fault, made.person());
  }

  private static void assertTold(Page end, String error) {
    Arrival told = Person.arrival(end).error(error);
    assertEquals(app.state(), told.get("state"));
    assertEquals(app.issuer(), told.get("iss"));
  }

  private static void assertTheNextLoginWorks(Fault fault, Person person) {
    UPSTREAMS.get(fault).heal();
    if (fault.name().endsWith("ISS_MISSING")) {
      // Its discovery has promised iss, and the promise is remembered.
      UPSTREAMS.get(fault).withIss();
    }
    clock.advance(Duration.ofMinutes(1));
    Page end = person.open(app.authorize("idp_hint", name(fault)));
    app.tokens(Person.arrival(end).code());
    assertEquals(1, broker.count("session WHERE upstream = $1", name(fault)));
  }
}
