package io.tributary.platform.db;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.platform.config.ConfigException;
import io.tributary.platform.config.ConfigFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabaseConfigTest {
  @TempDir Path folder;

  @Test
  void anEmbeddedDatabaseNeedsAFolderAndAName() throws IOException {
    DatabaseConfig config = read("{ embedded: ./data, name: broker }");
    assertEquals(Optional.of(folder.resolve("data")), config.embedded().map(Path::normalize));
    assertEquals("broker", config.name());
    assertEquals(4, config.transactionConnections());
    assertEquals(512, config.maxWaiting());
    assertFalse(config.synchronousCommit());
    assertEquals(Optional.empty(), config.password());
  }

  @Test
  void anExternalDatabaseIsReadWhole() throws IOException {
    Files.writeString(folder.resolve("ca.pem"), "x");
    DatabaseConfig config =
        read(
            "{ host: db, port: 6432, name: broker, user: me, password: \"${PW}\", tls: true,"
                + " tls_ca: ca.pem, transaction_connections: 8, max_waiting: 9, synchronous_commit: true }");
    assertEquals(Optional.of("db"), config.host());
    assertEquals(6432, config.port());
    assertEquals("s3cret", config.password().orElseThrow().reveal());
    assertTrue(config.tls());
    assertEquals(8, config.transactionConnections());
    assertEquals(9, config.maxWaiting());
    assertTrue(config.synchronousCommit());
    assertTrue(!config.toString().contains("s3cret"), config.toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{ name: broker }|exactly one of",
        "{ embedded: a, host: b, name: broker, user: u, password: p }|exactly one of",
        "{ embedded: a, attach: b, name: broker }|exactly one of",
        "{ embedded: a }|name",
        "{ embedded: a, name: Broker }|lower-case",
        "{ embedded: a, name: 'b\"; DROP DATABASE x' }|lower-case",
        "{ embedded: a, name: broker, user: u }|external database",
        "{ embedded: a, name: broker, password: p }|external database",
        "{ embedded: a, name: broker, tls: true }|external database",
        "{ host: h, name: broker, password: p }|needs 'user'",
        "{ host: h, name: broker, user: u }|needs 'password'",
        "{ host: h, name: broker, user: u, password: p, tls_ca: x }|tls_ca",
        "{ host: h, name: broker, user: u, password: p, port: 0 }|port",
        "{ embedded: a, name: broker, max_waiting: 0 }|max_waiting",
        "{ embedded: a, name: broker, transaction_connections: 1000 }|transaction_connections",
        "{ embeded: a, name: broker }|embedded",
      })
  void refuses(String section, String expected) {
    ConfigException e = assertThrows(ConfigException.class, () -> read(section));
    assertTrue(
        e.problems().stream().anyMatch(problem -> problem.toString().contains(expected)),
        e.problems().toString());
  }

  private DatabaseConfig read(String section) throws IOException {
    Path file = folder.resolve("config.yaml");
    Files.writeString(file, "database: " + section + "\n");
    return ConfigFile.read(
        file, Map.of("PW", "s3cret"), root -> root.section("database", DatabaseConfig::read));
  }
}
