package io.tributary.platform.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.platform.ops.StartupException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ports, addresses, starting and stopping. */
@Timeout(60)
class ListeningIT {
  private static WebServerConfig config(int port, String... hosts) {
    return new WebServerConfig(List.of(hosts), port, 10, 1024, List.of());
  }

  private static int status(String host, int port) throws IOException {
    try (RawConnection connection = new RawConnection(host, port)) {
      return connection.send("GET /hello HTTP/1.1\r\nHost: a\r\n\r\n").response().status();
    }
  }

  @Test
  void bothLoopbackAddressesShareThePickedPort() throws IOException {
    try (RunningWebServer running =
        new RunningWebServer(config(0, "127.0.0.1", "::1"), RunningWebServer.PATIENT, 2)) {
      assertEquals(200, status("127.0.0.1", running.port));
      assertEquals(200, status("::1", running.port));
    }
  }

  @Test
  void allLoopsServe() throws IOException {
    Set<String> threads = ConcurrentHashMap.newKeySet();
    try (RunningWebServer running =
        new RunningWebServer(
            config(0, "127.0.0.1"),
            RunningWebServer.PATIENT,
            2,
            router ->
                router
                    .get("/thread")
                    .handler(
                        context -> {
                          threads.add(Thread.currentThread().getName());
                          context.response().end();
                        }))) {
      for (int i = 0; i < 20; i++) {
        RawConnection.get(running.port, "/thread");
      }
      assertEquals(2, threads.size(), threads.toString());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1"})
  void aTakenPortOnEitherAddressIsOneSentenceAndLeavesNothingHalfStarted(String host)
      throws IOException {
    try (RunningWebServer running = new RunningWebServer();
        ServerSocket taken = new ServerSocket()) {
      taken.bind(new InetSocketAddress(InetAddress.getAllByName(host)[0], 0));
      int port = taken.getLocalPort();
      Throwable failure =
          assertThrows(
              StartupException.class,
              () -> running.start(config(port, "localhost"), RunningWebServer.PATIENT, 2));
      assertTrue(
          failure.getMessage().matches("Port " + port + " on .* is already in use\\."),
          failure.getMessage());
      String other = host.equals("::1") ? "127.0.0.1" : "::1";
      try (ServerSocket free = new ServerSocket()) {
        free.bind(new InetSocketAddress(InetAddress.getAllByName(other)[0], port));
      }
    }
  }

  @Test
  void anAddressOfAnotherMachineIsOneSentence() {
    try (RunningWebServer running = new RunningWebServer()) {
      Throwable failure =
          assertThrows(
              StartupException.class,
              () -> running.start(config(0, "192.0.2.1"), RunningWebServer.PATIENT, 1));
      assertTrue(failure.getMessage().contains("192.0.2.1"), failure.getMessage());
    }
  }

  @Test
  void anUnknownNameIsOneSentence() {
    try (RunningWebServer running = new RunningWebServer()) {
      Throwable failure =
          assertThrows(
              StartupException.class,
              () -> running.start(config(0, "no.such.name.invalid"), RunningWebServer.PATIENT, 1));
      assertEquals(
          "The address no.such.name.invalid to listen on is not known.", failure.getMessage());
    }
  }

  @Test
  void allAddressesOfBothFamiliesDoNotFightForThePort() throws IOException {
    try (RunningWebServer running =
        new RunningWebServer(config(0, "0.0.0.0", "::"), RunningWebServer.PATIENT, 1)) {
      assertEquals(200, status("127.0.0.1", running.port));
      assertEquals(200, status("::1", running.port));
    }
  }

  @Test
  void twoServersInOneProcessHavePortsOfTheirOwn() {
    try (RunningWebServer first = new RunningWebServer();
        RunningWebServer second = new RunningWebServer()) {
      assertNotEquals(first.port, second.port);
    }
  }

  @Test
  void closingFreesThePortAndEndsIdleConnections() throws IOException {
    try (RunningWebServer running = new RunningWebServer()) {
      WebServer second = running.start(config(0, "localhost"), RunningWebServer.PATIENT, 2);
      try (RawConnection idle = new RawConnection(second.port())) {
        idle.send("GET /hello HTTP/1.1\r\nHost: a\r\n\r\n").response();
        second.close().await();
        assertTrue(idle.closed());
        assertThrows(IOException.class, () -> status("127.0.0.1", second.port()));
        WebServer third =
            running.start(config(second.port(), "localhost"), RunningWebServer.PATIENT, 2);
        assertEquals(200, status("::1", third.port()));
      }
    }
  }

  @Test
  void aRequestUnderWayEndsBeforeTheServerIsClosed() throws Exception {
    Timeouts patient = new Timeouts(10_000, 10_000, 10_000, 10_000, 10_000, 10_000);
    try (RunningWebServer running = new RunningWebServer()) {
      WebServer second = running.start(config(0, "localhost"), patient, 1);
      try (RawConnection slow = new RawConnection(second.port())) {
        slow.send(
            "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n"
                + "Content-Type: application/x-www-form-urlencoded\r\n\r\na=");
        for (int i = 0; i < 200 && !running.metrics.scrape().contains("in_flight 1.0"); i++) {
          Thread.sleep(10);
        }
        io.vertx.core.Future<Void> closing = second.close();
        assertEquals(200, slow.send("1").response().status());
        closing.await();
      }
    }
  }
}
