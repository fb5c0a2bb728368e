package io.tributary.platform.outbound;

import static io.tributary.platform.http.Await.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tributary.platform.outbound.OutboundException.Reason;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PfxOptions;
import io.vertx.core.net.TrustOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The certificate must be for the name in the URI, though a checked address is connected to. */
class TlsIT {
  private static final HostResolver LOOPBACK =
      host -> Future.succeededFuture(List.of(InetAddress.getLoopbackAddress()));

  private final Vertx vertx = Vertx.vertx();
  private PfxOptions store;
  private int port;

  @BeforeEach
  void start(@TempDir Path folder) throws IOException, InterruptedException {
    Path file = folder.resolve("store.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "a",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=good.test",
                "-ext",
                "SAN=dns:good.test",
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                "changeit")
            .redirectErrorStream(true)
            .start();
    assertEquals(0, keytool.waitFor());
    store = new PfxOptions().setValue(vertx.fileSystem().readFileBlocking(file.toString()));
    store.setPassword("changeit");
    HttpServerOptions options =
        new HttpServerOptions().setSsl(true).setSni(true).setKeyCertOptions(store);
    port =
        await(
                vertx
                    .createHttpServer(options)
                    .requestHandler(
                        request ->
                            request
                                .response()
                                .end(
                                    request.authority()
                                        + " "
                                        + request.connection().indicatedServerName()))
                    .listen(0, "127.0.0.1"))
            .actualPort();
  }

  @AfterEach
  void stop() {
    await(vertx.close());
  }

  private Future<OutboundResponse> get(String host, Optional<TrustOptions> trust) {
    OutboundClient client =
        OutboundClient.create(vertx, OutboundPolicy.configured(), LOOPBACK, trust);
    URI uri = URI.create("https://" + host + ":" + port + "/");
    return client.send(OutboundRequest.get(uri, Map.of()));
  }

  @Test
  void sendsTheNameAndVerifiesIt() {
    OutboundResponse response = await(get("good.test", Optional.of(store)));
    assertEquals("good.test:" + port + " good.test", response.body().toString());
  }

  @Test
  void refusesTheCertificateOfAnotherName() {
    for (String host : List.of("evil.test", "good.test.evil.test", "127.0.0.1")) {
      assertTls(get(host, Optional.of(store)));
    }
  }

  @Test
  void refusesACertificateThatNobodyVouchesFor() {
    assertTls(get("good.test", Optional.empty()));
  }

  private static void assertTls(Future<OutboundResponse> answer) {
    OutboundException refused = assertThrows(OutboundException.class, () -> await(answer));
    assertEquals(Reason.TLS, refused.reason(), refused.getMessage());
  }
}
