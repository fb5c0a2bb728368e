package io.tributary.broker.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The scripts explain themselves before they do anything: in a checkout that was never built. */
class ScriptsIT {
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
