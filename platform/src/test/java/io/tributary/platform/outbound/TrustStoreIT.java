package io.tributary.platform.outbound;

import static io.tributary.platform.http.Await.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.platform.http.TestCertificate;
import io.tributary.platform.outbound.OutboundException.Reason;
import io.tributary.platform.relyingparty.FakeUpstream;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A provider whose certificate only the company's authority vouches for. */
class TrustStoreIT {
  @TempDir private Path folder;
  private final Vertx vertx = Vertx.vertx();
  private final TestCertificate certificate = TestCertificate.forLocalhost();

  @AfterEach
  void stop() {
    await(vertx.close());
  }

  private Path bundle(TestCertificate... certificates) throws IOException {
    StringBuilder pem = new StringBuilder();
    for (TestCertificate each : certificates) {
      pem.append("# an authority\n").append(each.certificatePem());
    }
    return Files.writeString(folder.resolve("ca.pem"), pem);
  }

  private OutboundResponse discovery(Optional<TrustStore> trust) {
    FakeUpstream upstream =
        await(
            FakeUpstream.start(
                vertx, FakeUpstream.Layout.OKTA, Clock.systemUTC(), certificate.options()));
    URI uri = URI.create(upstream.issuer() + "/.well-known/openid-configuration");
    return await(
        OutboundClient.create(vertx, OutboundPolicy.configured(), trust)
            .send(OutboundRequest.get(uri, Map.of())));
  }

  @Test
  void whatIsAddedIsTrusted() throws IOException {
    Path file = bundle(TestCertificate.forLocalhost(), certificate);
    OutboundResponse answer = discovery(Optional.of(TrustStore.read(file)));
    assertEquals(200, answer.status());
    assertTrue(answer.body().toString().contains("\"issuer\":\"https://localhost:"));
  }

  @Test
  void anotherAuthorityIsNotEnough() throws IOException {
    Path file = bundle(TestCertificate.forLocalhost());
    Optional<TrustStore> other = Optional.of(TrustStore.read(file));
    assertEquals(
        Reason.TLS, assertThrows(OutboundException.class, () -> discovery(other)).reason());
    OutboundException refused =
        assertThrows(OutboundException.class, () -> discovery(Optional.empty()));
    assertEquals(Reason.TLS, refused.reason());
  }

  /** Public providers stay reachable. */
  @Test
  void theAuthoritiesOfTheJvmStay() throws Exception {
    TrustManagerFactory own =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    own.init((java.security.KeyStore) null);
    TrustStore store = TrustStore.read(bundle(certificate));
    assertEquals(authorities(own) + 1, authorities(store.getTrustManagerFactory(vertx)));
  }

  private static long authorities(TrustManagerFactory factory) {
    X509TrustManager manager = (X509TrustManager) factory.getTrustManagers()[0];
    return Stream.of(manager.getAcceptedIssuers()).distinct().count();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no certificate",
        "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"
      })
  void whatHoldsNoCertificateIsRefused(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("wrong.pem"), text);
    assertThrows(IllegalArgumentException.class, () -> TrustStore.read(file));
    assertThrows(IllegalArgumentException.class, () -> TrustStore.read(folder.resolve("absent")));
  }
}
