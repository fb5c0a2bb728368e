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
          user.attributes["gone"]      | THROWN    | gone
          """)
  void andSaysWhatThereIsWhereItDoesNot(
      String expression, ScriptFailure.Reason reason, String message) {
    MappingFailed denied = assertThrows(MappingFailed.class, () -> run(expression));
    assertEquals(reason, denied.reason());
    assertTrue(denied.failure().getMessage().contains(message), denied.failure().getMessage());
  }

  private MappedClaims run(String expression) {
    Mapping mapping =
        PipelineRig.COMPILER.compile(
            new MappingSource(
                "m",
                "py",
                "return {\"t\": {\"v\": " + expression + "}}",
                SETTINGS,
                Optional.empty()));
    return PipelineRig.run(mapping, alice, LastGood.NONE);
  }
}
