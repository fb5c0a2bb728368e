package io.tributary.broker.request;

import static io.tributary.broker.kit.BrokerDatabase.await;
import static io.tributary.broker.kit.BrokerDatabase.failure;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tributary.broker.client.Client;
import io.tributary.broker.client.RequestObjectSettings;
import io.tributary.broker.kit.ClientFixture;
import io.tributary.broker.kit.TestClock;
import io.tributary.platform.outbound.Addresses;
import io.tributary.platform.outbound.OutboundClient;
import io.tributary.platform.outbound.OutboundPolicy;
import io.tributary.platform.protocol.ErrorCode;
import io.tributary.platform.protocol.OAuthException;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How often request objects are fetched, whoever wants it (OpenID Connect Core §6.2). */
class RequestObjectFetchIT {
  private final Vertx vertx = Vertx.vertx();
  private final TestClock clock = new TestClock();
  private final AtomicInteger fetches = new AtomicInteger();
  private RequestObjectFetch fetch;
  private String base;

  @BeforeEach
  void start() {
    int port =
        await(
                vertx
                    .createHttpServer()
                    .requestHandler(
                        request -> {
                          fetches.incrementAndGet();
                          request.response().end("a.b.c");
                        })
                    .listen(0, "127.0.0.1"))
            .actualPort();
    base = "http://127.0.0.1:" + port + "/";
    OutboundClient outbound =
        OutboundClient.create(vertx, OutboundPolicy.forClients(Addresses.CONFIGURED));
    fetch = new RequestObjectFetch(vertx, outbound, outbound, clock);
  }

  @AfterEach
  void stop() {
    await(vertx.close());
  }

  private Client client(String id, int addresses) {
    Set<String> uris =
        IntStream.range(0, addresses)
            .mapToObj(i -> base + id + "/" + i)
            .collect(Collectors.toUnmodifiableSet());
    return ClientFixture.client(id)
        .requestObjects(new RequestObjectSettings(Optional.empty(), uris, false))
        .build();
  }

  /** Others push out what is kept of a client: its server is asked no more often for that. */
  @Test
  void pushingOutWhatIsKeptMakesNoMoreFetches() {
    Client victim = client("victim", 1);
    int given = 0;
    for (int round = 0; round < 60; round++) {
      Client pusher = client("pusher-" + round, 50);
      for (int i = 0; i < 50; i++) {
        await(fetch.get(pusher, base + pusher.id() + "/" + i));
      }
      Client second = client("second-" + round, 50);
      for (int i = 0; i < 50; i++) {
        await(fetch.get(second, base + second.id() + "/" + i));
      }
      given += await(fetch.get(victim, base + "victim/0").map(1).otherwise(0));
    }
    assertEquals(50, given);
    assertEquals(60 * 100 + 50, fetches.get());
  }

  @Test
  void manyAddressesOfOneClientAreFetchedSoOften() {
    Client greedy = client("greedy", 60);
    for (int i = 0; i < 50; i++) {
      await(fetch.get(greedy, base + "greedy/" + i));
    }
    OAuthException refused = (OAuthException) failure(fetch.get(greedy, base + "greedy/50"));
    assertEquals(ErrorCode.INVALID_REQUEST_URI, refused.code());
    assertEquals(50, fetches.get());
    // What is kept is given all the same, and another client has places of its own.
    await(fetch.get(greedy, base + "greedy/49"));
    await(fetch.get(client("other", 1), base + "other/0"));
    clock.forward(Duration.ofSeconds(1));
    await(fetch.get(greedy, base + "greedy/50"));
    assertEquals(52, fetches.get());
  }
}
