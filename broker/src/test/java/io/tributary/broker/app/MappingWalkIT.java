package io.tributary.broker.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The way that {@code docs/mappings.md} shows first, line by line as it stands there: the role rule
 * is changed, looked at, published and taken back in at most ten commands.
 */
class MappingWalkIT {
  private static final Pattern BLOCK =
      Pattern.compile("(?s)## Change the role rule.*?```sh\n(.*?)```");
  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");
  private static final JsonArray NOTHING = new JsonArray();

  @TempDir private Path folder;
  private World world;
  private Operator operator;

  @BeforeEach
  void start() {
    world =
        World.open(
            "",
            World.UPSTREAMS
                + World.REST
                + "recordings: [{ upstream: okta, purpose: To try mappings, keep: 366d }]\n");
    operator = new Operator(world.broker(), folder, MappingDiffIT.RULES);
    world
        .okta()
        .user(
            Map.of(
                "sub",
                "00u-auditor",
                "preferred_username",
                "audrey",
                "name",
                "Audrey",
                "groups",
                List.of("auditors")));
  }

  @AfterEach
  void stop() {
    operator.close();
    world.close();
  }

  @Test
  void theDocumentLeadsToAChangedRuleAndBack() throws Exception {
    Matcher block = BLOCK.matcher(Files.readString(Path.of("docs", "mappings.md")));
    assertTrue(block.find());
    List<String> lines = block.group(1).lines().filter(line -> !line.isBlank()).toList();
    assertTrue(lines.size() <= 10, lines.size() + " commands");
    assertEquals(NOTHING, roles());
    MappingDiffIT.awaitRecordings(world, 1);
    List<String> done = new ArrayList<>();
    for (String line : lines) {
      List<String> words = words(line.replaceAll("\\s+#.*", ""));
      String revision = world.broker().metric("broker_mapping_revision");
      if (words.get(0).equals("$EDITOR")) {
        edit();
        continue;
      }
      assertEquals("scripts/broker", words.get(0), line);
      String[] command = words.subList(1, words.size()).toArray(String[]::new);
      boolean plain = List.of("test", "lint").contains(command[1]);
      String said = plain ? operator.doesWithoutConfiguration(command) : operator.does(command);
      done.add(command[1]);
      switch (command[1]) {
        case "test" -> assertTrue(said.contains(" 0 failed"), said);
        case "diff" -> assertTrue(said.contains("audrey (okta): -auditors +staff"), said);
        case "publish" -> {
          assertTrue(said.contains("7 tests passed"), said);
          takenUp(revision);
          assertEquals(new JsonArray(List.of("staff")), roles());
        }
        case "rollback" -> {
          takenUp(revision);
          assertEquals(NOTHING, roles());
        }
        default -> assertTrue(!said.isBlank(), line);
      }
    }
    assertTrue(
        done.containsAll(List.of("show", "test", "draft", "diff", "publish", "rollback")),
        done::toString);
  }

  private void edit() throws Exception {
    Path script = folder.resolve("work/roles.js");
    String before = Files.readString(script);
    String after =
        before.replace(
            "group === 'netbox_staff' ? 'staff'",
            "group === 'netbox_staff' || group === 'auditors' ? 'staff'");
    assertTrue(!after.equals(before), before);
    Files.writeString(script, after);
    Path tests = folder.resolve("work/roles.test.yaml");
    Files.writeString(
        tests,
        Files.readString(tests)
            + """
              - name: auditors are staff
                given: {claims: {groups: [auditors]}}
                expect: {groups: [staff], roles: [staff]}
            """);
  }

  private List<String> words(String line) {
    List<String> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(line);
    while (matcher.find()) {
      String word = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
      words.add(
          word.equals("work") || word.startsWith("work/") ? folder.resolve(word).toString() : word);
    }
    return words;
  }

  private void takenUp(String before) {
    for (int i = 0; i < 400; i++) {
      if (!world.broker().metric("broker_mapping_revision").equals(before)) {
        return;
      }
      RunningBroker.pause();
    }
    throw new AssertionError("never taken up");
  }

  private Object roles() {
    TestApplication inventory = world.inventory();
    return inventory.claims(world.tokens(world.person(), inventory, "okta")).getValue("roles");
  }
}
