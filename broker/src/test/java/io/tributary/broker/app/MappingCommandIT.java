package io.tributary.broker.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code mapping} beside a running broker, on its database. */
class MappingCommandIT {
  private static final String SETTINGS =
      """
      scope: [roles, groups]
      order: 100
      declares: { roles: list of text }
      """;

  private static World world;

  @TempDir private Path folder;
  private Operator operator;

  @BeforeAll
  static void start() {
    world = World.open();
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  @BeforeEach
  void listen() {
    operator = new Operator(world.broker(), folder, "");
  }

  @AfterEach
  void restore() {
    operator.close();
  }

  private Path work(String name, String script, String settings) throws Exception {
    Path work = Files.createDirectories(folder.resolve("work"));
    Files.writeString(work.resolve(name + ".js"), script);
    Files.writeString(work.resolve(name + ".yaml"), settings);
    return work;
  }

  /** Of a new mapping whose order is its own. */
  private Path other(String name, int order) throws Exception {
    return work(
        name,
        "return { badge: '7' };",
        "scope: " + name + "\norder: " + order + "\ndeclares: { badge: text }\n");
  }

  private String live(String name) {
    Matcher found =
        Pattern.compile("(?m)^" + name + " +live (\\S{22}) ")
            .matcher(operator.does("mapping", "list"));
    return found.find() ? found.group(1) : "none";
  }

  @Test
  void fromWhatIsLiveToADraftToLiveAndBack() throws Exception {
    String before = live("roles");
    assertTrue(operator.does("mapping", "list").contains("by files: First version, from roles.js"));
    String wrote = operator.does("mapping", "show", "roles", "--to", folder + "/roles");
    assertTrue(wrote.contains("roles.js") && wrote.contains("roles.yaml"), wrote);
    Path script = folder.resolve("roles/roles.js");
    Files.writeString(script, Files.readString(script).replace("'netbox_staff'", "'netbox_crew'"));

    String saved =
        operator.does(
            "mapping", "draft", "roles", "--from", folder + "/roles", "-m", "The crew is staff");
    assertTrue(saved.contains("of roles, over live " + before), saved);
    assertTrue(
        saved.contains(
            "1 of 6 tests fails, so it cannot be published; what was expected: mapping test "
                + folder
                + "/roles"),
        saved);
    assertTrue(saved.contains("FAIL  the two groups get the names"), saved);
    String config = " --config " + folder.resolve("broker.yaml");
    assertTrue(saved.contains("Next: mapping diff roles" + config + ", then mapping "), saved);
    assertTrue(saved.stripTrailing().endsWith(config), saved);
    String draft = saved.replaceAll("(?s).*--expect (\\S+).*", "$1");
    assertEquals(before, live("roles"));
    String list = operator.does("mapping", "list");
    assertTrue(
        list.lines()
            .anyMatch(
                line ->
                    line.strip().startsWith("draft " + draft)
                        && line.contains("The crew is staff")),
        list);
    assertTrue(operator.does("mapping", "show", "roles", "--draft").contains("netbox_crew"));
    assertFalse(operator.does("mapping", "show", "roles").contains("netbox_crew"));

    operator.refused(
        "The draft of roles is now " + draft, "mapping", "publish", "roles", "--expect", before);
    assertTrue(
        operator
            .refused(
                "1 of 6 tests of roles fails: 'the two groups get the names",
                "mapping",
                "publish",
                "roles")
            .contains(
                "Nothing was changed. To see what was expected: mapping show roles --draft --to DIR,"
                    + " then mapping test DIR."));
    assertEquals(before, live("roles"));
    Path tests = folder.resolve("roles/roles.test.yaml");
    Files.writeString(tests, Files.readString(tests).replace("netbox_staff]", "netbox_crew]"));
    String better =
        operator.does(
            "mapping", "draft", "roles", "--from", folder + "/roles", "-m", "The crew is staff");
    assertFalse(better.contains("fail"), better);
    String tested = better.replaceAll("(?s)Saved the draft (\\S+) .*", "$1");
    assertNotEquals(draft, tested, "better tests make another version");
    String published = operator.does("mapping", "publish", "roles", "--expect", tested);
    assertTrue(
        published.contains("roles is live as " + tested + ", in place of " + before), published);
    assertTrue(published.contains("6 tests passed."), published);
    assertEquals("", operator.complaint());
    assertEquals(tested, live("roles"));
    String none =
        operator.refused(
            "There is no draft of roles: " + tested + " was published by cli:",
            "mapping",
            "publish",
            "roles");
    assertTrue(none.contains("; mapping draft roles --from DIR makes one."), none);

    String history = operator.does("mapping", "history", "roles");
    assertTrue(
        history.contains("import   " + before) && history.contains("publish  " + tested), history);
    assertTrue(
        history.contains(" by cli:" + System.getProperty("user.name") + ": The crew"), history);
    assertTrue(
        operator.does("mapping", "rollback", "roles").contains("roles is live as " + before));
    assertEquals(before, live("roles"));
    operator.refused("nothing to go back to", "mapping", "rollback", "roles");
    operator.does("mapping", "rollback", "roles", "--to", tested, "-m", "It was right");
    operator.refused("is live already", "mapping", "rollback", "roles", "--to", tested);
    operator.refused("has changed meanwhile", "mapping", "rollback", "roles", "--expect", before);
    operator.does("mapping", "rollback", "roles", "--expect", tested);
    assertTrue(
        operator.does("mapping", "show", "roles", "--version", tested).contains("netbox_crew"),
        "old versions stay");
  }

  @Test
  void aNewMappingComesAndGoes() throws Exception {
    Path work = other("badge", 7);
    operator.does("mapping", "draft", "badge", "--from", work + "/badge.yaml", "-m", "Badges");
    assertTrue(operator.does("mapping", "list").contains("badge                    not live"));
    operator.does("mapping", "publish", "badge");
    assertTrue(operator.complaint().contains("badge has no tests"), operator.complaint());
    operator.does("mapping", "draft", "badge", "--remove", "-m", "No badges");
    assertTrue(operator.does("mapping", "list").contains("draft to take it out"));
    operator.refused("takes it out", "mapping", "show", "badge", "--draft");
    assertTrue(
        operator
            .does("mapping", "publish", "badge", "--expect", "none")
            .contains("not live any more"));
    operator.refused("badge is not live", "mapping", "show", "badge");
    operator.refused(
        "No mapping badge is live", "mapping", "draft", "badge", "--remove", "-m", "x");
    assertTrue(operator.does("mapping", "rollback", "badge").contains("badge is live as "));
    operator.does("mapping", "draft", "badge", "--remove", "-m", "No badges");
    assertTrue(operator.does("mapping", "delete-draft", "badge").contains("Deleted the draft"));
    operator.refused("There is no draft of badge", "mapping", "delete-draft", "badge");
    assertTrue(
        operator.does("mapping", "rollback", "badge").contains("badge is not live any more"));
  }

  @Test
  void aDraftMayComeFromFilesOfAnotherName() throws Exception {
    Path work = other("new-crew", 8);
    operator.does("mapping", "draft", "crew", "--from", work + "/new-crew.js", "-m", "Crew");
    assertTrue(operator.does("mapping", "show", "crew", "--draft").contains("==> crew.js <=="));
    operator.does("mapping", "delete-draft", "crew");
  }

  /** Drafts come over the API too: what is reviewed here is what runs. */
  @Test
  void aDraftCannotLookOtherThanItRuns() throws Exception {
    Path work = other("sly", 9);
    Path script = work.resolve("sly.js");
    Files.writeString(
        script, Files.readString(script) + "\n\t// \u001b[2K\u001b[1A\u202e\u009b2J\rharmless\n");
    operator.does("mapping", "draft", "sly", "--from", script.toString(), "-m", "Sly");
    String shown = operator.does("mapping", "show", "sly", "--draft");
    assertTrue(shown.contains("\t// \\u001b[2K\\u001b[1A\\u202e\\u009b2J"), shown);
    assertTrue(shown.chars().noneMatch(c -> c == 0x1b || c == 0x202e || c == 0x9b), shown);
    operator.does("mapping", "delete-draft", "sly");
  }

  @Test
  void badInputIsASentenceAndChangesNothing() throws Exception {
    String before = operator.does("mapping", "list");
    Path work = work("broken", "return {\n  a: [1, 2\n};", SETTINGS);
    assertTrue(draftRefused("broken", "broken.js:").matches("(?s).*broken\\.js:\\d+:\\d+: .*"));
    work("broken", "return {};", "scope: roles\ndeclare: { a: text }\n");
    assertTrue(draftRefused("broken", "broken.yaml:2").contains("declares"));

    work("broken", "", SETTINGS);
    Files.write(work.resolve("broken.js"), "x".repeat(1 << 20).getBytes(StandardCharsets.UTF_8));
    draftRefused("broken", "broken.js");
    Files.write(work.resolve("broken.js"), new byte[8 << 20]);
    draftRefused("broken", "longer than");
    Files.write(work.resolve("broken.js"), new byte[] {'r', (byte) 0xc3, (byte) 0x28});
    draftRefused("broken", "not UTF-8");
    Files.writeString(work.resolve("broken.js"), "return {}; //\0");
    draftRefused("broken", "NUL");
    Files.delete(work.resolve("broken.js"));
    draftRefused("broken", "no script beside it");
    Files.createSymbolicLink(work.resolve("broken.js"), Path.of("/etc/hostname"));
    draftRefused("broken", "leads out of the folder");
    Files.delete(work.resolve("broken.js"));
    Files.createDirectory(work.resolve("broken.js"));
    draftRefused("broken", "not a file");
    Files.delete(work.resolve("broken.js"));
    Files.writeString(work.resolve("broken.js"), "return {};");
    Files.delete(work.resolve("broken.yaml"));
    operator.refused(
        "no settings beside it",
        "mapping",
        "draft",
        "broken",
        "--from",
        work + "/broken.js",
        "-m",
        "why");

    other("fine", 9);
    for (String name : List.of("Fine", "fine one", "../fine", "fine.js", "-", "föhn", "")) {
      int status = operator.run("mapping", "draft", name, "--from", work + "/fine.js", "-m", "why");
      assertTrue(status == 1 || (name.equals("-") && status == 2), name + operator.complaint());
    }
    operator.refused(
        "Say in a message why", "mapping", "draft", "fine", "--from", work.toString(), "-m", " ");
    operator.refused(
        "one line", "mapping", "draft", "fine", "--from", work.toString(), "-m", "a\nb");
    operator.refused(
        "that can be read", "mapping", "draft", "fine", "--from", work + "/nowhere", "-m", "x");
    operator.refused(
        "there is no nothing.yaml in it",
        "mapping",
        "draft",
        "nothing",
        "--from",
        work.toString(),
        "-m",
        "x");
    Files.writeString(work.resolve("notes.txt"), "x");
    operator.refused(
        "belongs to no mapping",
        "mapping",
        "draft",
        "fine",
        "--from",
        work + "/notes.txt",
        "-m",
        "x");
    operator.refused("There is no mapping nothing", "mapping", "show", "nothing");
    operator.refused("There was never a mapping nothing", "mapping", "history", "nothing");
    operator.refused("There is no draft of nothing", "mapping", "publish", "nothing");
    operator.refused("never a mapping nothing", "mapping", "rollback", "nothing");
    operator.refused("There is no version x", "mapping", "show", "roles", "--version", "x");
    operator.refused("not both", "mapping", "show", "roles", "--version", "x", "--draft");
    assertEquals(before, operator.does("mapping", "list"));
  }

  private String draftRefused(String name, String words) {
    return operator.refused(
        words, "mapping", "draft", name, "--from", folder + "/work/" + name + ".yaml", "-m", "why");
  }

  @Test
  void aTestFileThatIsWrongOrExpectsNothingMakesNoDraft() throws Exception {
    Path work = other("tested", 11);
    for (String tests : List.of("tests: []\n", "tests:\n  - name: nothing is expected\n", "x")) {
      Files.writeString(work.resolve("tested.test.yaml"), tests);
      operator.refused(
          "tested.test.yaml:",
          "mapping",
          "draft",
          "tested",
          "--from",
          work.toString(),
          "-m",
          "Try");
    }
    operator.refused("There is no draft of tested", "mapping", "publish", "tested");
  }

  @Test
  void nothingIsOverwritten() throws Exception {
    Path mine = Files.createDirectories(folder.resolve("mine"));
    Files.writeString(mine.resolve("roles.yaml"), "mine");
    operator.refused("is there already", "mapping", "show", "roles", "--to", mine.toString());
    assertEquals("mine", Files.readString(mine.resolve("roles.yaml")));
    assertFalse(Files.exists(mine.resolve("roles.js")), "all or none");
  }

  @Test
  void whatWouldDisputeAClaimIsNotPublished() throws Exception {
    String shipped = operator.does("mapping", "show", "roles");
    assertTrue(shipped.contains("order: 100"), shipped);
    work("rival", "return { roles: [] };", SETTINGS);
    operator.does("mapping", "draft", "rival", "--from", folder + "/work", "-m", "Mine");
    operator.refused(
        "rival and roles both make roles and have the order 100", "mapping", "publish", "rival");
    operator.does("mapping", "delete-draft", "rival");
  }

  @Test
  void wrongUsageIsTwo() {
    for (String line :
        List.of(
            "mapping nonsense",
            "mapping show",
            "mapping draft roles",
            "mapping draft roles --from x",
            "mapping draft roles -m x",
            "mapping draft roles --from x --remove -m x",
            "mapping publish",
            "mapping publish roles --expect",
            "mapping rollback",
            "mapping history",
            "mapping delete-draft")) {
      assertEquals(2, operator.run(line.split(" ")), line);
      assertFalse(operator.complaint().contains("\tat "), operator.complaint());
    }
  }

  @Test
  void everyCommandHasHelpWithAnExample() {
    assertTrue(Commands.run(new String[] {"mapping", "--help"}, java.util.Map.of()) == 0);
    for (String command :
        List.of(
            "mapping test",
            "mapping lint",
            "mapping list",
            "mapping show",
            "mapping history",
            "mapping draft",
            "mapping delete-draft",
            "mapping diff",
            "mapping canary",
            "mapping publish",
            "mapping rollback",
            "recording list",
            "recording show",
            "recording purge",
            "why",
            "trace")) {
      String help = operator.does((command + " --help").split(" "));
      assertTrue(help.contains("scripts/broker " + command), help);
      assertFalse(help.contains("%n") || help.contains("%%"), help);
    }
    String all = operator.does("--help");
    assertTrue(all.contains("Display help information"), all);
    assertFalse(all.contains("%n"), all);
  }
}
