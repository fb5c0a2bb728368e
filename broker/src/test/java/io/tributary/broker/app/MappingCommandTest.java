package io.tributary.broker.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

/** {@code mapping test} and {@code mapping lint}: no database, no configuration. */
final class MappingCommandTest {
  private static final String SETTINGS = "scope: roles\ndeclares: {groups: list of text}\n";

  private final PrintStream out = System.out;
  private final PrintStream err = System.err;
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final ByteArrayOutputStream complained = new ByteArrayOutputStream();

  @TempDir private Path folder;

  @BeforeEach
  void listen() throws IOException {
    System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(complained, true, StandardCharsets.UTF_8));
    write("a.js", "return {groups: request.user.groups};");
    write("a.yaml", SETTINGS);
    write(
        "a.test.yaml",
        "tests:\n- {name: one, given: {claims: {groups: [x]}}, expect: {groups: [x]}}\n");
  }

  @AfterEach
  void restore() {
    System.setOut(out);
    System.setErr(err);
  }

  @Test
  void allPass() {
    assertEquals(0, run("test", folder.toString()), this::complaint);
    assertTrue(said().contains("ok    a: one"), said());
    assertTrue(said().contains("1 passed, 0 failed"), said());
  }

  @Test
  void aFailureIsShownWithItsPlaceAndEndsWithOne() throws IOException {
    write(
        "a.test.yaml",
        """
        tests:
        - {name: one, given: {claims: {}}, expect: {groups: []}}
        - {name: two, given: {claims: {groups: [x]}}, expect: {groups: [y]}}
        """);
    assertEquals(1, run("test", folder.toString()));
    assertTrue(said().contains("FAIL  a: two"), said());
    assertTrue(said().contains(folder.resolve("a.test.yaml") + ":3"), said());
    assertTrue(said().contains("- groups: [\"y\"]"), said());
    assertTrue(said().contains("+ groups: [\"x\"]"), said());
    assertTrue(said().contains("1 passed, 1 failed"), said());
  }

  @Test
  void aFileOfAMappingStandsForItAlone() throws IOException {
    write("ab.js", "this is no script");
    write("ab.yaml", "nothing");
    for (String file : List.of("a.js", "a.yaml", "a.test.yaml")) {
      assertEquals(0, run("test", folder.resolve(file).toString()), this::complaint);
    }
    assertEquals(1, run("test", folder.toString()));
    assertTrue(complaint().contains("ab.js:1:"), complaint());
    assertTrue(complaint().contains("ab.yaml:1:1"), complaint());
  }

  @Test
  void aFileOfTestsThatIsWrongIsSaidWithItsLine() throws IOException {
    write("a.test.yaml", "tests:\n- {name: one, given: {claims: {}}}\n");
    assertEquals(1, run("test", folder.toString()));
    assertTrue(
        complaint().contains(folder.resolve("a.test.yaml") + ":2:3: tests[0]: expects nothing"),
        complaint());
  }

  @Test
  void wrongUsageEndsWithTwo() throws IOException {
    assertEquals(2, run("test", folder.resolve("missing").toString()));
    assertTrue(complaint().contains("is not there"), complaint());
    assertEquals(2, run("test", folder.toString(), "--jnuit", "x"));
    assertEquals(2, run("lint", folder.resolve("missing").toString()));
    assertEquals(2, run());
    Path empty = Files.createDirectory(folder.resolve("empty"));
    assertEquals(1, run("test", empty.toString()));
    assertTrue(complaint().contains("there is no mapping there"), complaint());
  }

  @Test
  void buildServersReadTheReportWhateverTheTestsAreCalled() throws Exception {
    write(
        "a.test.yaml",
        """
        tests:
        - {name: "<one> & \\"\\u0001\\" ]]>", given: {claims: {}}, expect: {groups: []}}
        - {name: two, given: {claims: {}}, expect: {groups: ['</failure>']}}
        """);
    Path report = folder.resolve("report.xml");
    assertEquals(1, run("test", folder.toString(), "--junit", report.toString()));
    Element root =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(Files.readAllBytes(report)))
            .getDocumentElement();
    Element suite = (Element) root.getElementsByTagName("testsuite").item(0);
    assertEquals("2", suite.getAttribute("tests"));
    assertEquals("1", suite.getAttribute("failures"));
    Element first = (Element) root.getElementsByTagName("testcase").item(0);
    assertEquals("<one> & \"\ufffd\" ]]>", first.getAttribute("name"));
    assertEquals(0, first.getElementsByTagName("failure").getLength());
    assertTrue(
        root.getElementsByTagName("failure").item(0).getTextContent().contains("</failure>"));
  }

  @Test
  void lintWarnsAndFailsWhenAsked() throws IOException {
    write("a.js", "return {groups: request.user.groups.map(g => g === 'admins' ? 'x' : g)};");
    write("groups.txt", "admin\n\nEveryone\n");
    String groups = folder.resolve("groups.txt").toString();
    assertEquals(0, run("lint", folder.toString(), "--groups", groups), this::complaint);
    assertTrue(said().contains("a.js:1:52: warning: no group ever seen is named 'admins'"), said());
    assertTrue(said().contains("did you mean 'admin'?"), said());
    assertEquals(1, run("lint", "--strict", folder.toString(), "--group", "admin"));
    assertEquals(0, run("lint", "--strict", folder.toString(), "--group", "admins"));
    write("a.js", "return {");
    assertEquals(1, run("lint", folder.toString()));
    assertTrue(complaint().contains("a.js:"), complaint());
  }

  private int run(String... arguments) {
    List<String> all = new ArrayList<>(List.of("mapping"));
    all.addAll(List.of(arguments));
    return Commands.run(all.toArray(String[]::new), Map.of());
  }

  private String said() {
    return said.toString(StandardCharsets.UTF_8);
  }

  private String complaint() {
    return complained.toString(StandardCharsets.UTF_8);
  }

  private void write(String name, String content) throws IOException {
    Files.writeString(folder.resolve(name), content);
  }
}
