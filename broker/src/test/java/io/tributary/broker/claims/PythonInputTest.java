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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What authentik's expressions find here. */
final class PythonInputTest {
  private static final String SETTINGS = "scope: roles\ndeclares: {t: object}\n";

  private final Identity alice =
      People.identity(
          "okta",
          List.of("admins", "Everyone"),
          ClaimSet.ofValues(Map.of("department", "net", "nothing", "", "n", 3))
              .with("lost", new Claim.Unfetched()));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          request.user.username                    | alice
          user.email                               | alice@example.com
          user.email_verified                      | true
          user.name                                | Alice A
          user.uid                                 | sub-1
          user.pk                                  | sub-1
          user.is_active                           | true
          user.attributes["department"]            | net
          user.attributes.get("gone", "none")      | none
          user.attributes["nothing"]               | null
          claims["n"] + 1                          | 4
          request.upstream                         | okta
          request.states.get("department", "absent") | present
          request.states.get("nothing", "absent")  | empty
          request.states.get("lost", "absent")     | unfetched
          request.states.get("gone", "absent")     | absent
          client.id                                | inventory
          provider.name + provider.client_id       | inventoryinventory
          token.scope                              | [roles]
          scopes                                   | [roles]
          [g.name for g in user.ak_groups.all()]   | [admins, Everyone]
          [g.name for g in user.groups.all()]      | [admins, Everyone]
          user.ak_groups.filter(name="admins").exists() | true
          list(user.ak_groups.values_list("name", flat=True)) | [admins, Everyone]
          [g.is_superuser for g in user.ak_groups.all()] | [false, false]
          ak_is_group_member(request.user, name="admins") | true
          ak_is_group_member(user, name="Admins")  | false
          user.is_superuser                        | false
          user.group_attributes()["department"]    | net
          user.group_attributes(request).get("gone", "none") | none
          [g.name for g in user.all_groups()]      | [admins, Everyone]
          user.all_groups().filter(name="admins").exists() | true
          [g.attributes.get("x", 1) for g in user.ak_groups.all()] | [1, 1]
          """)
  void findsWhatAuthentikHas(String expression, String expected) {
    Map<?, ?> told = (Map<?, ?>) run(expression).claims().get("t");
    assertEquals(expected, String.valueOf(told.get("v")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          request.http_request         | THROWN    | states, upstream, user
          request.context["x"]         | THROWN    | states, upstream, user
          user.password                | THROWN    | username
          user.sources                 | THROWN    | username
          client.secret                | THROWN    | id
          user.attributes["lost"]      | UNFETCHED | lost
          claims["lost"]               | UNFETCHED | claims.lost
          user.group_attributes()["lost"] | UNFETCHED | lost
          user.group_attributes().update({"a": 1}) | THROWN | frozen
          user.attributes["gone"]      | THROWN    | gone
          """)
  void andSaysWhatThereIsWhereItDoesNot(
      String expression, ScriptFailure.Reason reason, String message) {
    MappingFailed denied = assertThrows(MappingFailed.class, () -> run(expression));
    assertEquals(reason, denied.reason());
    assertTrue(denied.failure().getMessage().contains(message), denied.failure().getMessage());
  }

  /** What an expression of authentik's uses, by the list of what has to work; each on its own. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          f-string            | return {"t": {"v": f"{user.email!r}:{len('ab'):>3}"}} | 'alice@example.com':  2
          is                  | return {"t": {"v": None is None and 1 is not None}} | true
          generator           | return {"t": {"v": sum(len(g.name) for g in user.ak_groups.all())}} | 14
          try/except          | try:; ..x = claims["gone"]; except KeyError as e:; ..x = "no"; return {"t": {"v": x}} | no
          try/finally         | x = []; try:; ..x.append(1); finally:; ..x.append(2); return {"t": {"v": x}} | [1, 2]
          while               | n = 0; while n < 100:; ..n += 1; return {"t": {"v": n}} | 100
          str methods         | return {"t": {"v": " A,b ".strip().lower().replace(",", "-").split("-")}} | [a, b]
          str tests           | return {"t": {"v": "ab".startswith("a") and "ab".endswith("b") and "a" in "ab"}} | true
          list methods        | x = [2, 1]; x.append(3); x.sort(); x.reverse(); x.insert(0, 9); x.extend([0]); x.remove(2); return {"t": {"v": [x.pop(), x.index(3), x]}} | [0, 1, [9, 3, 1]]
          groups.all          | return {"t": {"v": [g.name for g in request.user.ak_groups.all()]}} | [admins, Everyone]
          filter.exists       | return {"t": {"v": request.user.ak_groups.filter(name="admins").exists()}} | true
          filter.exists not   | return {"t": {"v": request.user.ak_groups.filter(name="Admins").exists()}} | false
          values_list         | return {"t": {"v": list(user.ak_groups.values_list("name", flat=True))}} | [admins, Everyone]
          values_list tuples  | return {"t": {"v": [a for (a,) in user.ak_groups.values_list("name")]}} | [admins, Everyone]
          attributes          | return {"t": {"v": user.attributes.get("department", "")}} | net
          email               | return {"t": {"v": request.user.email.split("@")[1]}} | example.com
          member              | return {"t": {"v": ak_is_group_member(request.user, name="admins")}} | true
          regex_match         | return {"t": {"v": regex_match(user.email, r"@example[.]com$")}} | true
          regex_replace       | return {"t": {"v": regex_replace(user.email, r"@.*", "")}} | alice
          logger              | ak_logger.info("seen", user=user.username); return {"t": {"v": 1}} | 1
          group_attributes    | return {"t": {"v": user.group_attributes().get("department")}} | net
          """)
  void everyWordOfAnExpressionWorks(String word, String body, String expected) {
    String lines = body.replace("; ", "\n").replace("..", "  ");
    Map<?, ?> told = (Map<?, ?>) body(lines).claims().get("t");
    assertEquals(expected, String.valueOf(told.get("v")), word);
  }

  @Test
  void aLoopWithoutEndMeetsTheLimitOfSteps() {
    MappingFailed denied =
        assertThrows(MappingFailed.class, () -> body("while True:\n  pass\nreturn {}"));
    assertEquals(ScriptFailure.Reason.STEPS, denied.reason());
  }

  private MappedClaims run(String expression) {
    return body("return {\"t\": {\"v\": " + expression + "}}");
  }

  private MappedClaims body(String script) {
    Mapping mapping =
        PipelineRig.COMPILER.compile(
            new MappingSource("m", "py", script, SETTINGS, Optional.empty()));
    return PipelineRig.run(mapping, alice, LastGood.NONE);
  }
}
