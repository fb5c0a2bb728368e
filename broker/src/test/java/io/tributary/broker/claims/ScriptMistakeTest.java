package io.tributary.broker.claims;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tributary.broker.identity.ClaimSet;
import io.tributary.broker.identity.Identity;
import io.tributary.broker.mapping.MappingSource;
import io.tributary.broker.script.ScriptFailure;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A failure says where, what came, and what was probably meant; and nothing of the person. */
final class ScriptMistakeTest {
  private static final String SETTINGS =
      "scope: roles\ndeclares: {groups: list of text, flag: boolean, count: number}\n";

  /** No e-mail, which redaction would hide. */
  private final Identity alice =
      new Identity(
          "okta",
          "https://okta.example",
          "alice",
          Optional.of("alice"),
          Optional.empty(),
          false,
          Optional.of("SECRET"),
          List.of("SECRET"),
          ClaimSet.ofValues(Map.of("groups", List.of("SECRET"), "department", "SECRET")));

  private ScriptFailure failure(String language, String script) {
    MappingSource source = new MappingSource("m", language, script, SETTINGS, Optional.empty());
    return assertThrows(
            MappingFailed.class,
            () -> PipelineRig.run(PipelineRig.COMPILER.compile(source), alice, LastGood.NONE))
        .failure();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          return {groups: request.user.gruops}; | 1 | groups is undefined; line 1 reads request.user.gruops, which does not exist; did you mean 'groups'?
          const g = request.user.gruops;\\nreturn {groups: g}; | 2 | groups is undefined; line 1 reads request.user.gruops, which does not exist; did you mean 'groups'?
          return {groups: groups.map(request.user.gruops, {a: 'b'})}; | 1 | TypeError: groups.map needs a list of texts, and got undefined; line 1 reads request.user.gruops, which does not exist; did you mean 'groups'?
          return {groups: request.user.rights}; | 1 | groups is undefined; line 1 reads request.user.rights, which does not exist; there are sub, preferred_username, email, email_verified, name, groups; write `?? null` where there is no value
          return {groups: claims.gruops}; | 1 | groups is undefined; line 1 reads claims.gruops, which the provider did not say; did you mean 'groups'?
          return {\\n groups: claims.teams\\n}; | 2 | groups is undefined; line 2 reads claims.teams, which the provider did not say; write `?? null` where there is no value
          return {group: request.user.groups}; | 1 | it returned group, which it does not declare; did you mean 'groups'?
          return {department: claims.department}; | 1 | it returned department, which it does not declare; add it under declares
          return {[claims.department]: 1}; | 1 | it returned a claim with a name that it computes, which it does not declare; add it under declares
          return {groups: claims.department}; | 1 | groups is not of the declared shape: list of text; it is a text; return it in a list: […]
          return {groups: [1, 'a']}; | 1 | groups is not of the declared shape: list of text; it is a list with a number in it
          return {groups: ['a', null]}; | 1 | groups is not of the declared shape: list of text; it is a list with null in it
          return {flag: 'true'}; | 1 | flag is not of the declared shape: boolean; it is a text
          return {count: {a: claims.department}}; | 1 | count is not of the declared shape: number; it is an object
          if (!claims.staff) return {groups: [1]};\\nreturn {groups: []}; | 0 | groups is not of the declared shape: list of text; it is a list with a number in it
          if (claims.staff === undefined) { throw new Error('no staff'); } | 1 | Error: no staff
          return {groups: gruops.map(request.user.groups, {})}; | 1 | ReferenceError: "gruops" is not defined; did you mean 'groups'?
          const wide = 1;\\nreturn {count: wied}; | 2 | ReferenceError: "wied" is not defined; did you mean 'wide'?
          return {count: quux}; | 1 | ReferenceError: "quux" is not defined
          if (client) { const own = 1; }\\nreturn {count: own}; | 2 | ReferenceError: "own" is not defined; it is declared in another block or function only
          totl = 1; | 1 | ReferenceError: Assignment to undefined "totl" in strict mode
          return {groups: request.user.groups.mpa(g => g)}; | 1 | TypeError: Cannot find function mpa; did you mean 'map'?
          return {groups: groups.mpa(request.user.groups, {})}; | 1 | TypeError: Cannot find function mpa; did you mean 'map'?
          return {groups: groups.withPrefx(request.user.groups, 'a')}; | 1 | TypeError: Cannot find function withPrefx; did you mean 'withPrefix'?
          return {groups: request.user.groups.trim()}; | 1 | TypeError: Cannot find function trim; it is a method of texts
          return {groups: claims.department.zzyzx()}; | 1 | TypeError: Cannot find function zzyzx
          return {groups: claims['gru' + 'ops']}; | 1 | groups is undefined; write `?? null` where there is no value
          """)
  void inJavaScript(String script, int line, String message) {
    says(failure("js", script.replace("\\n", "\n")), line, message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          return {"groups": user.gruops} | 1 | AttributeError: object has no .gruops field or method (did you mean .groups?); it has ak_groups, all_groups, attributes, email, email_verified, group_attributes, groups, is_active, is_superuser, name, pk, uid, username
          return {"groups": claims["gruops"]} | 1 | KeyError: key 'gruops' not in dict: not found in dictionary; line 1 reads claims.gruops, which the provider did not say; did you mean 'groups'?
          return {"groups": [g for g in user.attributes.get("gruops")]} | 1 | TypeError: NoneType value is not iterable: 'NoneType' object is not iterable: got NoneType, want iterable; line 1 reads claims.gruops, which the provider did not say; did you mean 'groups'?
          return {"group": claims["groups"]} | 1 | it returned group, which it does not declare; did you mean 'groups'?
          return {"groups": claims["department"]} | 1 | groups is not of the declared shape: list of text; it is a text; return it in a list: […]
          x = 1\\nreturn {"groups": user.groups} | 2 | groups[0] is an object; return one of its fields
          """)
  void inPython(String script, int line, String message) {
    says(failure("py", script.replace("\\n", "\n")), line, message);
  }

  private static void says(ScriptFailure failure, int line, String message) {
    assertEquals(message, failure.getMessage());
    assertEquals(line, failure.line());
  }

  @Test
  void neverAValue() {
    for (String script :
        List.of(
            "return {groups: claims[claims.department]};",
            "return {[request.user.name]: 1};",
            "return {groups: claims.department};",
            "return {groups: groups.map(claims.department, {})};",
            "return {groups: groups.map(request.user.groups, {SECRE: 1, get SECRET() { return 1; }})};",
            "return {flag: request.user.name};",
            "return {flag: claims.department.nothing()};",
            "return {flag: request.user.groups.nothing()};",
            "return {flag: claims[claims.department]()};",
            "return {flag: claims.groups[claims.department]()};",
            "return {flag: claims.nothing[claims.department]()};",
            "return {flag: claims.nothing[claims.department]};",
            "claims.nothing[claims.department] = claims.department; return {};",
            "const o = {}; o.x.y = claims.department; return o;",
            "const f = claims.department; return {flag: f()};",
            "return {flag: claims.department()};",
            "return {flag: request.user.groups[0]()};",
            "return {groups: request.user.groups.map(claims.department)};",
            "return {groups: new (claims.department)()};",
            "const o = {[claims.department]: 1}; return {flag: o[claims.department]()};",
            "const f = 'an undefined \"' + claims.department + '\" in it'; return {flag: f()};",
            "return {flag: request.user[claims.department.repeat(3000)]()};",
            "claims[claims.department] = 1; return {};",
            "delete claims[claims.department]; return {};",
            "for (const x of {toString() { return claims.department; }}) {} return {};",
            "return {flag: claims.department in claims.department};",
            "return {flag: 1 instanceof claims.department};")) {
      String message = failure("js", script).getMessage();
      assertFalse(message.contains("SECRET"), script + ": " + message);
    }
  }
}
