package io.tributary.broker.claims;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.broker.mapping.LintFinding;
import io.tributary.broker.mapping.Mapping;
import io.tributary.broker.mapping.MappingSource;
import io.tributary.broker.script.ScriptRooms;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LintTest {
  private static final Set<String> SEEN = Set.of("netbox_admin", "netbox_staff", "Everyone");
  private static final String SCRIPT = "scope: roles;declares: {groups: list of text};";
  private static final String RULES = SCRIPT + "rules:;";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "-",
      textBlock =
          """
          return {groups: request.user.groups.map(g => g === 'netbox_admins' ? 'x' : g)}; | did you mean 'netbox_admin'?
          return {groups: request.user.groups.map(g => g === 'wheel' ? 'x' : g)};         | no group ever seen is named 'wheel', so
          return {groups: groups.map(request.user.groups, {'netbox_stuff': 'staff'})};    | did you mean 'netbox_staff'?
          const t = new Set(['x']); if (t.has('wheel')); return {groups: request.user.groups}; | is named 'wheel', so
          return {groups: groups.withPrefix(request.user.groups, 'x').concat(request.user.groups.filter(g => !g.startsWith('x-')))}; | begins with 'x-'
          return {groups: request.user.groups.map(g => g === 'netbox_admin' ? 'superusers' : g)}; | -
          return {groups: [...request.user.groups, 'a constant that is nobody']};                | -
          """)
  void aNameThatNoGroupHas(String script, String message) {
    expect(lint(PipelineRig.compiled("m", script, SCRIPT), SEEN), "unseen_group", message);
    assertTrue(
        lint(PipelineRig.compiled("m", script, SCRIPT), Set.of()).stream()
            .noneMatch(each -> each.kind() == LintFinding.Kind.UNSEEN_GROUP),
        "nothing is known of groups");
  }

  @Test
  void namesThePlace() {
    String script =
        "// netbox_admins become superusers\nreturn {\n  groups: request.user.groups.map(\n"
            + "      g => g === 'netbox_admin' ? 'superusers' : g)};";
    List<LintFinding> findings =
        lint(PipelineRig.compiled("m", script, SCRIPT), Set.of("netbox_admim"));
    LintFinding prose = of(findings, "near_miss").get(0);
    assertEquals(1, prose.line());
    assertEquals("the comment says netbox_admins and the code 'netbox_admin'", prose.message());
    LintFinding unseen = of(findings, "unseen_group").get(0);
    assertEquals(4, unseen.line());
    assertEquals(18, unseen.column());
    assertEquals("m.js", unseen.file());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "-",
      textBlock =
          """
          - {claim: groups, allow: [x]};- {claim: groups, constant: [y]}           | unused_rule | line 5 sets groups
          - {claim: groups, allow: [x], upstream: a};- {claim: groups, constant: [y]} | unused_rule | line 5 sets groups
          - {claim: groups, allow: [x]};- {claim: groups, constant: [y], upstream: a} | unused_rule | -
          - {claim: groups, deny: x*};- {claim: groups, table: {xy: b}}            | unused_rule | line 4 has taken
          - {claim: groups, table: {a: b}};- {claim: groups, table: {a: c}}        | unused_rule | line 4 has taken
          - {claim: groups, table: {a: b}};- {claim: groups, table: {a: c, d: e}}  | unused_rule | -
          - {claim: groups, table: {a: b, b: a}};- {claim: groups, table: {a: c}}  | unused_rule | -
          - {claim: groups, deny: [x], client: c};- {claim: groups, table: {x: b}} | unused_rule | -
          - {claim: groups, allow: [a]};- {claim: groups, deny: [b]}               | unused_rule | line 4 has taken
          - {claim: groups, table: {netbox_admins: x}}                             | unseen_group | did you mean 'netbox_admin'?
          - {claim: groups, deny: [tmp-*]}                                         | unseen_group | begins with 'tmp-'
          - {claim: groups, deny: [netbox*]}                                       | unseen_group | -
          - {claim: groups, table: {netbox_admin: crew}};- {claim: groups, allow: [crew]} | unseen_group | -
          - {claim: groups, table: {netbox_admin: crew}};- {claim: groups, allow: [cr*]} | unseen_group | -
          - {claim: groups, table: {netbox_admin: crew}};- {claim: groups, table: {crew: x}} | unseen_group | -
          - {claim: groups, constant: [crew]};- {claim: groups, allow: [crew]}     | unseen_group | -
          - {claim: groups, regex: '^net(.+)'};- {claim: groups, allow: [crew]}    | unseen_group | -
          - {claim: groups, allow: [crew]};- {claim: groups, table: {netbox_admin: crew}} | unseen_group | 'crew'
          - {claim: groups, table: {netbox_admin: crew}};- {claim: groups, allow: [crw]} | unseen_group | 'crw'
          - {claim: groups, table: {netbox_admin: x}, others: drop}                | possible_loss | others: keep
          - {claim: groups, table: {netbox_admin: x}}                              | possible_loss | -
          """)
  void rulesThatDoNothingAndRulesThatLose(String rules, String kind, String message) {
    expect(lint(PipelineRig.compiled("m", "", RULES + rules), SEEN), kind, message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "-",
      textBlock =
          """
          return {groups: request.user.groups.filter(g => g === 'a')}; | possible_loss | loses it
          return {groups: ['a']};                          | possible_loss | loses it
          return {groups: request.user.groups};            | possible_loss | -
          return {};                                       | possible_loss | -
          return {};                                       | never_returned | groups is declared
          return request.user.groups.length ? {groups: request.user.groups} : {}; | sometimes_returned | 1 of 2 runs
          return {groups: request.user.groups};            | sometimes_returned | -
          throw new Error('x');                            | possible_loss | -
          throw new Error('x');                            | never_returned | -
          return {groups: 'staff'};                        | always_fails | result_type: groups is not
          return request.user.groups.length ? {groups: 'x'} : {}; | always_fails | -
          """)
  void lossIsFoundByRunning(String script, String kind, String message) {
    expect(lint(PipelineRig.compiled("m", script, SCRIPT), Set.of()), kind, message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "-",
      textBlock =
          """
          return {groups: gruops.map(request.user.groups, {})};    | nothing is named gruops here; did you mean 'groups'?
          return {groups: request.user.groups.map(g => h)};        | nothing is named h here
          if (client.id) { const own = []; } return {groups: own}; | nothing is named own here; it is declared in another block or function only
          if (client.id === 'rare') { return {groups: reqeust.user.groups}; } return {groups: []}; | did you mean 'request'?
          return {groups: typeof gruops === 'undefined' ? [] : request.user.groups}; | -
          return {groups: groups.map(request.user.groups, {})};    | -
          """)
  void aNameThatNothingDefines(String script, String message) {
    Mapping mapping = PipelineRig.compiled("m", script, SCRIPT);
    expect(lint(mapping, Set.of()), "unknown_name", message);
    of(lint(mapping, Set.of()), "unknown_name")
        .forEach(
            each -> {
              assertEquals("m.js", each.file());
              assertEquals(1, each.line());
              assertTrue(each.column() > 1, each.toString());
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "-",
      textBlock =
          """
          py | return {"groups": [g.nmae for g in user.ak_groups.all()]}              | 1 | somebody with groups: thrown: AttributeError
          py | return {"groups": [g.nmae for g in user.ak_groups.all()]}              | 1 | did you mean .name?
          py | return {"groups": [g.name for g in user.ak_groups.all()] if user.email else user.eemail} | 1 | somebody without an e-mail address: thrown: AttributeError
          py | if ak_is_group_member(user, name="netbox_admin"):;  return {"groups": user.gruops};return {"groups": []} | 2 | somebody with the group 'netbox_admin': thrown: AttributeError
          py | return {"groups": [user.email.split("@")[1]]}                          | 1 | somebody without an e-mail address: thrown: IndexError
          py | return {"groups": "a" if user.name else []}                            | 1 | somebody with a name: result_type
          py | if user.email:;  fail("none of these");return {"groups": []}           | 0 | -
          py | if user.email:;  raise ValueError("no");return {"groups": []}          | 0 | -
          py | assert not user.email, "none of these";return {"groups": []}           | 0 | -
          py | return {"groups": [g.name for g in user.ak_groups.all()]}              | 0 | -
          py | return {"groups": user.gruops}                                         | 0 | -
          js | return {groups: request.user.groups.map(g => g.trm())};                | 1 | somebody with groups: thrown: TypeError: Cannot find function trm; did you mean 'trim'?
          js | return {groups: [request.user.email.split('@')[1]]};                   | 1 | somebody without an e-mail address: thrown: TypeError
          js | return {groups: [lower(request.user.email)]};                          | 1 | somebody without an e-mail address: result_type
          js | if (request.user.groups.includes('wheel')) {; return {groups: gruops};};return {groups: []}; | 2 | somebody with the group 'wheel': thrown: ReferenceError
          js | if (request.user.groups.length && !request.user.name) {; return {groups: gruops};};return {groups: []}; | 2 | somebody with groups and without a name: thrown: ReferenceError
          js | return {groups: request.user.groups.length ? [] : groups.map('x', {})};  | 1 | somebody without groups: thrown: TypeError: groups.map needs a list of texts
          js | return {groups: request.user.groups.length ? 'x' : []};                | 1 | somebody with groups: result_type
          js | if (!request.user.email) throw new Error('an e-mail is needed');return {groups: []}; | 0 | -
          js | if (!request.user.email) throw 'needed';return {groups: []};           | 0 | -
          js | return {groups: request.user.groups.map(g => g.trim())};               | 0 | -
          js | if (request.user.email) { while (true) {} };return {groups: []};       | 0 | -
          js | return {groups: gruops};                                               | 0 | -
          """)
  void whatFailsForSome(String language, String script, int line, String message) {
    Mapping mapping = written(language, script, Optional.empty());
    List<LintFinding> findings = lint(mapping, Set.of());
    expect(findings, "fails_for_some", message);
    of(findings, "fails_for_some").forEach(each -> assertEquals(line, each.line()));
  }

  @Test
  void aMistakeThatATestExpectsIsMeant() {
    String script = "return {groups: [claims.department.toLowerCase()]};";
    String test =
        "tests:\n  - {name: a, given: {claims: {department: X}}, expect: {groups: [x]}}\n";
    String wanted = "  - {name: b, given: {claims: {}}, fail: thrown}\n";
    expect(
        lint(written("js", script, Optional.of(test)), Set.of()),
        "fails_for_some",
        "somebody without the claim department: thrown");
    expect(
        lint(written("js", script, Optional.of(test + wanted)), Set.of()), "fails_for_some", null);
  }

  @Test
  void whoeverSaysAGroupOfSomebodysTestIsNotNamed() {
    String tests =
        "tests:\n  - {name: a, given: {claims: {groups: [secret-group]}}, expect: {groups: []}}\n";
    String script = "return {groups: claims.groups ? [] : claims.nothing.at};";
    List<LintFinding> findings = lint(written("js", script, Optional.of(tests)), Set.of());
    expect(findings, "fails_for_some", "somebody without groups");
    assertFalse(findings.toString().contains("secret-group"), findings.toString());
  }

  private static Mapping written(String language, String script, Optional<String> tests) {
    return PipelineRig.COMPILER.compile(
        new MappingSource(
            "m", language, script.replace(';', '\n'), SCRIPT.replace(';', '\n'), tests));
  }

  @Test
  void unionLosesNothing() {
    Mapping union =
        PipelineRig.compiled("m", "return {groups: ['a']};", SCRIPT + "merge: {groups: union};");
    assertFalse(
        lint(union, Set.of()).stream()
            .anyMatch(each -> each.kind() == LintFinding.Kind.POSSIBLE_LOSS));
  }

  /** The first evaluations of a young process are slow: as if they were, for each person. */
  private static Mapping slowAtFirst(Mapping mapping, int runs) {
    return new Mapping(
        mapping.source(),
        mapping.settings(),
        mapping.script(),
        new SlowAtFirst(mapping.language(), runs),
        mapping.limits());
  }

  @Test
  void nothingIsMissedBecauseTheProcessIsYoung() {
    Mapping mapping = PipelineRig.compiled("m", "return {groups: ['a']};", SCRIPT);
    expect(lint(slowAtFirst(mapping, 1), Set.of()), "possible_loss", "loses it");
    expect(lint(slowAtFirst(mapping, 1), Set.of()), "always_fails", null);
  }

  @Test
  void whatIsSlowAgainIsSlow() {
    Mapping mapping = PipelineRig.compiled("m", "return {groups: ['a']};", SCRIPT);
    expect(lint(slowAtFirst(mapping, 2), Set.of()), "possible_loss", null);
    expect(lint(slowAtFirst(mapping, 1_000), Set.of()), "always_fails", "time: ");
  }

  @Test
  void whatShipsHasNoWarnings() {
    for (Mapping mapping : PipelineRig.shipped()) {
      assertEquals(
          List.of(),
          MappingProbes.lint(new ScriptRooms(), mapping, SEEN, TestBudget.NONE),
          mapping.name());
    }
  }

  private static void expect(List<LintFinding> findings, String kind, String message) {
    List<LintFinding> found = of(findings, kind);
    if (message == null) {
      assertEquals(List.of(), found);
    } else {
      assertTrue(
          found.stream().anyMatch(each -> each.message().contains(message)), findings.toString());
    }
  }

  private static List<LintFinding> of(List<LintFinding> findings, String kind) {
    return findings.stream().filter(each -> each.kind().wire().equals(kind)).toList();
  }

  private static List<LintFinding> lint(Mapping mapping, Set<String> seen) {
    return MappingProbes.lint(new ScriptRooms(), mapping, seen, TestBudget.NONE);
  }
}
