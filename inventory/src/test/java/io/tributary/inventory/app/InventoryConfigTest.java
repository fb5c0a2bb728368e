package io.tributary.inventory.app;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InventoryConfigTest {
  private static final String GOOD =
      """
      public_url: https://inventory.example.com
      database: { host: db, name: inventory, user: inventory, password: secret }
      oidc: { issuer: "https://broker.example.com", client_id: inventory, client_secret: s3cret }
      users:
        admin: { password: "long enough for anybody", superuser: true }
      """;

  @TempDir private Path folder;

  @Test
  void theShortestFileIsEnough() throws Exception {
    InventoryConfig config = read(GOOD);
    assertEquals("https://inventory.example.com", config.origin());
    assertEquals(8090, config.listen().port());
    assertTrue(config.listen().https());
    assertEquals("127.0.0.1", config.management().host());
    assertEquals(9091, config.management().port());
    assertEquals("Log in with SSO", config.oidc().orElseThrow().label());
    assertFalse(config.oidc().orElseThrow().associateByEmail());
    assertFalse(config.demoData());
    assertFalse(config.toString().contains("s3cret"));
    assertFalse(config.toString().contains("long enough"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          https://inventory.example.com        | http://inventory.example.com        | must be https
          https://inventory.example.com        | https://inventory.example.com/path  | without a path
          https://inventory.example.com        | https://Inventory.example.com       | small letters
          https://inventory.example.com        | https://inventory.example.com:443   | own port
          https://broker.example.com           | http://broker.example.com           | must be https
          https://broker.example.com           | http://localhost:8080               | must be https
          "long enough for anybody"            | short                               | shorter than 12
          admin:                               | ad min:                             | a user name is
          client_id:                           | clientid:                           | client_id
          issuer:                              | isuer:                              | issuer
          users:                               | demo: true\\nusers:                  | on this machine
          users:                               | sessions: {idle: 9d, absolute: 7d}\\nusers: | not be longer
          users:                               | sessions: {idle: 9}\\nusers:         | sessions.idle
          """)
  void whatIsWrongIsSaidAtItsLine(String part, String instead, String message) {
    String text = GOOD.replace(part, instead.replace("\\n", "\n"));
    ConfigException wrong = assertThrows(ConfigException.class, () -> read(text));
    assertTrue(wrong.getMessage().contains(message), wrong.getMessage());
    assertTrue(wrong.getMessage().contains("inventory.yaml:"), wrong.getMessage());
  }

  @Test
  void aDemoOnLoopbackMayHaveWeakPasswords() throws Exception {
    InventoryConfig config =
        read(
            """
            public_url: http://localhost:8090
            listen: { hosts: [localhost] }
            database: { embedded: ./data, name: inventory }
            demo: true
            users: { admin: { password: demo } }
            """);
    assertEquals(1, config.users().size());
    assertTrue(config.oidc().isEmpty());
  }

  private InventoryConfig read(String text) throws IOException {
    Path file = folder.resolve("inventory.yaml");
    Files.writeString(file, text);
    return ConfigFile.read(file, Map.of(), InventoryConfig::read);
  }
}
