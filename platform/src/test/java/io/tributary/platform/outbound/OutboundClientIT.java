package io.tributary.platform.outbound;

import static io.tributary.platform.http.Await.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tributary.platform.outbound.OutboundException.Reason;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What bad servers and bad names cost us: a bounded time, bounded memory, and no other request. */
class OutboundClientIT {
  private static final int LIMIT = 10_000;

  private final Vertx vertx = Vertx.vertx();
  private final List<String> requested = new CopyOnWriteArrayList<>();
  private final AtomicInteger resolved = new AtomicInteger();

  @AfterEach
  void stop() {
    await(vertx.close());
  }

  private static OutboundPolicy policy(Addresses addresses) {
    return new OutboundPolicy(Duration.ofSeconds(1), Duration.ofMillis(800), LIMIT, addresses);
  }

  /** Any name leads to these addresses, one after the other with each look-up. */
  private HostResolver answering(String... literals) {
    return host -> {
      int call = resolved.getAndIncrement();
      try {
        return Future.succeededFuture(
            List.of(InetAddress.getByName(literals[Math.min(call, literals.length - 1)])));
      } catch (UnknownHostException unknown) {
        return Future.failedFuture(unknown);
      }
    };
  }

  private OutboundClient client(Addresses addresses, HostResolver resolver) {
    return OutboundClient.create(vertx, policy(addresses), resolver, Optional.empty());
  }

  private OutboundClient client() {
    return OutboundClient.create(vertx, policy(Addresses.CONFIGURED));
  }

  private int http(Handler<HttpServerRequest> handler) {
    HttpServer server =
        vertx
            .createHttpServer()
            .requestHandler(
                request -> {
                  requested.add(request.method() + " " + request.uri());
                  handler.handle(request);
                });
    return await(server.listen(0, "127.0.0.1")).actualPort();
  }

  private int tcp(Handler<NetSocket> handler) {
    NetServer server = vertx.createNetServer().connectHandler(handler);
    return await(server.listen(0, "127.0.0.1")).actualPort();
  }

  private static OutboundRequest get(String host, int port) {
    return OutboundRequest.get(URI.create("http://" + host + ":" + port + "/path?q=1"), Map.of());
  }

  private static OutboundException refused(Reason reason, Future<OutboundResponse> answer) {
    OutboundException refused = assertThrows(OutboundException.class, () -> await(answer));
    assertEquals(reason, refused.reason(), refused.getMessage());
    return refused;
  }

  @Test
  void givesTheWholeAnswerWhateverItsStatus() {
    int port =
        http(
            request -> {
              assertNull(request.getHeader("cookie"));
              request.response().setStatusCode(418).putHeader("x-a", "b").end("x".repeat(LIMIT));
            });
    OutboundResponse response = await(client().send(get("localhost", port)));
    assertEquals(418, response.status());
    assertEquals("b", response.headers().get("x-a"));
    assertEquals(LIMIT, response.body().length());
    assertEquals(List.of("GET /path?q=1"), requested);
  }

  @Test
  void postsAForm() {
    int port = http(request -> request.body().onSuccess(body -> request.response().end(body)));
    OutboundRequest form =
        OutboundRequest.form(
            URI.create("http://127.0.0.1:" + port), Map.of("a b", "ä&=+%"), Map.of());
    assertEquals("a+b=%C3%A4%26%3D%2B%25", await(client().send(form)).body().toString());
    assertEquals(List.of("POST /"), requested);
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void followsNoRedirect(int status) {
    int port =
        http(
            request ->
                request.response().setStatusCode(status).putHeader("location", "/other").end());
    assertEquals(status, await(client().send(get("localhost", port))).status());
    assertEquals(1, requested.size());
  }

  @Test
  void cutsOffTooMuchAndClosesTheConnection() {
    CompletableFuture<Void> closed = new CompletableFuture<>();
    int port =
        http(
            request -> {
              request.connection().closeHandler(gone -> closed.complete(null));
              request.response().setChunked(true).write("x".repeat(LIMIT + 1));
            });
    refused(Reason.TOO_LARGE, client().send(get("localhost", port)));
    closed.orTimeout(20, TimeUnit.SECONDS).join();
  }

  @Test
  void refusesHugeHeaders() {
    int port = http(request -> request.response().putHeader("x", "x".repeat(20_000)).end());
    refused(Reason.TOO_LARGE, client().send(get("localhost", port)));
  }

  @Test
  void refusesAZippedAnswer() {
    int port =
        http(request -> request.response().putHeader("content-encoding", "gzip").end("bomb"));
    refused(Reason.BROKEN, client().send(get("localhost", port)));
  }

  @Test
  void cutsOffASlowDrip() {
    int port =
        tcp(
            socket -> {
              socket.write("HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n");
              vertx.setPeriodic(20, tick -> socket.write("x"));
            });
    refused(Reason.TIMEOUT, client().send(get("localhost", port)));
  }

  @Test
  void cutsOffASlowDripOfHeaders() {
    int port =
        tcp(
            socket -> {
              socket.write("HTTP/1.1 200 OK\r\nX: ");
              vertx.setPeriodic(20, tick -> socket.write("x"));
            });
    refused(Reason.TIMEOUT, client().send(get("localhost", port)));
  }

  @Test
  void cutsOffSilence() {
    int port = tcp(socket -> socket.handler(ignored -> {}));
    refused(Reason.TIMEOUT, client().send(get("localhost", port)));
  }

  /** One that names many slow hosts is told so; what others named is fetched meanwhile. */
  @Test
  void slowHostsOfOnePartyHoldFewPlaces() {
    int slow = tcp(socket -> socket.handler(ignored -> {}));
    int quick = http(request -> request.response().end());
    OutboundClient client = client(Addresses.CONFIGURED, answering("127.0.0.1"));
    List<Future<OutboundResponse>> held = new ArrayList<>();
    for (int i = 0; i < OutboundClient.PER_PARTY; i++) {
      held.add(client.send(get("x" + i + ".example", slow), "greedy"));
    }
    refused(Reason.BUSY, client.send(get("other.example", quick), "greedy"));
    assertEquals(200, await(client.send(get("other.example", quick), "honest")).status());
    held.forEach(one -> refused(Reason.TIMEOUT, one));
    assertEquals(200, await(client.send(get("other.example", quick), "greedy")).status());
  }

  @Test
  void cutsOffAResolverThatNeverAnswers() {
    HostResolver never = host -> Future.future(promise -> {});
    refused(Reason.TIMEOUT, client(Addresses.CONFIGURED, never).send(get("name.test", 1)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort",
        "HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"
      })
  void refusesABrokenAnswer(String answer) {
    int port = tcp(socket -> socket.handler(asked -> socket.end(Buffer.buffer(answer))));
    refused(Reason.BROKEN, client().send(get("localhost", port)));
  }

  @Test
  void doesNotRepeatAPost() {
    AtomicInteger connections = new AtomicInteger();
    int port =
        tcp(
            socket -> {
              connections.incrementAndGet();
              socket.handler(asked -> socket.close());
            });
    OutboundRequest form =
        OutboundRequest.form(URI.create("http://localhost:" + port), Map.of(), Map.of());
    refused(Reason.BROKEN, client().send(form));
    assertEquals(1, connections.get());
  }

  @Test
  void saysWhenNobodyListens() {
    int port = http(request -> request.response().end());
    await(vertx.close());
    Vertx other = Vertx.vertx();
    OutboundClient client = OutboundClient.create(other, policy(Addresses.CONFIGURED));
    refused(Reason.CONNECT, client.send(get("localhost", port)));
    await(client.close());
    await(other.close());
  }

  @Test
  void triesTheNextAddressWhenNobodyListensAtTheFirst() throws UnknownHostException {
    int port = http(request -> request.response().end());
    List<InetAddress> two =
        List.of(InetAddress.getByName("127.0.0.2"), InetAddress.getLoopbackAddress());
    OutboundClient client = client(Addresses.CONFIGURED, host -> Future.succeededFuture(two));
    assertEquals(200, await(client.send(get("name.test", port))).status());
  }

  @Test
  void aNameThatLeadsHomeIsRefusedUnderPublicOnly() {
    int port = http(request -> request.response().end());
    for (String private1 : List.of("127.0.0.1", "10.0.0.1", "169.254.169.254", "::1")) {
      OutboundClient client = client(Addresses.PUBLIC_ONLY, answering(private1));
      URI uri = URI.create("https://innocent.example:" + port + "/");
      OutboundException refused =
          refused(Reason.REFUSED, client.send(OutboundRequest.get(uri, Map.of())));
      assertFalse(refused.getMessage().contains(private1), "tells the address");
    }
    assertEquals(List.of(), requested);
  }

  @Test
  void resolvesOnceAndConnectsToWhatWasChecked() {
    int port = http(request -> request.response().end(request.authority().toString()));
    OutboundClient client = client(Addresses.CONFIGURED, answering("127.0.0.1", "127.0.0.9"));
    OutboundResponse response = await(client.send(get("rebind.test", port)));
    assertEquals("rebind.test:" + port, response.body().toString());
    assertEquals(1, resolved.get());
    // The second request resolves again, and does not ride on the connection of the first.
    refused(Reason.CONNECT, client.send(get("rebind.test", port)));
    assertEquals(2, resolved.get());
    assertEquals(1, requested.size());
  }

  @Test
  void aNameThatRebindsHomeIsRefusedAtItsNextLookUp() {
    int port = http(request -> request.response().end());
    Addresses one = Addresses.publicAnd(List.of("127.0.0.1/32"), true);
    OutboundClient client = client(one, answering("127.0.0.1", "127.0.0.9", "::1"));
    assertEquals(200, await(client.send(get("rebind.test", port))).status());
    refused(Reason.REFUSED, client.send(get("rebind.test", port)));
    refused(Reason.REFUSED, client.send(get("rebind.test", port)));
    assertEquals(1, requested.size());
  }

  @Test
  void documentsOfClientsAreSmallAndSoon() {
    OutboundPolicy policy = OutboundPolicy.forClients(Addresses.PUBLIC_ONLY);
    assertEquals(64 * 1024, policy.maxResponseBytes());
    assertEquals(Duration.ofSeconds(3), policy.totalTimeout());
  }

  @Test
  void isBusyBeyondItsPlacesAndFreeAgainAfterwards() {
    List<HttpServerRequest> held = new CopyOnWriteArrayList<>();
    int port = http(held::add);
    OutboundClient client = client();
    List<Future<OutboundResponse>> answers = new ArrayList<>();
    int places = OutboundClient.PER_HOST + OutboundClient.WAITING_PER_HOST;
    for (int i = 0; i < places; i++) {
      answers.add(client.send(get("localhost", port)));
    }
    refused(Reason.BUSY, client.send(get("localhost", port)));
    answers.forEach(answer -> assertThrows(OutboundException.class, () -> await(answer)));
    int free = http(request -> request.response().end());
    assertEquals(200, await(client.send(get("localhost", free))).status());
    held.clear();
    Future<OutboundResponse> again = client.send(get("localhost", port));
    refused(Reason.TIMEOUT, again);
    assertEquals(1, held.size());
  }

  @Test
  void hasNoSecretInItsTexts() {
    int port = tcp(socket -> socket.handler(asked -> socket.end(Buffer.buffer("marker-body\r\n"))));
    OutboundRequest request =
        new OutboundRequest(
            HttpMethod.POST,
            URI.create("http://localhost:" + port + "/marker-path?marker-query"),
            Map.of("authorization", "Basic marker-header"),
            Optional.of(Buffer.buffer("marker-form")));
    StringWriter text = new StringWriter();
    refused(Reason.BROKEN, client().send(request)).printStackTrace(new PrintWriter(text));
    assertFalse((text.toString() + request).contains("marker"), text.toString());
  }

  @Test
  void sendsNoHeaderThatEndsTheLine() {
    int port = http(request -> request.response().end());
    OutboundRequest request =
        OutboundRequest.get(
            URI.create("http://localhost:" + port), Map.of("x", "marker\r\nx-injected: 1"));
    OutboundException refused = refused(Reason.REFUSED, client().send(request));
    assertFalse(refused.getMessage().contains("marker"));
    assertEquals(List.of(), requested);
  }
}
