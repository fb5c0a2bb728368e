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
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerBinariesIT {
  @TempDir Path temporary;

  @Test
  void unpacksOnceForAllAndRebuildsWhatIsDamaged() throws Exception {
    Path cache = temporary.resolve("cache");
    var one = CompletableFuture.supplyAsync(() -> ServerBinaries.in(cache));
    var two = CompletableFuture.supplyAsync(() -> ServerBinaries.in(cache));
    Path folder = one.get().folder();
    assertEquals(folder, two.get().folder());
    assertEquals(List.of(folder), entries(cache), "nothing half-done is left");
    assertTrue(version(folder).contains(" " + EmbeddedPostgres.MAJOR + "."), version(folder));
    assertEquals("rwxr-xr-x", mode(folder));
    assertEquals("rwxr-xr-x", mode(folder.resolve("bin/postgres")));

    Object before = Files.getAttribute(folder, "unix:ino");
    ServerBinaries.in(cache);
    assertEquals(before, Files.getAttribute(folder, "unix:ino"), "found, not rebuilt");

    Files.write(folder.resolve("bin/postgres"), new byte[100]);
    ServerBinaries.in(cache);
    assertTrue(version(folder).contains("PostgreSQL"), "cut programs are replaced");
    Files.delete(folder.resolve("bin/initdb"));
    ServerBinaries.in(cache);
    assertTrue(Files.exists(folder.resolve("bin/initdb")), "missing programs are replaced");
    assertEquals(List.of(folder), entries(cache));
  }

  @ParameterizedTest
  @ValueSource(strings = {"rwxrwxr-x", "rwxr-xrwx", "rwxrwxrwx"})
  void runsNothingThatOthersCouldHaveWritten(String mode) throws IOException {
    Path cache = Files.createDirectory(temporary.resolve("cache"));
    Files.setPosixFilePermissions(cache, PosixFilePermissions.fromString(mode));
    assertThrows(StartupException.class, () -> ServerBinaries.in(cache));
    assertEquals(List.of(), entries(cache));
  }

  @Test
  void saysWhyTheCacheCannotBeUsed() throws IOException {
    Path file = Files.createFile(temporary.resolve("file"));
    StartupException e =
        assertThrows(StartupException.class, () -> ServerBinaries.in(file.resolve("cache")));
    assertTrue(e.getMessage().contains(file.toString()), e.getMessage());
    assertFalse(e.getMessage().contains("\n"));
  }

  private static List<Path> entries(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.toList();
    }
  }

  private static String version(Path folder) throws IOException {
    return Processes.run(List.of(folder.resolve("bin/postgres").toString(), "--version")).output();
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
