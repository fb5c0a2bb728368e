package io.tributary.platform.outbound;

import static io.tributary.platform.http.Await.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tributary.platform.outbound.OutboundException.Reason;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Name servers that answer slowly on purpose. */
class SystemResolverTest {
  private final Vertx vertx = Vertx.vertx();
  private final CountDownLatch answers = new CountDownLatch(1);

  @AfterEach
  void stop() {
    answers.countDown();
    await(vertx.close());
  }

  private SystemResolver tarpit() {
    return new SystemResolver(
        vertx,
        host -> {
          awaitAnswer();
          return List.of(InetAddress.getLoopbackAddress());
        });
  }

  private void awaitAnswer() {
    try {
      answers.await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * A registered client names hosts of a name server of its own, which never answers; anybody makes
   * us look for them. Logins through upstreams go on.
   */
  @Test
  void theNamesOfClientsDoNotHoldUpThoseOfProviders() {
    SystemResolver ofClients = tarpit();
    List<Future<List<InetAddress>>> held = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      held.add(ofClients.resolve("x" + i + ".client.example"));
    }
    HostResolver ofProviders =
        new SystemResolver(vertx, host -> List.of(InetAddress.getLoopbackAddress()));
    assertEquals(
        List.of(InetAddress.getLoopbackAddress()), await(ofProviders.resolve("idp.example")));
    answers.countDown();
    held.forEach(look -> assertEquals(1, await(look).size()));
  }

  @Test
  void soManyWaitAndNoMore() {
    SystemResolver resolver = tarpit();
    List<Future<List<InetAddress>>> held = new ArrayList<>();
    for (int i = 0; i < 128; i++) {
      held.add(resolver.resolve("x" + i + ".client.example"));
    }
    OutboundException busy =
        assertThrows(
            OutboundException.class, () -> await(resolver.resolve("one-more.client.example")));
    assertEquals(Reason.BUSY, busy.reason());
    answers.countDown();
    held.forEach(look -> assertEquals(1, await(look).size()));
    assertEquals(1, await(resolver.resolve("later.client.example")).size());
  }
}
