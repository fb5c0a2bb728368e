package io.tributary.broker.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.platform.db.EmbeddedServers;
import io.tributary.platform.launch.ProgramChild;
import io.tributary.platform.protocol.RandomToken;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code serve} as a process: killed, started twice, in the way of others. */
class ProcessIT {
  /** Exit status of a JVM that SIGTERM has ended: 128 + 15. */
  private static final int TERMINATED = 143;

  /** Hashes passwords and reads keys in PEM; a process that has none does without. */
  private static final String PASSWORD_LIBRARY = "org.bouncycastle.";

  private final int port = RunningBroker.freePort();
  private Path folder;
  private Path data;
  private Path config;

  @BeforeEach
  void configure() throws IOException {
    // Not a private temporary folder: the database's own user has to get there.
    folder =
        Files.createDirectories(
            Path.of("target/process/" + RandomToken.bits128()).toAbsolutePath());
    data = folder.resolve("data");
    config = BrokerChild.config(folder, "tributary.yaml", data, port);
  }

  @AfterEach
  void empty() {
    try (EmbeddedServers servers = EmbeddedServers.forServing(notice -> {})) {
      servers.fresh(data);
    }
  }

  @Test
  void accountsSessionsAndKeysOutliveKillMinusNine() throws Exception {
    Person person = new Person(Clock.systemUTC());
    TestApplication application;
    JsonObject before;
    try (ProgramChild broker = BrokerChild.ready(config)) {
      application = BrokerChild.application(port);
      // Attempts carry whole seconds; one of the second in which the list of spent ones began is
      // refused.
      Thread.sleep(1100);
      String code =
          Person.arrival(person.password(person.open(application.authorize()), "local", "demo"))
              .code();
      before = application.tokens(code);
      assertTrue(broker.loaded(PASSWORD_LIBRARY), "a password was hashed and compared");
      // Sessions are made relaxed: what is written within this moment may be lost, and only that.
      Thread.sleep(1500);
      broker.killHard();
    }
    long server = postmaster();
    try (ProgramChild again = BrokerChild.ready(config)) {
      assertTrue(again.loaded("io.tributary.broker.app."));
      assertFalse(
          again.loaded("picocli."), "the command line's library costs a third of the start");
      assertEquals(server, postmaster(), "the running database is adopted");
      assertTrue(again.output().contains("database.notice"), again.output());
      JsonObject after =
          application.tokens(
              Person.arrival(person.open(application.authorize("prompt", "none"))).code());
      assertEquals(subject(application, before), subject(application, after));
      assertFalse(again.loaded(PASSWORD_LIBRARY), "nobody gave this process a password");
    }
    assertFalse(Files.exists(postmasterFile()), "the database ended with the broker");
  }

  @Test
  void aCodeUsedBeforeTheKillIsNotGoodAgain() throws Exception {
    Person person = new Person(Clock.systemUTC());
    TestApplication application;
    String code;
    try (ProgramChild broker = BrokerChild.ready(config)) {
      application = BrokerChild.application(port);
      Thread.sleep(1100); // as above
      code =
          Person.arrival(person.password(person.open(application.authorize()), "local", "demo"))
              .code();
      application.tokens(code);
      broker.killHard();
    }
    try (ProgramChild again = BrokerChild.ready(config)) {
      TestApplication.assertError(application.exchange(code), 400, "invalid_grant");
      assertEquals(List.of(), again.sentences());
    }
  }

  @Test
  void aSecondStartOnTheSameDataSaysSoAndTheFirstGoesOn() throws Exception {
    try (ProgramChild first = BrokerChild.ready(config)) {
      Path other = BrokerChild.config(folder, "other.yaml", data, RunningBroker.freePort());
      try (ProgramChild second = BrokerChild.serve(other)) {
        assertEquals(1, second.exitCode());
        assertEquals(1, second.sentences().size(), second.output());
        assertTrue(second.sentences().get(0).contains("already running"), second.output());
        assertFalse(second.output().contains("\tat "), second.output());
      }
      assertTrue(ProcessHandle.of(postmaster()).isPresent());
      assertEquals(port, BrokerChild.application(port).endpoint("token_endpoint").getPort());
      assertEquals(List.of(), first.sentences());
    }
  }

  @Test
  void ofTwoStartsAtOnceOneRuns() throws Exception {
    Path other = BrokerChild.config(folder, "other.yaml", data, RunningBroker.freePort());
    try (ProgramChild one = BrokerChild.serve(config);
        ProgramChild two = BrokerChild.serve(other)) {
      ProgramChild loser = firstToEnd(one, two);
      ProgramChild winner = loser == one ? two : one;
      assertEquals(1, loser.exitCode());
      assertEquals(1, loser.sentences().size(), loser.output());
      assertTrue(loser.sentences().get(0).contains("already running"), loser.output());
      winner.until("broker.ready");
    }
  }

  @Test
  void aTakenPortIsOneSentenceAndLeavesNothingBehind() throws Exception {
    try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
        ProgramChild broker = BrokerChild.serve(config)) {
      assertEquals(1, broker.exitCode());
      assertEquals(
          List.of("Port " + taken.getLocalPort() + " on 127.0.0.1 is already in use."),
          broker.sentences());
      assertEquals(1, broker.events("start.failed"), broker.output());
      assertEquals(1, broker.events("process.stopped"), broker.output());
    }
    assertFalse(Files.exists(postmasterFile()), "a database server was left behind");
    try (ProgramChild later = BrokerChild.ready(config)) {
      assertNotEquals(0, postmaster());
      assertFalse(later.output().contains("left behind"), later.output());
    }
  }

  @Test
  void terminatedWhileItStartsItLeavesNothingBehind() throws Exception {
    try (ProgramChild broker = BrokerChild.serve(config)) {
      while (!Files.exists(postmasterFile())) {
        assertEquals(List.of(), broker.sentences());
        Thread.sleep(5);
      }
      broker.terminate();
      assertEquals(TERMINATED, broker.exitCode());
      assertEquals(List.of(), broker.sentences());
      assertEquals(0, broker.events("start.failed"), broker.output());
      assertEquals(1, broker.events("process.stopped"), broker.output());
    }
    assertFalse(Files.exists(postmasterFile()), "a database server was left behind");
  }

  private static ProgramChild firstToEnd(ProgramChild one, ProgramChild two) throws Exception {
    for (int i = 0; i < 4500; i++) {
      if (!one.sentences().isEmpty()) {
        return one;
      }
      if (!two.sentences().isEmpty()) {
        return two;
      }
      Thread.sleep(20);
    }
    throw new AssertionError("both run: " + one.output() + two.output());
  }

  private static String subject(TestApplication application, JsonObject tokens) {
    return application.claims(tokens).getString("sub");
  }

  private Path postmasterFile() {
    try (EmbeddedServers servers = EmbeddedServers.forServing(notice -> {})) {
      return servers.folder(data).resolve("postgres/postmaster.pid");
    }
  }

  private long postmaster() throws IOException {
    return Long.parseLong(Files.readAllLines(postmasterFile()).get(0).trim());
  }
}
