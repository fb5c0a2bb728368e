package io.tributary.broker.mapping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.platform.config.ConfigProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceRulesTest {
  private static String problems(String name, String script, String tests) {
    List<ConfigProblem> problems = new ArrayList<>();
    SourceRules.check(
        new MappingSource(name, "js", script, "scope: roles", Optional.ofNullable(tests)),
        problems);
    return problems.toString();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "roles", "netbox-roles", "r2", "a--", "z0-9"})
  void aNameIsOfSmallLettersDigitsAndHyphens(String name) {
    assertEquals("[]", problems(name, "return {};", null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-a",
        "2fa",
        "Roles",
        "role s",
        "roles\n",
        "roles.test",
        "../roles",
        "roles/x",
        "röles",
        "netbox_roles",
        "rоles",
        "roles\u0000",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
      })
  void anyOtherNameIsAProblem(String name) {
    assertTrue(problems(name, "return {};", null).contains("small letters"));
  }

  @Test
  void aTextHasABound() {
    String longest = "x".repeat(SourceRules.LONGEST);
    assertEquals("[]", problems("roles", longest, null));
    assertTrue(problems("roles", longest + "x", null).contains("roles.js"));
    assertTrue(
        problems("roles", "", "x".repeat(SourceRules.LONGEST_TESTS + 1))
            .contains("roles.test.yaml"));
  }

  @Test
  void whatPostgresCannotKeepIsAProblem() {
    assertTrue(problems("roles", "return {}; \u0000", null).contains("NUL"));
    assertTrue(problems("roles", "", "tests: \u0000").contains("roles.test.yaml"));
  }
}
