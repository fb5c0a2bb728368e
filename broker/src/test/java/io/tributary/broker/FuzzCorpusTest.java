package io.tributary.broker;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the fuzzer was given and what it ever found, once more, in every build. */
class FuzzCorpusTest {
  private static final Path CORPORA = Path.of("src/test/resources/fuzz");
  private static final String ROOT = "io.tributary.broker.";

  static List<Path> inputs() throws IOException {
    try (Stream<Path> files = Files.walk(CORPORA)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("inputs")
  void isReadOrRefused(Path input) throws Exception {
    Method target =
        Class.forName(ROOT + input.getParent().getFileName())
            .getMethod("fuzzerTestOneInput", byte[].class);
    byte[] data = Files.readAllBytes(input);
    // Bounds a hang, not a speed.
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(30), () -> assertDoesNotThrow(() -> call(target, data)));
  }

  private static void call(Method target, byte[] data) throws Throwable {
    try {
      target.invoke(null, data);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  @Test
  void everyTargetHasInputsToBeginWith() throws IOException {
    Set<String> targets =
        new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.ONLY_INCLUDE_TESTS)
                .importPackages("io.tributary.broker")
                .stream()
                .map(JavaClass::getName)
                .filter(name -> name.endsWith("Fuzz"))
                .map(name -> name.substring(ROOT.length()))
                .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(targets, folders());
    for (String target : targets) {
      try (Stream<Path> files = Files.list(CORPORA.resolve(target))) {
        assertTrue(files.count() > 2, target);
      }
    }
  }

  private static Set<String> folders() throws IOException {
    try (Stream<Path> folders = Files.list(CORPORA)) {
      return folders
          .map(folder -> folder.getFileName().toString())
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }
}
