package io.tributary.platform.outbound;

import static io.tributary.platform.http.Await.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tributary.platform.outbound.OutboundException.Reason;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.datagram.DatagramPacket;
import io.vertx.core.datagram.DatagramSocket;
import io.vertx.core.datagram.DatagramSocketOptions;
import io.vertx.core.dns.AddressResolverOptions;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A name server that answers about some names only. */
class QueryResolverTest {
  private final Vertx vertx = Vertx.vertx();
  private DatagramSocket nameServer;
  private QueryResolver resolver;

  @BeforeEach
  void start() {
    nameServer =
        vertx.createDatagramSocket(new DatagramSocketOptions().setReceiveBufferSize(1 << 20));
    await(nameServer.listen(0, "127.0.0.1"));
    nameServer.handler(this::answer);
    resolver =
        new QueryResolver(
            vertx,
            new AddressResolverOptions()
                .addServer("127.0.0.1:" + nameServer.localAddress().port()));
  }

  @AfterEach
  void stop() {
    await(resolver.close());
    await(vertx.close());
  }

  /** RFC 1035 §4: {@code good.…} has the address 192.0.2.7; about others it is silent. */
  private void answer(DatagramPacket packet) {
    Buffer query = packet.data();
    String text = query.toString(StandardCharsets.ISO_8859_1);
    int end = 12;
    while (query.getByte(end) != 0) {
      end += query.getByte(end) + 1;
    }
    boolean ipv4 = query.getShort(end + 1) == 1;
    if (!text.contains("good")) {
      return;
    }
    Buffer answer =
        Buffer.buffer()
            .appendBuffer(query.slice(0, 2))
            .appendBytes(new byte[] {(byte) 0x81, (byte) 0x80, 0, 1, 0, (byte) (ipv4 ? 1 : 0)})
            .appendBytes(new byte[4])
            .appendBuffer(query.slice(12, end + 5));
    if (ipv4) {
      answer
          .appendBytes(new byte[] {(byte) 0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4})
          .appendBytes(new byte[] {(byte) 192, 0, 2, 7});
    }
    nameServer.send(answer, packet.sender().port(), packet.sender().host());
  }

  @Test
  void namesThatNobodyAnswersHoldUpNoOther() throws Exception {
    List<Future<List<InetAddress>>> silent = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      silent.add(resolver.resolve("x" + i + ".client.example"));
    }
    assertEquals(
        List.of(InetAddress.getByName("192.0.2.7")), await(resolver.resolve("good.example")));
    OutboundException failed = assertThrows(OutboundException.class, () -> await(silent.get(199)));
    assertEquals(Reason.UNRESOLVED, failed.reason());
  }

  @Test
  void soManyWaitAndNoMore() {
    for (int i = 0; i < 512; i++) {
      assertFalse(resolver.resolve("x" + i + ".client.example").failed());
    }
    OutboundException busy =
        assertThrows(OutboundException.class, () -> await(resolver.resolve("good.example")));
    assertEquals(Reason.BUSY, busy.reason());
  }

  /** A name may lead elsewhere a moment later: each look-up asks. */
  @Test
  void literalsAndTheHostsFileNeedNoServer() throws Exception {
    await(nameServer.close());
    assertEquals(List.of(InetAddress.getByName("10.1.2.3")), await(resolver.resolve("10.1.2.3")));
    assertFalse(await(resolver.resolve("localhost")).isEmpty());
  }
}
