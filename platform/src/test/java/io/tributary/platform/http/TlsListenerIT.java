package io.tributary.platform.http;

import static io.tributary.platform.http.Await.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.platform.ops.StartupException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The listener over TLS: versions, suites, both versions of HTTP, and a change of certificate. */
class TlsListenerIT {
  @TempDir private Path folder;
  private TestCertificate certificate;
  private TlsConfig files;
  private RunningWebServer running;

  @BeforeEach
  void start() {
    certificate = TestCertificate.of("RSA", Duration.ofDays(10));
    files = certificate.write(folder);
    running = new RunningWebServer(config(files), RunningWebServer.PATIENT, 2);
  }

  @AfterEach
  void stop() {
    running.close();
  }

  private static WebServerConfig config(TlsConfig files) {
    return new WebServerConfig(
        List.of("127.0.0.1"),
        0,
        100,
        64 * 1024,
        64 * 1024,
        ProxySettings.NONE,
        true,
        Optional.of(files));
  }

  private static HttpClient client(TestCertificate trusted, HttpClient.Version version) {
    return HttpClient.newBuilder().sslContext(trusted.trusting()).version(version).build();
  }

  private HttpResponse<String> get(HttpClient client, String path, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri(path));
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private URI uri(String path) {
    return URI.create("https://localhost:" + running.port + path);
  }

  private String handshake(TestCertificate trusted, String protocol, String... suites)
      throws IOException {
    try (SSLSocket socket =
        (SSLSocket) trusted.trusting().getSocketFactory().createSocket("127.0.0.1", running.port)) {
      socket.setSoTimeout(20_000);
      socket.setEnabledProtocols(new String[] {protocol});
      if (suites.length > 0) {
        socket.setEnabledCipherSuites(suites);
      }
      socket.startHandshake();
      return socket.getSession().getProtocol() + " " + socket.getSession().getCipherSuite();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"HTTP_1_1", "HTTP_2"})
  void bothVersionsAreServed(HttpClient.Version version) throws Exception {
    HttpResponse<String> answer = get(client(certificate, version), "/hello");
    assertEquals(version, answer.version());
    assertEquals("hello", answer.body());
    assertEquals(
        "max-age=31536000", answer.headers().firstValue("strict-transport-security").orElse(""));
    assertTrue(answer.headers().firstValue("x-request-id").isPresent());
  }

  @Test
  void tls13AndTheSuitesOfFapi() throws Exception {
    assertTrue(handshake(certificate, "TLSv1.3").startsWith("TLSv1.3 TLS_AES_"));
    for (String suite :
        List.of("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384")) {
      assertEquals("TLSv1.2 " + suite, handshake(certificate, "TLSv1.2", suite));
    }
  }

  /** FAPI 1.0 Advanced §8.5, RFC 9325 §4. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "TLS_RSA_WITH_AES_128_GCM_SHA256",
        "TLS_RSA_WITH_AES_256_CBC_SHA256",
        "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256",
        "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA",
        "TLS_DHE_RSA_WITH_AES_128_CBC_SHA256",
        "TLS_DHE_RSA_WITH_AES_128_GCM_SHA256",
        "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
      })
  void otherSuitesAreNot(String suite) {
    assertThrows(SSLException.class, () -> handshake(certificate, "TLSv1.2", suite));
  }

  @Test
  void plainHttpIsNotAnswered() throws IOException {
    try (RawConnection connection = new RawConnection(running.port)) {
      String answer = connection.send("GET /hello HTTP/1.1\r\nHost: a\r\n\r\n").rest();
      assertTrue(!answer.contains("HTTP/1") && !answer.contains("hello"), answer);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "HTTP_2,   16000, 200",
    "HTTP_2,   17000, 414",
    "HTTP_1_1, 17000, 414",
  })
  void theRequestLineIsBounded(HttpClient.Version version, int length, int status)
      throws Exception {
    assertEquals(
        status, get(client(certificate, version), "/hello?" + "q".repeat(length)).statusCode());
  }

  @ParameterizedTest
  @CsvSource({"HTTP_2, 30000, 200", "HTTP_2, 33000, 431", "HTTP_1_1, 33000, 431"})
  void headersAreBounded(HttpClient.Version version, int length, int status) throws Exception {
    assertEquals(
        status,
        get(client(certificate, version), "/hello", "x-long", "h".repeat(length)).statusCode());
  }

  /** One stream's refusal is not the other streams' end. */
  @ParameterizedTest
  @CsvSource({"65536, 200", "65537, 413", "900000, 413"})
  void bodiesAreBoundedOverHttp2(int length, int status) throws Exception {
    HttpClient client = client(certificate, HttpClient.Version.HTTP_2);
    assertEquals(200, get(client, "/hello").statusCode());
    HttpRequest form =
        HttpRequest.newBuilder(uri("/echo"))
            .header("content-type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString("a".repeat(length)))
            .build();
    assertEquals(status, client.send(form, BodyHandlers.ofString()).statusCode());
    assertEquals(200, get(client, "/hello").statusCode());
  }

  /** That there is no body is seen only at the end of the stream. */
  @ParameterizedTest
  @CsvSource({
    "POST, '', '', 200, NONE",
    "GET, text/plain, '', 200, NONE",
    "POST, application/json, '', 200, NONE",
    "POST, text/plain, x, 415, ''",
    "POST, '', x, 415, ''",
    "POST, multipart/form-data, x, 415, ''",
    "POST, application/json, 1, 200, JSON",
    "POST, application/x-www-form-urlencoded, a=b, 200, FORM",
  })
  void bodiesOfUnknownLength(String method, String type, String body, int status, String kind)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri("/echo"))
            .method(
                method,
                BodyPublishers.fromPublisher(
                    body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body)));
    if (!type.isEmpty()) {
      request.header("content-type", type);
    }
    HttpResponse<String> answer =
        client(certificate, HttpClient.Version.HTTP_2)
            .send(request.build(), BodyHandlers.ofString());
    assertEquals(HttpClient.Version.HTTP_2, answer.version());
    assertEquals(status, answer.statusCode());
    assertTrue(answer.body().contains(kind), answer::body);
  }

  private String seenBy(HttpClient client) throws Exception {
    return get(client, "/hello").body();
  }

  @Test
  void aNewPairIsTakenWithoutARestart() throws Exception {
    HttpClient before = client(certificate, HttpClient.Version.HTTP_2);
    assertEquals("hello", seenBy(before));
    TestCertificate renewed = TestCertificate.of("EC", Duration.ofDays(90));
    renewed.write(folder);
    await(running.server.certificate().orElseThrow().look());
    assertEquals("hello", seenBy(client(renewed, HttpClient.Version.HTTP_2)));
    assertThrows(
        SSLException.class, () -> seenBy(client(certificate, HttpClient.Version.HTTP_1_1)));
    assertEquals("hello", seenBy(before), "a connection that stands keeps its certificate");
    assertTrue(handshake(renewed, "TLSv1.2").contains("TLS_ECDHE_ECDSA_WITH_AES_"));
    assertThrows(
        SSLException.class,
        () -> handshake(renewed, "TLSv1.2", "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256"));
    assertTrue(running.log().contains("http.certificate_renewed"));
    assertTrue(daysLeft() > 80);
    // The name under which monitoring/alerts.yml watches it.
    assertTrue(
        running.metrics.scrape().contains("\nhttp_server_certificate_expires_in_seconds"),
        running.metrics::scrape);
  }

  private double daysLeft() {
    return running.metrics.registry().get("http.server.certificate.expires.in").gauge().value()
        / 86_400;
  }

  @Test
  void aBrokenPairChangesNothingAndIsToldOnce() throws Exception {
    CertificateWatch watch = running.server.certificate().orElseThrow();
    Files.writeString(files.key(), TestCertificate.forLocalhost().keyPem());
    assertThrows(TlsIdentity.Unusable.class, () -> failing(watch));
    await(watch.look());
    Files.delete(files.key());
    assertThrows(TlsIdentity.Unusable.class, () -> failing(watch));
    await(watch.look());
    assertEquals("hello", seenBy(client(certificate, HttpClient.Version.HTTP_1_1)));
    assertEquals(3, running.log().split("http.certificate_unusable", -1).length);
    // The old pair again, then a new one.
    certificate.write(folder);
    await(watch.look());
    assertEquals("hello", seenBy(client(certificate, HttpClient.Version.HTTP_1_1)));
    TestCertificate renewed = TestCertificate.forLocalhost();
    renewed.write(folder);
    await(watch.look());
    assertEquals("hello", seenBy(client(renewed, HttpClient.Version.HTTP_1_1)));
  }

  private static void failing(CertificateWatch watch) throws Throwable {
    try {
      await(watch.look());
    } catch (IllegalStateException wrapped) {
      throw wrapped.getCause();
    }
  }

  @Test
  void aPairThatCannotBeUsedRefusesTheStart() throws IOException {
    Files.writeString(files.key(), "nonsense");
    StartupException refused =
        assertThrows(
            StartupException.class,
            () -> running.start(config(files), RunningWebServer.PATIENT, 1));
    assertTrue(refused.getMessage().contains(files.key().toString()), refused.getMessage());
  }
}
