package io.tributary.broker.claims;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.broker.identity.Claim;
import io.tributary.broker.identity.ClaimSet;
import io.tributary.broker.identity.Identity;
import io.tributary.broker.mapping.Mapping;
import io.tributary.broker.script.ScriptFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Absent is not empty, and neither is the same as not having been able to ask. */
final class ClaimDefaultsTest {
  private static final Instant NOW = Instant.parse("2026-01-02T00:00:00Z");
  private static final String HEAD =
      "scope: roles;on_failure: skip;declares: {nickname: text, teams: list of text};";

  /** The vocabulary has {@code nickname: Al} before the mapping. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          absent    | nickname: {from: dept, absent: keep}            | Al      | []
          absent    | nickname: {from: dept, absent: clear}           | nothing | []
          absent    | nickname: {from: dept, absent: {value: none}}   | none    | []
          absent    | nickname: {from: dept, empty: {value: none}}    | script  | []
          absent    | nickname: {from: dept, unfetched: deny}         | script  | []
          empty     | nickname: {from: dept, empty: keep}             | Al      | []
          empty     | nickname: {from: dept, empty: clear}            | nothing | []
          empty     | nickname: {from: dept, empty: {value: none}}    | none    | []
          empty     | nickname: {from: dept, absent: {value: none}}   | script  | []
          present   | nickname: {from: dept, absent: clear, empty: clear, unfetched: deny} | script | []
          unfetched | nickname: {from: dept, unfetched: {value: none}} | none   | []
          absent    | teams: {from: dept, absent: {value: [x, y]}}    | script  | [x, y]
          absent    | teams: {from: dept, absent: clear}              | script  | []
          """)
  void theSettingsDecideBeforeTheScript(
      String state, String defaults, String nickname, String teams) {
    // Reads the claim whatever its state: a default makes that possible for an unfetched one.
    String script = "claims.dept; return {nickname: 'script', teams: []};";
    Mapping mapping = PipelineRig.compiled("m", script, HEAD + "defaults:;  " + defaults);
    MappedClaims mapped = PipelineRig.run(mapping, person(state), LastGood.NONE);
    assertEquals(nickname, mapped.claims().getOrDefault("nickname", "nothing"));
    assertEquals(teams, mapped.claims().get("teams").toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          absent    | absent    | MISSING
          empty     | empty     | MISSING
          unfetched | unfetched | UNFETCHED
          """)
  void denyDeniesWhateverTheMappingsOwnPolicyIs(
      String state, String key, ScriptFailure.Reason reason) {
    Mapping mapping =
        PipelineRig.compiled(
            "m",
            "return {nickname: 'x'};",
            HEAD + "defaults:;  nickname: {from: dept, " + key + ": deny}");
    MappingFailed denied =
        assertThrows(
            MappingFailed.class, () -> PipelineRig.run(mapping, person(state), LastGood.NONE));
    assertEquals(reason, denied.reason());
    assertTrue(denied.failure().getMessage().startsWith("nickname needs dept"), state);
    assertEquals(1, denied.steps().size());
  }

  @Test
  void unfetchedWithoutADefaultFailsTheScriptThatReadsIt() {
    Mapping mapping = PipelineRig.compiled("m", "return {nickname: claims.dept};", HEAD);
    MappedClaims skipped = PipelineRig.run(mapping, person("unfetched"), LastGood.NONE);
    assertEquals(false, skipped.claims().containsKey("nickname"));
    assertEquals(
        ScriptFailure.Reason.UNFETCHED, skipped.steps().get(0).failure().orElseThrow().reason());
  }

  @Test
  void unfetchedKeepsWhatWasMadeLastOrDenies() {
    Mapping mapping =
        PipelineRig.compiled(
            "m",
            "return {nickname: claims.dept, teams: ['new']};",
            HEAD + "defaults:;  nickname: {from: dept, unfetched: keep}");
    MappingFailed denied =
        assertThrows(
            MappingFailed.class,
            () -> PipelineRig.run(mapping, person("unfetched"), LastGood.NONE));
    assertTrue(denied.keeps());
    Instant made = NOW.minus(Duration.ofHours(1));
    LastGood last =
        new LastGood(
            Map.of("nickname", "before", "teams", List.of("old")), Map.of("m", "v1"), made, NOW);
    MappedClaims kept = PipelineRig.run(mapping, person("unfetched"), last);
    assertEquals("before", kept.claims().get("nickname"));
    assertEquals(List.of("new"), kept.claims().get("teams"), "the script's own word counts");
    assertEquals(mapping.version() + " kept since " + made, kept.mappingVersions().get("m"));
  }

  @Test
  void theTraceSaysThatTheSettingsDecided() {
    Mapping mapping =
        PipelineRig.compiled(
            "m",
            "return {nickname: 'x'};",
            HEAD + "defaults:;  nickname: {from: dept, absent: clear}");
    MappedClaims mapped = PipelineRig.run(mapping, person("absent"), LastGood.NONE);
    assertEquals("dept is absent: the settings say clear", mapped.trace().lines().get(0).note());
  }

  @ParameterizedTest
  @CsvSource({"present,present", "empty,empty", "unfetched,unfetched", "absent,absent"})
  void scriptsSeeTheStateWithoutReadingTheClaim(String state, String expected) {
    Mapping mapping =
        PipelineRig.compiled("m", "return {nickname: request.states.dept ?? 'absent'};", HEAD);
    assertEquals(
        expected, PipelineRig.run(mapping, person(state), LastGood.NONE).claims().get("nickname"));
  }

  private static Identity person(String state) {
    ClaimSet raw = ClaimSet.ofValues(Map.of("nickname", "Al"));
    return People.identity(
        "okta",
        List.of(),
        switch (state) {
          case "present" -> raw.with("dept", new Claim.Present("it"));
          case "empty" -> raw.with("dept", new Claim.Empty());
          case "unfetched" -> raw.with("dept", new Claim.Unfetched());
          default -> raw;
        });
  }
}
