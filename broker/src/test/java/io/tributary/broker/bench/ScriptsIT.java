package io.tributary.broker.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The scripts explain themselves before they do anything: in a checkout that was never built. */
class ScriptsIT {
  /**
   * Options of {@code scripts/run} that an image goes without; all others, and the arenas, are the
   * same, so that what is measured is what runs in a container.
   */
  private static final List<String> NOT_IN_IMAGES =
      List.of(
          // The default of the JVM.
          "-XX:TieredStopAtLevel=4",
          // Keeps a file out of the /tmp that all programs of a machine share; a container has its
          // own.
          "-XX:-UsePerfData",
          // Only a JDK later than that of the image, 17, warns without it.
          "--enable-native-access=ALL-UNNAMED",
          // The archive is made by the first start of a checkout, and an image has none.
          "-XX:SharedArchiveFile=",
          "-Xshare:auto",
          "-Xlog:cds=off",
          "-Xlog:class+path=off");

  @TempDir private Path checkout;

  @BeforeEach
  void copy() throws IOException {
    Path tools = Files.createDirectories(checkout.resolve("tools"));
    for (String tool : new String[] {"mvn", "java", "apt-get"}) {
      executable(tools.resolve(tool), "#!/bin/sh\ntouch '" + checkout + "/ran'\nexit 1\n");
    }
    Files.createDirectories(checkout.resolve("scripts"));
    try (var scripts = Files.newDirectoryStream(Path.of("../scripts"), Files::isRegularFile)) {
      for (Path script : scripts) {
        executable(
            checkout.resolve("scripts").resolve(script.getFileName()), Files.readString(script));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"archive", "bench", "build", "monitoring-check", "quickstart", "run", "verify"})
  void helpComesBeforeAnyWork(String script) throws Exception {
    String said = run(0, script, "--help");
    assertTrue(said.startsWith("usage: scripts/" + script), said);
    assertFalse(Files.exists(checkout.resolve("ran")), "something was built or run");
    assertFalse(Files.exists(checkout.resolve("target")), "something was made");
  }

  @Test
  void theHelpOfTheBenchmarkNamesEveryOperation() throws Exception {
    String said = run(0, "bench", "--seconds", "3", "--help");
    for (String operation : Operation.NAMES) {
      assertTrue(said.contains(operation), operation);
    }
  }

  @Test
  void theHelpOfTheBenchmarkNamesEveryPeerAndMode() throws Exception {
    String said = run(0, "bench", "--peer", "keycloak", "--help");
    List<String> words = new ArrayList<>(OptionsReader.PEERS);
    words.addAll(
        List.of(
            "--regress",
            "--peer",
            "--overload",
            "--replay",
            "--people",
            "--growth",
            "--sessions",
            "--refresh-tokens",
            "--algorithm",
            "--synchronous-commit"));
    for (String word : words) {
      assertTrue(said.contains(word), word);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"archive", "build", "run"})
  void withoutArgumentsTheyTellTheUsage(String script) throws Exception {
    assertTrue(run(2, script).contains("usage: scripts/" + script));
    assertFalse(Files.exists(checkout.resolve("ran")));
  }

  @Test
  void onlyCommandsThatTryMappingsInlineLess() throws Exception {
    Path target = Files.createDirectories(checkout.resolve("broker/target/lib")).getParent();
    Files.writeString(target.resolve("tributary-broker.jar"), "");
    executable(checkout.resolve("tools/java"), "#!/bin/sh\necho \"$@\"\n");
    String diff = run(0, "run", "broker", "mapping", "diff", "roles");
    assertTrue(diff.contains("-XX:MaxInlineLevel="), diff);
    assertTrue(diff.endsWith("tributary-broker.jar mapping diff roles\n"), diff);
    String users = run(0, "run", "broker", "user", "list", "mapping");
    assertFalse(users.contains("-XX:MaxInlineLevel="), users);
  }

  @ParameterizedTest
  @ValueSource(strings = {"broker", "inventory"})
  void anImageServesWithTheSettingsThatAreMeasured(String program) throws Exception {
    Path target = Files.createDirectories(checkout.resolve(program + "/target/lib")).getParent();
    Path jar = Files.writeString(target.resolve("tributary-" + program + ".jar"), "");
    Path archive = Files.writeString(target.resolve(program + ".jsa"), "");
    Files.setLastModifiedTime(
        archive,
        FileTime.from(Files.getLastModifiedTime(jar).toInstant().plus(Duration.ofHours(1))));
    executable(checkout.resolve("tools/java"), "#!/bin/sh\necho $MALLOC_ARENA_MAX \"$@\"\n");
    // The image has the newest 17.
    Files.writeString(checkout.resolve("release"), "JAVA_VERSION=\"17.0.15\"\n");
    // The last line: this checkout has no sources, and the look for newer ones says so.
    String said = run(0, "run", program, "serve").trim();
    List<String> script = List.of(said.substring(said.lastIndexOf('\n') + 1).split(" "));
    List<String> measured = new ArrayList<>(script.subList(1, script.indexOf("-jar")));
    for (String without : NOT_IN_IMAGES) {
      assertTrue(
          measured.removeIf(
              option ->
                  without.endsWith("=") ? option.startsWith(without) : option.equals(without)),
          without + " is not an option of scripts/run any more");
    }

    String image = Files.readString(Path.of("../" + program + "/Dockerfile"));
    Matcher entry = Pattern.compile("(?m)^ENTRYPOINT (\\[.*])$").matcher(image);
    assertTrue(entry.find(), image);
    List<String> words = new JsonArray(entry.group(1)).stream().map(String::valueOf).toList();
    assertEquals("java", words.get(0));
    assertEquals(
        measured.stream().sorted().toList(),
        words.subList(1, words.indexOf("-jar")).stream().sorted().toList());
    Matcher arenas = Pattern.compile("(?m)^ENV .*\\bMALLOC_ARENA_MAX=(\\d+)").matcher(image);
    assertTrue(arenas.find(), image);
    assertEquals(script.get(0), arenas.group(1));
  }

  private String run(int status, String script, String... arguments) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(checkout.resolve("scripts/" + script).toString());
    builder.command().addAll(List.of(arguments));
    builder.environment().merge("PATH", checkout + "/tools", (path, tools) -> tools + ":" + path);
    Process process = builder.redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(status, process.waitFor(), said);
    return said;
  }

  private static void executable(Path file, String text) throws IOException {
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
