package io.tributary.broker.keys;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.platform.ops.StartupException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MasterKeySourceTest {
  private static final byte[] PLAIN = "plain".getBytes(StandardCharsets.UTF_8);
  private static final String GOOD = Base64.getEncoder().encodeToString(new byte[32]);

  @TempDir private Path folder;

  @Test
  void makesTheFileOnceForItsOwnerOnly() throws IOException {
    Path data = folder.resolve("not/yet/there");
    MasterKey first = MasterKeySource.load(Map.of(), data);
    Path file = data.resolve("master.key");
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    assertEquals(32, Base64.getDecoder().decode(Files.readString(file).strip()).length);
    assertSame(first, MasterKeySource.load(Map.of(), data));
    try (var left = Files.list(data)) {
      assertEquals(List.of(file), left.toList(), "no draft is left behind");
    }
  }

  @Test
  void twoInstallationsDiffer() {
    MasterKey one = MasterKeySource.load(Map.of(), folder.resolve("one"));
    MasterKey two = MasterKeySource.load(Map.of(), folder.resolve("two"));
    byte[] sealed = one.seal(PLAIN, "x");
    assertThrows(Sealer.SealBroken.class, () -> two.open(sealed, "x"));
  }

  @Test
  void processesThatStartTogetherAgree() throws Exception {
    ExecutorService starters = Executors.newFixedThreadPool(8);
    try {
      List<Future<MasterKey>> started = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        started.add(starters.submit(() -> MasterKeySource.load(Map.of(), folder)));
      }
      MasterKey first = started.get(0).get();
      for (Future<MasterKey> other : started) {
        assertSame(first, other.get());
      }
    } finally {
      starters.shutdownNow();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rw-----w-", "rwxrwxrwx"})
  void refusesAFileThatOthersMayTouch(String permissions) throws IOException {
    MasterKeySource.load(Map.of(), folder);
    Path file = folder.resolve("master.key");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    assertSentence(Map.of(), "chmod 600");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r--r--", "r--r--r--", "rw-----w-"})
  void refusesANamedFileThatTheWorldMayTouch(String permissions) throws IOException {
    Path file = Files.writeString(folder.resolve("secret"), GOOD);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    assertSentence(Map.of("TRIBUTARY_MASTER_KEY_FILE", file.toString()), "chmod 600");
  }

  @Test
  void acceptsTheGroupOnANamedFile() throws IOException {
    Path file = Files.writeString(folder.resolve("secret"), GOOD + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r-----"));
    assertSame(
        new MasterKey(new byte[32]),
        MasterKeySource.load(Map.of("TRIBUTARY_MASTER_KEY_FILE", file.toString()), folder));
    assertFalse(Files.exists(folder.resolve("master.key")), "makes no key that nobody uses");
  }

  @Test
  void readsTheVariable() {
    assertSame(
        new MasterKey(new byte[32]),
        MasterKeySource.load(Map.of("TRIBUTARY_MASTER_KEY", GOOD), folder));
    assertFalse(Files.exists(folder.resolve("master.key")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"not base64!", "c2hvcnQ=", "marker-secret-0123456789", "=", "AAAA"})
  void refusesWhatIsNotAKeyWithoutQuotingIt(String value) {
    String message = assertSentence(Map.of("TRIBUTARY_MASTER_KEY", value), "32 bytes");
    assertFalse(message.contains(value) && value.length() > 1, message);
  }

  @Test
  void refusesTwoSources() {
    assertSentence(
        Map.of("TRIBUTARY_MASTER_KEY", GOOD, "TRIBUTARY_MASTER_KEY_FILE", "/x"), "not both");
  }

  @Test
  void refusesAMissingNamedFile() {
    assertSentence(
        Map.of("TRIBUTARY_MASTER_KEY_FILE", folder.resolve("none").toString()), "not exist");
  }

  @Test
  void refusesAFolderThatCannotBeMade() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "in the way");
    StartupException refused =
        assertThrows(
            StartupException.class, () -> MasterKeySource.load(Map.of(), file.resolve("data")));
    assertTrue(refused.getMessage().contains("cannot be made"), refused.getMessage());
  }

  private String assertSentence(Map<String, String> environment, String part) {
    StartupException refused =
        assertThrows(StartupException.class, () -> MasterKeySource.load(environment, folder));
    assertTrue(refused.getMessage().contains(part), refused.getMessage());
    return refused.getMessage();
  }

  private static void assertSame(MasterKey one, MasterKey other) {
    assertArrayEquals(PLAIN, other.open(one.seal(PLAIN, "x"), "x"));
  }
}
