package io.tributary.platform.db;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.platform.ops.StartupException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataFolderTest {
  @TempDir Path temporary;
  private EmbeddedServers servers;
  private Path folder;
  private ServerUser self;

  @BeforeEach
  void servers() throws IOException {
    self = new ServerUser(Optional.empty(), Processes.ownUid(), 0);
    servers =
        EmbeddedServers.at(
            true,
            self,
            new EmbeddedServers.Places(
                temporary.resolve("cache"),
                temporary.resolve("elsewhere"),
                java.util.List.of(),
                java.time.Duration.ofMillis(10)));
    folder = temporary.resolve("data");
  }

  @Test
  void freshRefusesAFolderOfSomebodyElse() throws IOException {
    Files.createDirectories(folder.resolve("photos"));
    Files.writeString(folder.resolve("photos/one"), "precious");
    StartupException e = assertThrows(StartupException.class, () -> servers.fresh(folder));
    assertTrue(e.getMessage().contains("nothing was deleted"), e.getMessage());
    assertEquals("precious", Files.readString(folder.resolve("photos/one")));
    assertThrows(StartupException.class, this::prepare);
    assertEquals("precious", Files.readString(folder.resolve("photos/one")));
  }

  @Test
  void freshRefusesAFolderWhoseMarkerIsALink() throws IOException {
    Files.createDirectories(folder);
    Path marker = Files.createFile(temporary.resolve("marker"));
    Files.createSymbolicLink(folder.resolve(".tributary-data"), marker);
    Files.writeString(folder.resolve("one"), "precious");
    assertThrows(StartupException.class, () -> servers.fresh(folder));
    assertTrue(Files.exists(folder.resolve("one")));
  }

  @Test
  void freshEmptiesOursAndFollowsNoLink() throws IOException {
    prepare();
    Path outside = Files.createDirectory(temporary.resolve("outside"));
    Files.writeString(outside.resolve("one"), "precious");
    Files.createSymbolicLink(folder.resolve("link"), outside);
    Files.createDirectories(folder.resolve("postgres/base/1"));
    Files.createSymbolicLink(folder.resolve("postgres/pg_wal"), outside);
    servers.fresh(folder);
    assertFalse(Files.exists(folder.resolve("postgres")));
    assertFalse(Files.exists(folder.resolve("link")));
    assertEquals("precious", Files.readString(outside.resolve("one")));
    prepare();
  }

  @Test
  void freshLeavesAbsentAndEmptyFoldersAlone() throws IOException {
    servers.fresh(folder);
    assertFalse(Files.exists(folder));
    Files.createDirectory(folder);
    servers.fresh(folder);
    assertTrue(Files.exists(folder));
  }

  @Test
  void takesTheWorldsAccessAway() throws IOException {
    Files.createDirectory(folder);
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    prepare();
    assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"file/data", "file"})
  void anUnusableFolderIsOneSentence(String name) throws IOException {
    Files.createFile(temporary.resolve("file"));
    folder = temporary.resolve(name);
    StartupException e = assertThrows(StartupException.class, this::prepare);
    assertTrue(e.getMessage().contains("cannot be used"), e.getMessage());
    assertFalse(e.getMessage().contains("\n"));
  }

  @Test
  void anUnwritableFolderIsOneSentence() throws IOException {
    folder = Path.of("/proc/tributary-data"); // nobody can write there, not even root
    StartupException e = assertThrows(StartupException.class, this::prepare);
    assertTrue(e.getMessage().contains("/proc/tributary-data cannot be used"), e.getMessage());
  }

  @Test
  void refusesDataOfAnotherUser() throws IOException {
    prepare();
    Files.createDirectory(folder.resolve("postgres"));
    ServerUser other = new ServerUser(Optional.empty(), self.uid() + 1, 0);
    StartupException e =
        assertThrows(StartupException.class, () -> new DataFolder(folder, other).prepare());
    assertTrue(e.getMessage().contains("belongs to the user"), e.getMessage());
  }

  @Test
  void theOwnerIsKnownWhileItHoldsTheLock() throws IOException {
    prepare();
    assertFalse(OwnerLock.held(folder));
    OwnerLock lock = OwnerLock.take(folder).orElseThrow();
    assertTrue(OwnerLock.held(folder));
    assertTrue(OwnerLock.take(folder).isEmpty(), "nobody takes it twice, not even we");
    assertEquals(ProcessHandle.current().pid(), OwnerLock.pid(folder).getAsLong());
    lock.close();
    assertFalse(OwnerLock.held(folder));
    Files.writeString(folder.resolve("owner"), "4194303 1\n");
    assertFalse(OwnerLock.held(folder), "what a dead owner left behind");
    OwnerLock.take(folder).orElseThrow().close();
  }

  @Test
  void aPostmasterFileThatNamesAnotherProcessNamesNone() throws IOException {
    prepare();
    Path data = Files.createDirectory(folder.resolve("postgres"));
    for (String pid : java.util.List.of("1", "4194303", ProcessHandle.current().pid() + "")) {
      Files.writeString(
          data.resolve("postmaster.pid"), pid + "\n" + data + "\n1\n5432\n/tmp\n\n\nready\n");
      assertTrue(Postmaster.on(new DataFolder(folder, self)).isEmpty(), pid);
    }
    for (String damaged :
        java.util.List.of("", "\n\n\n\n\n\n", "x\ny\nz\n1\n2\n", "-1\n\n\n\n\n")) {
      Files.writeString(data.resolve("postmaster.pid"), damaged);
      assertTrue(Postmaster.on(new DataFolder(folder, self)).isEmpty(), damaged);
    }
  }

  @Test
  void theEffectiveUserIsThatOfTheProcess() throws IOException {
    String id = Processes.run(java.util.List.of("/usr/bin/id", "-u")).output().trim();
    assertEquals(Integer.parseInt(id), Processes.ownUid());
    assertEquals(id.equals("0"), ServerUser.current().name().isPresent());
  }

  private void prepare() {
    new DataFolder(folder, self).prepare();
  }
}
