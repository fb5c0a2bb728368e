package io.tributary.broker.app;

import static io.tributary.broker.app.TestApplication.assertError;
import static io.tributary.broker.kit.BrokerDatabase.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.platform.proof.Proves;
import io.tributary.platform.protocol.RandomToken;
import io.tributary.platform.relyingparty.TestClock;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may register over HTTP under each policy, and how often (RFC 7591 §3, §5). */
class RegistrationPolicyIT {
  private World world;
  private RegistrationCalls calls;
  private Vertx vertx;
  private TestClock clock;
  private RunningBroker proxied;

  private void open(String yaml) {
    world = World.open("", yaml + World.UPSTREAMS + World.REST);
    calls = new RegistrationCalls(world.broker());
  }

  @AfterEach
  void stop() {
    if (world != null) {
      world.close();
    }
    if (proxied != null) {
      proxied.close();
      await(vertx.close());
    }
  }

  private long clients() {
    return world.broker().count("registered_client");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "registration: { policy: off }\n"})
  void offThereIsNoEndpointAndDiscoveryPromisesNone(String yaml) {
    open(yaml);
    assertFalse(world.inventory().discovery().containsKey("registration_endpoint"));
    for (String path : List.of("oauth2/v1/register", "oauth2/default/v1/register")) {
      for (String authorization : List.of("", "Bearer " + RandomToken.bits256())) {
        assertEquals(
            404,
            calls
                .send(
                    "POST",
                    world.broker().at(path),
                    RegistrationCalls.metadata().encode(),
                    authorization)
                .statusCode(),
            path);
      }
    }
    assertEquals(0, clients());
  }

  @Test
  @Proves({"RFC7591-3", "REGISTRATION-3"})
  void protectedOnlyATokenOfTheOperatorLetsIn() {
    open("registration: { policy: protected }\n");
    assertTrue(world.inventory().discovery().containsKey("registration_endpoint"));
    JsonObject metadata = RegistrationCalls.metadata();
    for (String authorization :
        List.of(
            "",
            "Bearer ",
            "Bearer " + RandomToken.bits256(),
            "Basic " + RandomToken.bits256(),
            "Bearer inventory-secret")) {
      assertError(calls.attempt(metadata, authorization), 401, "invalid_token");
    }
    assertEquals(0, clients());
    String token = created();
    HttpResponse<String> first = calls.attempt(metadata, "Bearer " + token);
    assertEquals(201, first.statusCode(), first::body);
    assertError(calls.attempt(metadata, "Bearer " + token), 401, "invalid_token");
    // That of the client manages the client, and registers nobody.
    String own = new JsonObject(first.body()).getString("registration_access_token");
    assertError(calls.attempt(metadata, "Bearer " + own), 401, "invalid_token");
    assertEquals(1, clients());
  }

  /** One use, as the operator's command says it. */
  private String created() {
    java.io.PrintStream out = System.out;
    java.io.ByteArrayOutputStream said = new java.io.ByteArrayOutputStream();
    System.setOut(new java.io.PrintStream(said, true, java.nio.charset.StandardCharsets.UTF_8));
    try {
      world.broker().command("registration", "token", "create");
    } finally {
      System.setOut(out);
    }
    return said.toString(java.nio.charset.StandardCharsets.UTF_8)
        .lines()
        .flatMap(line -> java.util.stream.Stream.of(line.split("\\s+", -1)))
        .filter(word -> word.matches("[A-Za-z0-9_-]{43}"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  @Proves("RFC7591-5")
  void oneNetworkRegistersSixtyAtOnceAndAnotherIsNotHeldUpByIt() throws Exception {
    behindAProxy();
    for (int i = 0; i < 60; i++) {
      assertEquals(201, from("192.0.2.7").statusCode());
    }
    HttpResponse<String> refused = from("192.0.2.7");
    assertError(refused, 503, "temporarily_unavailable");
    assertTrue(refused.headers().firstValue("retry-after").isPresent());
    assertEquals(60, proxied.count("registered_client"));
    assertEquals(201, from("192.0.2.8").statusCode());
    // IPv6: the /64 is the network.
    for (int i = 0; i < 60; i++) {
      assertEquals(201, from("2001:db8:0:1::" + Integer.toHexString(i + 1)).statusCode());
    }
    assertError(from("2001:db8:0:1:ffff::1"), 503, "temporarily_unavailable");
    assertEquals(201, from("2001:db8:0:2::1").statusCode());
    clock.advance(java.time.Duration.ofSeconds(11));
    assertEquals(201, from("192.0.2.7").statusCode());
    assertError(from("192.0.2.7"), 503, "temporarily_unavailable");
  }

  private void behindAProxy() {
    vertx = Vertx.vertx();
    clock = new TestClock();
    proxied =
        RunningBroker.start(
            vertx,
            clock,
            RunningBroker.freePort(),
            "",
            "registration: { policy: open }\n",
            Map.of(RunningBroker.PROXY, "127.0.0.1"));
  }

  private HttpResponse<String> from(String address) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(proxied.at("oauth2/v1/register"))
                .header("content-type", "application/json")
                .header("x-forwarded-for", address)
                .POST(BodyPublishers.ofString(RegistrationCalls.metadata().encode()))
                .build(),
            BodyHandlers.ofString());
  }

  /** Anybody may write anything into the path; a label has a value for each route. */
  @Test
  void clientIdsInPathsMakeNoLabels() {
    open("registration: { policy: open }\n");
    JsonObject client = calls.register(RegistrationCalls.metadata());
    assertEquals(200, calls.read(client).statusCode());
    for (int i = 0; i < 40; i++) {
      URI other = world.broker().at("oauth2/v1/register/" + RandomToken.bits128());
      calls.send("GET", other, null, "Bearer x");
      calls.send("DELETE", other, null, "");
    }
    Set<String> routes =
        world
            .broker()
            .scrape()
            .lines()
            .filter(line -> line.startsWith("http_server_requests_seconds_count{"))
            .filter(line -> line.contains("register"))
            .map(line -> line.replaceAll(".*route=\"([^\"]*)\".*", "$1"))
            .collect(Collectors.toSet());
    assertTrue(routes.size() >= 1 && routes.size() <= 2, routes::toString);
    assertFalse(world.broker().scrape().contains(client.getString("client_id")));
  }
}
