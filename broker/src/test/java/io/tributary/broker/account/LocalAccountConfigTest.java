package io.tributary.broker.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.platform.config.ConfigException;
import io.tributary.platform.config.ConfigFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalAccountConfigTest {
  @TempDir Path folder;

  private LocalAccountConfig read(String yaml, boolean loopback) throws IOException {
    Path file = Files.writeString(folder.resolve("tributary.yaml"), yaml);
    return ConfigFile.read(
        file,
        Map.of("BOB_PASSWORD", "correct horse"),
        section -> LocalAccountConfig.read(section, loopback));
  }

  @Test
  void defaults() throws IOException {
    assertEquals(new LocalAccountConfig(true, List.of()), read("{}", false));
    assertFalse(read("local_login: false", false).localLogin());
  }

  @Test
  void aUser() throws IOException {
    NewLocalAccount bob =
        read(
                "users: [{username: bob, password: '${BOB_PASSWORD}', email: bob@example.com,"
                    + " email_verified: true, name: Bob, groups: [a, b]}]",
                false)
            .users()
            .get(0);
    assertEquals("bob", bob.username());
    assertEquals("correct horse", bob.password().reveal());
    assertEquals(Optional.of("bob@example.com"), bob.email());
    assertTrue(bob.emailVerified());
    assertEquals(List.of("a", "b"), bob.groups());
    assertFalse(bob.demo());
    assertFalse(bob.toString().contains("horse"));
  }

  @Test
  void aDemonstrationUserIsForLoopbackOnly() throws IOException {
    String yaml = "users: [{username: dave, password: demo, demo: true}]";
    assertTrue(read(yaml, true).users().get(0).demo());
    assertProblem(yaml, "users[0].demo");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "users: [{username: bob, password: demo}]                            | users[0].password",
        "users: [{username: bob}]                                            | users[0].password",
        "users: [{password: correct horse}]                                  | users[0].username",
        "users: [{username: ' bob', password: correct horse}]                | users[0].username",
        "users: [{username: bob, password: correct horse, email: x}]         | users[0].email",
        "users: [{username: bob, password: correct horse, email_verified: true}] | users[0].email_verified",
        "users: [{username: bob, password: correct horse, groups: ['a\u200B']}] | users[0].groups",
        "users: [{username: bob, password: correct horse, pasword: x}]       | users[0].pasword",
        "users: [{username: bob, password: correct horse}, {username: BOB, password: correct horse}]"
            + " | users[1].username",
        "local_login: maybe                                                  | local_login",
      })
  void wrongSettingsAreRefusedWithTheirPlace(String yaml, String path) {
    assertProblem(yaml, path);
  }

  private void assertProblem(String yaml, String path) {
    ConfigException refused = assertThrows(ConfigException.class, () -> read(yaml, false));
    assertEquals(
        List.of(path),
        refused.problems().stream().map(p -> p.path()).toList(),
        refused.getMessage());
    assertFalse(refused.getMessage().contains("horse"));
  }
}
