package io.tributary.broker.client;

import static io.tributary.broker.kit.BrokerDatabase.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.jwk.JWK;
import io.tributary.broker.kit.ClientFixture;
import io.tributary.broker.kit.ClientSigner;
import io.tributary.broker.kit.TestClock;
import io.tributary.platform.outbound.Addresses;
import io.tributary.platform.outbound.OutboundClient;
import io.tributary.platform.outbound.OutboundPolicy;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Clients that publish as much as they may: the heap of a broker is 128 MB. */
class KeySetRoomIT {
  private static final ClientSigner SIGNER = ClientSigner.named("a");
  private static final String LARGE = large();

  private final Vertx vertx = Vertx.vertx();
  private final AtomicInteger smallFetches = new AtomicInteger();
  private final AtomicInteger largeFetches = new AtomicInteger();
  private String base;
  private ClientKeySets keySets;

  /** As many usable keys as 64 KiB hold, with ids that take two bytes for each character. */
  private static String large() {
    JsonArray keys = new JsonArray();
    for (int i = 0; i < 59; i++) {
      keys.add(SIGNER.rsa().put("kid", "\u0416".repeat(240) + i));
    }
    return new JsonObject().put("keys", keys).encode();
  }

  @BeforeEach
  void start() {
    int port =
        await(
                vertx
                    .createHttpServer()
                    .requestHandler(
                        request -> {
                          boolean small = request.path().equals("/small");
                          (small ? smallFetches : largeFetches).incrementAndGet();
                          request.response().end(small ? SIGNER.jwks().encode() : LARGE);
                        })
                    .listen(0, "127.0.0.1"))
            .actualPort();
    base = "http://localhost:" + port;
    OutboundClient outbound =
        OutboundClient.create(
            vertx, OutboundPolicy.forClients(Addresses.publicAnd(List.of("localhost"), true)));
    keySets = new ClientKeySets(vertx, outbound, outbound, new TestClock());
  }

  @AfterEach
  void stop() {
    await(vertx.close());
  }

  private List<JWK> keys(String id, String path, boolean registered) {
    ClientKeys keys = new ClientKeys(Optional.empty(), Optional.of(URI.create(base + path)));
    Client client =
        ClientFixture.client(id)
            .authentication(
                new ClientAuthentication(
                    Set.of(AuthenticationMethod.PRIVATE_KEY_JWT),
                    List.of(),
                    keys,
                    Optional.empty()))
            .build();
    return await(
        keySets.keys(
            new Client(
                client.id(),
                client.name(),
                registered,
                client.authentication(),
                client.redirectUris(),
                client.issuers(),
                client.requests(),
                client.tokens(),
                client.release(),
                client.logout(),
                client.pages())));
  }

  @Test
  void aThousandLargeSetsLeaveTheHeapFree() {
    long before = used();
    for (int i = 0; i < 1000; i++) {
      assertEquals(59, keys("large-" + i, "/large", true).size());
    }
    long grown = used() - before;
    assertTrue(grown < 24 << 20, "bytes kept: " + grown);
    assertEquals(1000, largeFetches.get());
  }

  /** The large ones go first: an honest client keeps its keys while others fill the room. */
  @Test
  void smallSetsStayWhileLargeOnesComeAndGo() {
    keys("honest", "/small", true);
    keys("of-the-operator", "/small", false);
    for (int i = 0; i < 300; i++) {
      keys("large-" + i, "/large", true);
    }
    keys("honest", "/small", true);
    keys("of-the-operator", "/small", false);
    assertEquals(2, smallFetches.get());
  }

  private static long used() {
    System.gc();
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
