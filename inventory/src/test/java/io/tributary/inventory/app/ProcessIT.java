package io.tributary.inventory.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.platform.db.EmbeddedServers;
import io.tributary.platform.launch.ProgramChild;
import io.tributary.platform.protocol.RandomToken;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code serve} as a process: stopped while it starts, and started where it cannot. */
class ProcessIT {
  /** Exit status of a JVM that SIGTERM has ended: 128 + 15. */
  private static final int TERMINATED = 143;

  private Path folder;
  private Path data;

  @BeforeEach
  void configure() throws IOException {
    // Not a private temporary folder: the database's own user has to get there.
    folder =
        Files.createDirectories(
            Path.of("target/process/" + RandomToken.bits128()).toAbsolutePath());
    data = folder.resolve("data");
  }

  @AfterEach
  void empty() {
    try (EmbeddedServers servers = EmbeddedServers.forServing(notice -> {})) {
      servers.fresh(data);
    }
  }

  @Test
  void startedAndStoppedItSaysSoAndLoadsNoCommandLine() throws Exception {
    try (ProgramChild inventory = serve("embedded", 0).until("inventory.ready")) {
      assertTrue(inventory.loaded("io.tributary.inventory.app."));
      assertFalse(inventory.loaded("picocli."), "a third of the start");
      assertFalse(inventory.loaded("org.bouncycastle."), "nobody gave it a password");
      inventory.terminate();
      assertStopped(inventory);
    }
  }

  @Test
  void terminatedWhileItsDatabaseStartsItLeavesNothingBehind() throws Exception {
    try (ProgramChild inventory = serve("embedded", 0)) {
      while (!Files.exists(postmasterFile())) {
        assertEquals(List.of(), inventory.sentences());
        Thread.sleep(5);
      }
      inventory.terminate();
      assertStopped(inventory);
      assertEquals(0, inventory.events("inventory.ready"), inventory.output());
    }
  }

  @Test
  void terminatedWhileItWaitsForTheBrokerItEnds() throws Exception {
    try (ProgramChild inventory = serve("attach", 0)) {
      while (!inventory.loaded("io.tributary.platform.db.OwnThread")) {
        assertEquals(List.of(), inventory.sentences());
        Thread.sleep(5);
      }
      inventory.terminate();
      assertStopped(inventory);
    }
  }

  @Test
  void aTakenPortIsOneSentenceAndOneEventAndLeavesNothingBehind() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        ProgramChild inventory = serve("embedded", taken.getLocalPort())) {
      assertEquals(1, inventory.exitCode());
      assertEquals(
          List.of("Port " + taken.getLocalPort() + " on 127.0.0.1 is already in use."),
          inventory.sentences());
      assertEquals(1, inventory.events("start.failed"), inventory.output());
      assertEquals(1, inventory.events("process.stopped"), inventory.output());
    }
    assertFalse(Files.exists(postmasterFile()), "a database server was left behind");
  }

  @Test
  void aWrongFileIsToldLineByLineAndStartsNothing() throws Exception {
    Path config = Files.writeString(folder.resolve("wrong.yaml"), "public_ulr: x\nlisten: 7\n");
    try (ProgramChild inventory = ProgramChild.serve(Main.class, config)) {
      assertEquals(1, inventory.exitCode());
      String said = String.join("\n", inventory.sentences());
      assertTrue(said.contains("public_ulr") && said.contains("nothing was started"), said);
      assertFalse(said.contains("\tat "), said);
      assertFalse(inventory.loaded("io.netty."), "nothing was started");
    }
  }

  private void assertStopped(ProgramChild inventory) throws Exception {
    assertEquals(TERMINATED, inventory.exitCode());
    assertEquals(List.of(), inventory.sentences());
    assertEquals(0, inventory.events("start.failed"), inventory.output());
    assertEquals(0, inventory.events("stop.incomplete"), inventory.output());
    assertEquals(1, inventory.events("process.stopped"), inventory.output());
    assertFalse(Files.exists(postmasterFile()), "a database server was left behind");
  }

  private ProgramChild serve(String database, int port) throws IOException {
    String text =
        """
        public_url: http://localhost:%d
        listen: { hosts: [127.0.0.1], port: %d }
        management: { port: 0 }
        database: { %s: %s, name: inventory }
        """;
    return ProgramChild.serve(
        Main.class,
        Files.writeString(
            folder.resolve("inventory.yaml"),
            text.formatted(port == 0 ? 1 : port, port, database, data)));
  }

  private Path postmasterFile() {
    try (EmbeddedServers servers = EmbeddedServers.forServing(notice -> {})) {
      return servers.folder(data).resolve("postgres/postmaster.pid");
    }
  }
}
