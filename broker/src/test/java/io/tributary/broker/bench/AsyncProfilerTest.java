package io.tributary.broker.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AsyncProfilerTest {
  @TempDir private Path folder;
  private Path jar;
  private Path library;

  /** As it is published, with what it has for Linux. */
  @BeforeEach
  void jar() throws IOException {
    jar = folder.resolve("async-profiler-4.1.jar");
    library = folder.resolve("lib.so");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
      for (String processor : new String[] {"x64", "arm64"}) {
        zip.putNextEntry(new ZipEntry("linux-" + processor + "/libasyncProfiler.so"));
        zip.write(processor.getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"amd64, x64", "x86_64, x64", "AMD64, x64", "aarch64, arm64"})
  void itsLibraryIsThatOfTheProcessor(String processor, String said) throws IOException {
    AsyncProfiler.extract(jar, AsyncProfiler.entry("Linux", processor), library);
    assertEquals(said, Files.readString(library));
  }

  @ParameterizedTest
  @CsvSource({
    "Linux, ppc64le, linux-ppc64le/libasyncProfiler.so",
    "Linux, i386, linux-i386/libasyncProfiler.so",
    "Mac OS X, aarch64, mac os x-arm64/libasyncProfiler.so"
  })
  void whereItHasNoneThatIsSaid(String system, String processor, String missing) {
    IOException told =
        assertThrows(
            IOException.class,
            () -> AsyncProfiler.extract(jar, AsyncProfiler.entry(system, processor), library));
    assertEquals(
        "async-profiler-4.1.jar has no " + missing + ": --profile needs Linux x64 or arm64",
        told.getMessage());
    assertFalse(Files.exists(library));
  }

  @Test
  void anotherJarIsToldAlike() throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
      zip.putNextEntry(new ZipEntry("META-INF/MANIFEST.MF"));
    }
    IOException told =
        assertThrows(
            IOException.class,
            () -> AsyncProfiler.extract(jar, AsyncProfiler.entry("Linux", "amd64"), library));
    assertTrue(told.getMessage().contains("linux-x64/libasyncProfiler.so"), told::getMessage);
  }
}
