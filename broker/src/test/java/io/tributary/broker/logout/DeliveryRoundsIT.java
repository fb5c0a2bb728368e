package io.tributary.broker.logout;

import static io.tributary.broker.kit.BrokerDatabase.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tributary.broker.client.Client;
import io.tributary.broker.client.Clients;
import io.tributary.broker.client.LogoutChannels;
import io.tributary.broker.client.LogoutChannels.Channel;
import io.tributary.broker.kit.BrokerDatabase;
import io.tributary.broker.kit.ClientFixture;
import io.tributary.broker.kit.TestClock;
import io.tributary.broker.logout.DeliveryRepository.Told;
import io.tributary.platform.ops.Log;
import io.tributary.platform.outbound.Addresses;
import io.tributary.platform.outbound.OutboundClient;
import io.tributary.platform.outbound.OutboundPolicy;
import io.tributary.platform.outbound.OutboundRequest;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.io.OutputStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The queue of logout tokens: shared by nodes, survives them, waits, forgets, favours nobody. */
class DeliveryRoundsIT {
  private static BrokerDatabase database;
  private static Log log;
  private final TestClock clock = new TestClock();
  private DeliveryRepository queue;

  @BeforeAll
  static void open() {
    database = new BrokerDatabase();
    log = Log.to(OutputStream.nullOutputStream(), "test");
  }

  @AfterAll
  static void close() {
    log.close();
    database.close();
  }

  @BeforeEach
  void empty() {
    database.query("DELETE FROM logout_delivery");
    queue = new DeliveryRepository(database.relaxed());
  }

  private void enqueue(String client, int count) {
    database.query(
        "INSERT INTO logout_delivery (ending, session_hash, subject, client_id, issuer, next_at,"
            + " created_at) SELECT 'e', '\\x01', 'alice', $1::text, 'https://id.example', $2, $2"
            + " FROM generate_series(1, $3::int)",
        client,
        clock.instant().atOffset(java.time.ZoneOffset.UTC),
        count);
  }

  private List<LogoutDelivery> claim(int perClient, int most) {
    Instant now = clock.instant();
    return await(queue.claim(now, now.plus(DeliveryRounds.LENT), perClient, most, Set.of()));
  }

  private void finish(LogoutDelivery delivery, DeliveryState state) {
    Instant now = clock.instant();
    await(queue.finish(delivery, state, "x", Told.NOTHING, now.plusSeconds(5), now));
  }

  private String state() {
    return (String) database.value("SELECT state FROM logout_delivery");
  }

  @Test
  void fiftyNodesTakeEachDeliveryOnce() {
    enqueue("app", 40);
    List<Future<List<LogoutDelivery>>> nodes = new ArrayList<>();
    Instant now = clock.instant();
    for (int i = 0; i < 50; i++) {
      nodes.add(
          database.onAnotherLoop(
              () -> queue.claim(now, now.plus(DeliveryRounds.LENT), 8, 64, Set.of())));
    }
    Set<Long> taken = new HashSet<>();
    nodes.forEach(
        node -> await(node).forEach(each -> assertTrue(taken.add(each.id()), "taken twice")));
    taken.addAll(claim(64, 64).stream().map(LogoutDelivery::id).toList());
    assertEquals(40, taken.size());
    assertEquals(List.of(), claim(64, 64));
    assertEquals(40L, database.count("logout_delivery WHERE attempts = 1"));
  }

  @Test
  void whatADeadNodeTookIsTakenAgainAndItsLateResultDoesNotCount() {
    enqueue("app", 1);
    LogoutDelivery dead = claim(8, 8).get(0);
    clock.forward(DeliveryRounds.LENT.minusSeconds(1));
    assertEquals(List.of(), claim(8, 8));
    clock.forward(Duration.ofSeconds(2));
    LogoutDelivery again = claim(8, 8).get(0);
    assertEquals(2, again.attempts());
    finish(dead, DeliveryState.UNREACHABLE);
    assertEquals("pending", state());
    finish(again, DeliveryState.ACKNOWLEDGED);
    assertEquals("acknowledged", state());
    finish(again, DeliveryState.REFUSED);
    assertEquals("acknowledged", state());
  }

  @Test
  void aFailedOneWaitsForItsTime() {
    enqueue("app", 1);
    finish(claim(8, 8).get(0), DeliveryState.PENDING);
    assertEquals(List.of(), claim(8, 8));
    clock.forward(Duration.ofSeconds(6));
    assertEquals(1, claim(8, 8).size());
  }

  /** One session, or one client, cannot keep the others from hearing. */
  @Test
  void aFloodOfOneClientKeepsNobodyWaiting() {
    enqueue("a-flood", 3000);
    clock.forward(Duration.ofSeconds(1));
    enqueue("quiet", 1);
    enqueue("z-last", 1);
    Map<String, Long> taken =
        claim(8, 64).stream()
            .collect(
                java.util.stream.Collectors.groupingBy(
                    LogoutDelivery::clientId, java.util.stream.Collectors.counting()));
    assertEquals(Map.of("a-flood", 8L, "quiet", 1L, "z-last", 1L), taken);
    Instant now = clock.instant();
    assertEquals(
        List.of(), await(queue.claim(now, now.plusSeconds(60), 8, 64, Set.of("a-flood", "quiet"))));
  }

  @Test
  void whatIsOldGoes() {
    enqueue("app", 5);
    clock.forward(Duration.ofDays(31));
    enqueue("app", 2);
    Instant before = clock.instant().minus(Duration.ofDays(30));
    assertEquals(3, await(queue.sweep(before, 3)));
    assertEquals(2, await(queue.sweep(before, 3)));
    assertEquals(0, await(queue.sweep(before, 3)));
    assertEquals(2L, database.count("logout_delivery"));
  }

  @Test
  void theAdministratorSeesWhatFailed() {
    enqueue("app", 3);
    List<LogoutDelivery> taken = claim(8, 8);
    finish(taken.get(0), DeliveryState.ACKNOWLEDGED);
    finish(taken.get(1), DeliveryState.REFUSED);
    assertEquals(1, await(queue.latest(true, 10)).size());
    assertEquals(3, await(queue.latest(false, 10)).size());
    assertEquals(2, await(queue.latest(false, 2)).size());
    assertEquals(1L, await(queue.pending()));
  }

  /** What clients name themselves may lead into no network of ours (back-channel as SSRF). */
  @Test
  void anAddressThatAClientNamedIsCheckedBeforeAnythingIsSent() {
    OutboundClient guarded =
        OutboundClient.create(database.vertx(), OutboundPolicy.forClients(Addresses.PUBLIC_ONLY));
    for (String address :
        List.of(
            "http://127.0.0.1:1/x",
            "https://127.0.0.1:1/x",
            "https://10.0.0.1/x",
            "https://169.254.169.254/latest",
            "https://[::1]/x",
            "https://[::ffff:10.0.0.1]/x")) {
      Throwable refused =
          BrokerDatabase.failure(
              guarded.send(OutboundRequest.form(URI.create(address), Map.of(), Map.of())));
      assertTrue(refused.getMessage().contains("not a public address"), refused::getMessage);
    }
    await(guarded.close());
  }

  @Test
  void aClientWithoutAnAddressOrWithoutItselfIsDoneAtOnce() {
    Client silent = ClientFixture.client("silent").build();
    Client loud =
        ClientFixture.client("loud")
            .logout(
                new LogoutChannels(
                    Set.of(),
                    Optional.of(new Channel("https://app.example/out", true)),
                    Optional.empty()))
            .build();
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    BackchannelPost post =
        new BackchannelPost(
            new Clients(List.of(silent, loud)),
            new LogoutTokens(
                new io.tributary.broker.token.TokensByIssuer(List.of()),
                new io.tributary.broker.web.Issuers(List.of()),
                clock),
            null,
            null,
            null);
    DeliveryRounds rounds = new DeliveryRounds(database.vertx(), queue, post, registry, clock, log);
    enqueue("silent", 1);
    enqueue("loud", 1); // under an issuer that is not configured any more
    enqueue("gone", 1);
    rounds.ring();
    for (int i = 0; i < 400 && await(queue.pending()) > 0; i++) {
      pause();
    }
    assertEquals(3L, database.count("logout_delivery WHERE state = 'untold'"));
    assertEquals(
        List.of("client is gone", "issuer is gone", "no back channel"),
        database.query("SELECT last_status FROM logout_delivery ORDER BY client_id").stream()
            .map(row -> row.getString(0))
            .toList());
    assertEquals(3.0, registry.counter("broker.logout.deliveries", "outcome", "untold").count());
    await(rounds.close());
    enqueue("silent", 1);
    rounds.ring();
    assertEquals(1L, await(queue.pending()));
    assertEquals(Buffer.buffer(new byte[] {1}), claim(8, 8).get(0).sessionHash());
  }

  private static void pause() {
    try {
      Thread.sleep(25);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
