package io.tributary.broker.registration;

import static io.tributary.broker.kit.BrokerDatabase.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.broker.client.Client;
import io.tributary.broker.client.ClientPages;
import io.tributary.broker.keys.Sealer;
import io.tributary.broker.kit.BrokerDatabase;
import io.tributary.broker.kit.ClientFixture;
import io.tributary.broker.kit.TestClock;
import io.tributary.platform.ops.Log;
import io.tributary.platform.outbound.Addresses;
import io.tributary.platform.outbound.OutboundClient;
import io.tributary.platform.outbound.OutboundPolicy;
import io.tributary.platform.proof.Proves;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Logos fetched over real HTTP into a real database: seldom, guarded, and drawn anew. */
@Proves({"REGISTRATION-2", "REGISTRATION-8.1"})
class ClientLogosIT {
  private static final BrokerDatabase DATABASE = new BrokerDatabase();

  private final TestClock clock = new TestClock();
  private final AtomicInteger fetches = new AtomicInteger();
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private volatile Consumer<HttpServerResponse> answer;
  private ClientLogos logos;
  private String host;

  @AfterAll
  static void close() {
    DATABASE.close();
  }

  @BeforeEach
  void start() {
    DATABASE.query("DELETE FROM registered_client");
    DATABASE.query("DELETE FROM client_logo");
    publishes(LogoPictureTest.picture("png", 40, 40));
    int port =
        await(
                DATABASE
                    .vertx()
                    .createHttpServer()
                    .requestHandler(
                        request -> {
                          fetches.incrementAndGet();
                          answer.accept(request.response());
                        })
                    .listen(0, "127.0.0.1"))
            .actualPort();
    host = "http://localhost:" + port;
    logos =
        new RegistrationAssembly(
                RegistrationRepositories.of(DATABASE.durable(), DATABASE.relaxed()),
                NO_SECRETS,
                clock)
            .logos(
                DATABASE.vertx(),
                outbound(Addresses.CONFIGURED),
                outbound(Addresses.PUBLIC_ONLY),
                Log.to(written, "test"));
  }

  private static final Sealer NO_SECRETS =
      new Sealer() {
        @Override
        public byte[] seal(byte[] plain, String context) {
          throw new AssertionError("nothing to seal");
        }

        @Override
        public byte[] open(byte[] sealed, String context) {
          throw new AssertionError("nothing to open");
        }
      };

  private static OutboundClient outbound(Addresses addresses) {
    return OutboundClient.create(DATABASE.vertx(), OutboundPolicy.forClients(addresses));
  }

  private void publishes(byte[] picture) {
    answer =
        response -> response.putHeader("content-type", "text/html").end(Buffer.buffer(picture));
  }

  /** Of the configuration, or registered by itself. */
  private static Client client(String id, String logo, boolean registered) {
    Client base = ClientFixture.client(id).build();
    return new Client(
        id,
        base.name(),
        registered,
        base.authentication(),
        base.redirectUris(),
        base.issuers(),
        base.requests(),
        base.tokens(),
        base.release(),
        base.logout(),
        new ClientPages(
            Optional.empty(), Optional.ofNullable(logo), Optional.empty(), Optional.empty()));
  }

  private Client configured(String id) {
    return client(id, host + "/logo.png", false);
  }

  private static void insertRegistered(String id) {
    DATABASE.query(
        "INSERT INTO registered_client (id, issuer, metadata, access_token_hash)"
            + " VALUES ($1, 'root', '{}', '\\x00')",
        id);
  }

  private Optional<Buffer> found(Client client) {
    return await(logos.find(client));
  }

  /** The log, which is written behind us, when a refusal is in it. */
  private String refusal() {
    for (int i = 0; i < 200 && !log().contains("client.logo_refused"); i++) {
      await(DATABASE.vertx().timer(25, TimeUnit.MILLISECONDS));
    }
    return log();
  }

  private String log() {
    return written.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aLogoIsFetchedOnceAndKept() {
    Buffer first = found(configured("a")).orElseThrow();
    assertEquals("PNG", first.getString(1, 4));
    clock.forward(Duration.ofDays(20));
    assertEquals(first, found(configured("a")).orElseThrow());
    assertEquals(1, fetches.get());
  }

  @Test
  void aClientWithoutOneCausesNothing() {
    assertEquals(Optional.empty(), found(client("a", null, false)));
    assertEquals(0, fetches.get());
    assertEquals(0, DATABASE.count("client_logo"));
  }

  @Test
  void aFloodIsOneFetch() {
    List<Future<Optional<Buffer>>> asked = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      asked.add(DATABASE.onAnotherLoop(() -> logos.find(configured("a"))));
    }
    long shown = asked.stream().map(BrokerDatabase::await).filter(Optional::isPresent).count();
    assertTrue(shown >= 1, "somebody sees it");
    assertEquals(1, fetches.get());
    assertTrue(found(configured("a")).isPresent());
  }

  @Test
  void whatCannotBeHadIsNotAskedForAgainSoon() {
    answer = response -> response.setStatusCode(500).end();
    for (int i = 0; i < 20; i++) {
      assertEquals(Optional.empty(), found(configured("a")));
    }
    assertEquals(1, fetches.get());
    publishes(LogoPictureTest.picture("gif", 8, 8));
    clock.forward(ClientLogos.AGAIN.minusSeconds(1));
    assertEquals(Optional.empty(), found(configured("a")));
    clock.forward(Duration.ofSeconds(2));
    assertTrue(found(configured("a")).isPresent());
    assertEquals(2, fetches.get());
  }

  @Test
  void anotherAddressIsFetchedAnewAndTheOldPictureIsGone() {
    Buffer before = found(configured("a")).orElseThrow();
    publishes(LogoPictureTest.picture("png", 99, 10));
    Client changed = client("a", host + "/other.png", false);
    // At once it is not: whoever changes it all the time does not send us out all the time.
    for (int i = 0; i < 20; i++) {
      assertEquals(Optional.empty(), found(client("a", host + "/" + i, false)));
    }
    assertEquals(1, fetches.get());
    clock.forward(ClientLogos.OTHER.plusSeconds(1));
    Buffer after = found(changed).orElseThrow();
    assertFalse(after.equals(before));
    assertEquals(1, DATABASE.count("client_logo"));
    assertEquals(2, fetches.get());
  }

  /** A picture belongs to one client and address, whoever else names the same address. */
  @Test
  void clientsDoNotShareOrReplaceLogosOfOthers() {
    Buffer mine = found(configured("a")).orElseThrow();
    publishes(LogoPictureTest.picture("png", 10, 99));
    Buffer others = found(configured("b")).orElseThrow();
    assertFalse(mine.equals(others));
    assertEquals(mine, found(configured("a")).orElseThrow());
    assertEquals(2, fetches.get());
  }

  @Test
  void aRegisteredClientReachesNoPrivateAddress() {
    insertRegistered("r");
    assertEquals(Optional.empty(), found(client("r", host + "/logo.png", true)));
    assertEquals(0, fetches.get());
    assertTrue(refusal().contains("not a public address"), this::log);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://169.254.169.254/latest/meta-data/",
        "https://10.0.0.1/logo.png",
        "https://[::ffff:127.0.0.1]/logo.png",
        "https://[::1]/logo.png",
        "https://2130706433/logo.png",
        "http://192.168.1.1/logo.png",
        "file:///etc/passwd",
        "data:image/png;base64,iVBORw0KGgo=",
        "javascript:alert(1)",
        "jar:file:///x!/y",
        "not a uri"
      })
  void addressesThatMayNotBeCalledAreNot(String address) {
    insertRegistered("r");
    assertEquals(Optional.empty(), found(client("r", address, true)));
    assertTrue(
        refusal().matches("(?s).*(not a public address|only http|IllegalArgument|TLS|https).*"),
        this::log);
  }

  @Test
  void redirectsAreNotFollowed() {
    answer = response -> response.setStatusCode(302).putHeader("location", host + "/inside").end();
    assertEquals(Optional.empty(), found(configured("a")));
    assertEquals(1, fetches.get());
  }

  @Test
  void tenMegabytesAreNotRead() {
    // A good picture, but for its length.
    Buffer large =
        Buffer.buffer(LogoPictureTest.picture("png", 8, 8)).appendBytes(new byte[10 << 20]);
    answer = response -> response.end(large);
    assertEquals(Optional.empty(), found(configured("a")));
    answer = response -> response.setChunked(true).end(large);
    assertEquals(Optional.empty(), found(configured("b")));
  }

  /** One byte now and then: cut off by the total time. */
  @Test
  void aDripDoesNotHoldUsUp() {
    answer =
        response -> {
          response.setChunked(true);
          DATABASE
              .vertx()
              .setPeriodic(
                  200,
                  timer -> {
                    if (response.closed()) {
                      DATABASE.vertx().cancelTimer(timer);
                    } else {
                      response.write("x");
                    }
                  });
        };
    assertEquals(Optional.empty(), found(configured("a")));
    assertEquals(1, fetches.get());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", ""})
  void whatIsNoRasterIsNotShown(String content) {
    answer = response -> response.putHeader("content-type", "image/png").end(content);
    assertEquals(Optional.empty(), found(configured("a")));
    assertTrue(refusal().contains("neither PNG, JPEG nor GIF"), this::log);
    assertFalse(log().contains("alert"), this::log);
  }

  @Test
  void aClientThatIsGoneLeavesNoRow() {
    // Never there, as the database sees it: no fetch at all.
    assertEquals(Optional.empty(), found(client("ghost", host + "/x", true)));
    assertEquals(0, DATABASE.count("client_logo"));
    // Deleted while its logo is fetched.
    LogoRepository repository = new LogoRepository(DATABASE.relaxed());
    LogoRepository.Claim claim =
        new LogoRepository.Claim(
            "r", "s", clock.instant().truncatedTo(java.time.temporal.ChronoUnit.MICROS));
    insertRegistered("r");
    assertTrue(await(repository.claim(claim, false, claim.at(), claim.at())));
    await(
        new RegistrationAdministration(
                RegistrationRepositories.of(DATABASE.durable(), DATABASE.relaxed()), clock)
            .delete("r", "test"));
    assertFalse(await(repository.keep(claim, Buffer.buffer("png"))));
    assertEquals(0, DATABASE.count("client_logo"));
  }

  @Test
  void oldRowsAreSwept() {
    RegistrationAdministration administration =
        new RegistrationAdministration(
            RegistrationRepositories.of(DATABASE.durable(), DATABASE.relaxed()), clock);
    found(configured("a"));
    clock.forward(ClientLogos.KEPT.minusSeconds(10));
    found(configured("b"));
    assertEquals(0, await(administration.sweep(100)));
    clock.forward(Duration.ofSeconds(20));
    assertEquals(1, await(administration.sweep(100)));
    assertEquals(1, DATABASE.count("client_logo WHERE client_id = $1", "b"));
  }
}
