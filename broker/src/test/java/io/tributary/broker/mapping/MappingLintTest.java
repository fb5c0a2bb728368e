package io.tributary.broker.mapping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.broker.script.Limits;
import io.tributary.broker.script.javascript.RhinoLanguage;
import io.tributary.broker.script.starlark.StarlarkLanguage;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Reading a script costs what its length is, however it is written: whoever drafts may send any.
 */
final class MappingLintTest {
  private static final String SETTINGS = "scope: roles\ndeclares: {groups: list of text}";

  private static Mapping mapping(String script) {
    return new MappingCompiler(List.of(new RhinoLanguage(), new StarlarkLanguage()), Limits.DEFAULT)
        .compile(new MappingSource("m", "js", script, SETTINGS, Optional.empty()));
  }

  /** Each with the whole line on both sides was more than a gigabyte. */
  @Test
  void thousandsOfTextsOnOneLineStayAFewMegabytes() {
    ScriptWords words = new ScriptWords("x = [" + "'', ".repeat(16_000) + "]", false);
    assertEquals(16_000, words.literals().size());
    long held =
        words.literals().stream()
            .mapToLong(word -> word.before().length() + word.after().length())
            .sum();
    assertTrue(held <= 16_000L * 2 * ScriptWords.CONTEXT, () -> held + " characters");
  }

  @Test
  void linesAndColumnsAreThoseOfTheText() {
    ScriptWords words = new ScriptWords("a('x');\n\n  b('y', 'z') // w\n'v'", false);
    assertEquals(
        List.of("x 1:3", "y 3:5", "z 3:10", "v 4:1"),
        words.literals().stream()
            .map(word -> word.text() + " " + word.line() + ":" + word.column())
            .toList());
    assertEquals(List.of(" w"), words.comments().stream().map(ScriptWords.Word::text).toList());
    assertEquals(3, words.comments().get(0).line());
  }

  @Test
  void soManyFindingsThatNobodyReadsThemAllAreCut() {
    String script =
        IntStream.range(0, 1_000)
            .mapToObj(i -> "if (claims.a === 'unseen-" + i + "') return {};")
            .collect(Collectors.joining("\n", "", "\nreturn {};"));
    assertEquals(MappingLint.MOST, MappingLint.of(mapping(script), Set.of("netbox_admin")).size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"netbox_admins", "x netbox_admins-", "a:netbox-admin", "netbox_admins."})
  void aWordOfTheCommentBesideAnotherOfTheCodeIsTold(String comment) {
    List<LintFinding> findings =
        MappingLint.of(
            mapping("// " + comment + "\nreturn {groups: ['netbox_admin', 'a:netbox_admin']};"),
            Set.of());
    assertEquals(
        List.of(LintFinding.Kind.NEAR_MISS), findings.stream().map(LintFinding::kind).toList());
  }

  @Test
  void aCommentOfOneEndlessWordSaysNothing() {
    assertEquals(
        List.of(),
        MappingLint.of(
            mapping("// " + "a".repeat(60_000) + "\nreturn {groups: ['a_b']};"), Set.of()));
  }

  private static List<String> unseen(String language, String script) {
    return MappingLint.of(
            new MappingCompiler(
                    List.of(new RhinoLanguage(), new StarlarkLanguage()), Limits.DEFAULT)
                .compile(new MappingSource("m", language, script, SETTINGS, Optional.empty())),
            Set.of("netbox_staff", "netbox_admin"))
        .stream()
        .map(found -> found.line() + ":" + found.column() + " " + found.message())
        .toList();
  }

  private static final String MEANT =
      " no group ever seen is named 'netbox_stafff'; did you mean 'netbox_staff'?";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          return {groups: groups.map(request.user.groups, {netbox_stafff: 'staff'})};                       | 1:50
          return {groups: groups.map(request.user.groups, {netbox_admin: 'a', 'netbox_stafff': ['b', 'c']})}; | 1:69
          return {groups: groups.map(claims.groups ?? [], { /* one: two */ netbox_stafff : f({no: 1}) })};   | 1:66
          const t = {netbox_admin: 'x', netbox_stafff: 'y'};§return {groups: groups.map(request.user.groups, t)}; | 1:31
          const t = {§  netbox_stafff: 'y',§};§return {groups: groups.map(request.user.groups, t)};           | 2:3
          return {groups: groups.map(request.user.groups, new Map([['netbox_stafff', 'staff']]))};           | 1:59
          """)
  void aNameInATableOfGroupsIsLookedFor(String script, String place) {
    assertEquals(List.of(place + MEANT), unseen("js", script.replace('§', '\n')));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          table = {"netbox_stafff": "staff"}§return {"groups": [table.get(g.name, g.name) for g in user.ak_groups.all()]} | 1:10
          return {"groups": [{"netbox_admin": "a", "netbox_stafff": "b"}.get(g.name, g.name) for g in user.ak_groups.all()]} | 1:42
          """)
  void inADictToo(String script, String place) {
    assertEquals(List.of(place + MEANT), unseen("py", script.replace('§', '\n')));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "return {groups: groups.map(request.user.groups, {netbox_staff: 'staff'})};",
        "return {groups: groups.map(claims.teams, {netbox_stafff: 'staff'})};",
        "const f = {map: x => x}; return {groups: f.map(request.user.groups, {netbox_stafff: 'staff'})};",
        "const t = {netbox_stafff: 1}; return {groups: groups.map(request.user.groups, {})};",
        "// groups.map(a, {netbox_stafff: 'staff'})\nreturn {groups: []};",
        "return {groups: groups.map(groups.map(request.user.groups, {netbox_admin: 'teams'}), {teams: 'x'})};",
      })
  void whatIsNoTableOfGroupsIsNot(String script) {
    assertEquals(List.of(), unseen("js", script));
  }

  @Test
  void thousandsOfTablesAreNotAllRead() {
    String script = "groups.map(a, b);".repeat(3_000) + "return {groups: []};";
    assertEquals(List.of(), unseen("js", "const a = [], b = {};" + script));
  }
}
