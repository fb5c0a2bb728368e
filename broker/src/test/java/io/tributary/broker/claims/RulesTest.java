package io.tributary.broker.claims;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.broker.identity.Claim;
import io.tributary.broker.identity.ClaimSet;
import io.tributary.broker.identity.Identity;
import io.tributary.broker.mapping.Mapping;
import io.tributary.broker.mapping.MappingSource;
import io.tributary.broker.script.ScriptFailure;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mappings without a script. */
final class RulesTest {
  private static final String HEAD =
      "scope: roles;declares: {groups: list of text, department: text, tags: list of text,"
          + " level: number};rules:;";

  private final Identity alice =
      People.identity(
          "okta",
          List.of("netbox_admin", "netbox_staff", "net-core", "tmp-1", "Everyone"),
          ClaimSet.ofValues(
                  Map.of(
                      "dept",
                      "0042-Networks",
                      "labels",
                      List.of("a:1", "b:2", "plain"),
                      "size",
                      7,
                      "blank",
                      ""))
              .with("lost", new Claim.Unfetched()));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          - {claim: department, rename: dept} | department | 0042-Networks
          - {claim: department, rename: none} | department | nothing
          - {claim: department, rename: blank} | department | nothing
          - {claim: tags, rename: labels} | tags | [a:1, b:2, plain]
          - {claim: level, rename: size} | level | 7
          - {claim: department, constant: acme} | department | acme
          - {claim: tags, constant: [x, y]} | tags | [x, y]
          - {claim: tags, constant: []} | tags | []
          - {claim: department, constant: null} | department | nothing
          - {claim: level, constant: 3} | level | 3
          - {claim: department, from: dept, regex: '^([0-9]+)-'} | department | 0042
          - {claim: department, from: dept, regex: '[0-9]+'} | department | 0042
          - {claim: department, from: dept, regex: '^([0-9]+)-(.*)$', replace: '$2 ($1)'} | department | Networks (0042)
          - {claim: department, from: dept, regex: '^x'} | department | nothing
          - {claim: department, from: dept, regex: '^x', others: keep} | department | 0042-Networks
          - {claim: department, from: none, regex: '.*'} | department | nothing
          - {claim: department, from: email, regex: '@(.+)$'} | department | example.com
          - {claim: tags, from: labels, regex: '^(.):'} | tags | [a, b]
          - {claim: tags, from: labels, regex: '^(.):', others: keep} | tags | [a, b, plain]
          - {claim: groups, table: {netbox_admin: superusers, netbox_staff: [staff, all]}} | groups | [superusers, staff, all, net-core, tmp-1, Everyone]
          - {claim: groups, table: {netbox_admin: superusers}, others: drop} | groups | [superusers]
          - {claim: groups, table: {netbox_admin: []}} | groups | [netbox_staff, net-core, tmp-1, Everyone]
          - {claim: groups, allow: [net-*, Everyone]} | groups | [net-core, Everyone]
          - {claim: groups, allow: '*'} | groups | [netbox_admin, netbox_staff, net-core, tmp-1, Everyone]
          - {claim: groups, deny: [tmp-*, netbox_admin]} | groups | [netbox_staff, net-core, Everyone]
          - {claim: groups, deny: net*} | groups | [tmp-1, Everyone]
          - {claim: tags, from: groups, allow: net-*} | tags | [net-core]
          - {claim: groups, deny: tmp-*};- {claim: groups, table: {netbox_admin: superusers}, others: drop} | groups | [superusers]
          - {claim: groups, allow: x};- {claim: tags, from: groups, allow: net-*} | tags | [net-core]
          - {claim: groups, constant: [a]};- {claim: groups, allow: net-*} | groups | []
          - {claim: department, constant: acme, upstream: okta} | department | acme
          - {claim: department, constant: acme, upstream: [a, okta]} | department | acme
          - {claim: department, constant: acme, upstream: authentik} | department | nothing
          - {claim: department, constant: acme, client: inventory} | department | acme
          - {claim: department, constant: acme, client: grafana} | department | nothing
          - {claim: department, constant: acme, upstream: okta, client: grafana} | department | nothing
          - {claim: department, constant: acme, upstream: "o', 'okta"} | department | nothing
          """)
  void doesWhatIsWritten(String rules, String claim, String expected) {
    MappedClaims mapped = run(rules);
    assertEquals(expected, String.valueOf(mapped.claims().getOrDefault(claim, "nothing")));
  }

  /** A name of a rule is a text, whatever is in it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "x'}); throw 1; //"
          "\\\\"
          "\\"]); out.clear(); ([\\""
          "a\\nb"
          "a\\u2028b"
          "${request.user.sub}"
          "__proto__"
          "constructor"
          """)
  void nothingOfARuleIsRun(String name) {
    String table = "- {claim: groups, table: {" + name + ": y}}";
    Mapping both = written("- {claim: tags, constant: [" + name + "]}\n" + table);
    MappedClaims mapped = PipelineRig.run(both, alice, LastGood.NONE);
    assertEquals(1, ((List<?>) mapped.claims().get("tags")).size());
    assertEquals(5, ((List<?>) mapped.claims().get("groups")).size());
    Identity so = People.identity("okta", Claim.texts(mapped.claims().get("tags")), Map.of());
    Mapping mapping = written(table);
    assertEquals(
        List.of("y"), PipelineRig.run(mapping, so, LastGood.NONE).claims().get("groups"), name);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          - {claim: department, rename: size} | RESULT_TYPE | 0
          - {claim: tags, rename: dept}       | RESULT_TYPE | 0
          - {claim: tags, from: dept, allow: x} | THROWN    | 4
          - {claim: level, constant: 1};- {claim: tags, from: size, table: {x: y}} | THROWN | 5
          - {claim: department, from: size, regex: x} | THROWN | 4
          - {claim: department, rename: lost} | UNFETCHED   | 0
          """)
  void failsLikeAnyMappingAndNamesTheRulesLine(String rules, String reason, int line) {
    MappingFailed denied = assertThrows(MappingFailed.class, () -> run(rules));
    assertEquals(ScriptFailure.Reason.valueOf(reason), denied.reason());
    assertEquals(line, denied.failure().line(), denied.failure().getMessage());
  }

  /** On one line, or written once and meant twice; also at the first run, which is made twice. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ` [{claim: groups, constant: [x]}, {claim: groups, table: {x: y}}]` | 1 [x], 2 [y]
          - &a {claim: groups, constant: [x]};- {claim: groups, table: {x: y}};- *a | 1 [x], 2 [y], 3 [x]
          """)
  void whatARuleDidIsToldOfThatRuleOnce(String rules, String told) {
    assertEquals(
        told,
        run(rules).steps().get(0).rules().stream()
            .map(note -> note.place() + " " + note.after())
            .collect(Collectors.joining(", ")));
  }

  @Test
  void anExpressionThatNeverEndsIsStoppedByTheSameLimits() {
    Identity long60 = People.identity("okta", List.of("a".repeat(60) + "!"), Map.of());
    Mapping mapping = mapping("- {claim: groups, regex: '^(a+)+$'}");
    MappingFailed denied =
        assertThrows(MappingFailed.class, () -> PipelineRig.run(mapping, long60, LastGood.NONE));
    assertTrue(
        List.of(ScriptFailure.Reason.STEPS, ScriptFailure.Reason.TIME, ScriptFailure.Reason.MEMORY)
            .contains(denied.reason()),
        denied.reason().toString());
  }

  @Test
  void whatTheUpstreamMayNotGrantIsDroppedHereToo() {
    Mapping mapping = mapping("- {claim: groups, constant: [superusers, x]}");
    Identity bob = People.identity("authentik", List.of(), Map.of());
    assertEquals(List.of("x"), PipelineRig.run(mapping, bob, LastGood.NONE).claims().get("groups"));
  }

  private static Mapping written(String rules) {
    return PipelineRig.COMPILER.compile(
        new MappingSource("m", "", "", HEAD.replace(';', '\n') + rules, Optional.empty()));
  }

  private MappedClaims run(String rules) {
    return PipelineRig.run(mapping(rules), alice, LastGood.NONE);
  }

  private static Mapping mapping(String rules) {
    return PipelineRig.compiled("m", "", HEAD + rules);
  }
}
