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
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever way a script takes to a claim, the step says that it was read. */
final class ReadsTest {
  private static final String SETTINGS = "scope: roles\ndeclares: {t: object}\n";

  private final Identity alice =
      People.identity(
          "okta",
          List.of("admins", "Everyone"),
          ClaimSet.ofValues(Map.of("department", "net", "7", "seven"))
              .with("lost", new Claim.Unfetched()));

  /** The first column is an expression, the second what it reads, without {@code lost}. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          1                                               | ``
          claims.department                               | claims.department
          claims["depart" + "ment"]                       | claims.department
          claims[7]                                       | claims.7
          claims["7"]                                     | claims.7
          claims?.department                              | claims.department
          claims.gone                                     | claims.gone
          claims.hasOwnProperty("department")             | ``
          "department" in claims                          | ``
          Object.keys(claims).length                      | ``
          [request.user.groups, client.id]                | request.user.groups client.id
          request.upstream + request.states.department    | request.upstream request.states.department
          (({department}) => department)(claims)          | claims.department
          Object.create(claims).department                | claims.department
          (c => c.department)(claims)                     | claims.department
          JSON.stringify(request.user)                    | request.user.sub request.user.preferred_username request.user.email request.user.email_verified request.user.name request.user.groups
          JSON.stringify(client)                          | client.id
          Object.values(client)                           | client.id
          Object.entries(client)[0][1]                    | client.id
          Object.assign({}, client).id                    | client.id
          ({...client}).id                                | client.id
          Object.fromEntries(Object.entries(client))      | client.id
          client                                          | client.id
          [client]                                        | client.id
          """)
  void inJavaScript(String expression, String reads) {
    assertEquals(named(reads), reads("js", "return {t: {v: " + expression + "}};"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          for (const k in client) { v = client[k]; }                 | client.id
          with_(request.user); function with_(u) { v = u.email; }    | request.user.email
          for (const [k, x] of Object.entries(client)) { v = x; }    | client.id
          try { v = claims.lost; } catch (e) { v = 1; }              | claims.lost
          """)
  void andInStatements(String statements, String reads) {
    assertEquals(named(reads), reads("js", "let v; " + statements + " return {t: {v: 1}};"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
          1                                      ~ ``
          claims["department"]                   ~ claims.department
          claims.get("depart" + "ment")          ~ claims.department
          claims.get("gone")                     ~ claims.gone
          user.attributes["department"]          ~ claims.department
          request.user.attributes.get("gone", 1) ~ claims.gone
          "department" in claims                 ~ ``
          len(claims)                            ~ ``
          user.email                             ~ request.user.email
          request.user.email                     ~ request.user.email
          getattr(user, "email")                 ~ request.user.email
          [g.name for g in user.ak_groups.all()] ~ request.user.ak_groups
          ak_is_group_member(user, name="x")     ~ request.user.ak_groups
          user == request.user                   ~ request.user.*
          request.states.values()                ~ request.states.7 request.states.department request.states.lost
          request.states.items()                 ~ request.states.7 request.states.department request.states.lost
          dict(request.states)                   ~ request.states.7 request.states.department request.states.lost
          {**request.states}                     ~ request.states.7 request.states.department request.states.lost
          request.states | {}                  ~ request.states.7 request.states.department request.states.lost
          str(request.states)                    ~ request.states.7 request.states.department request.states.lost
          request.states == request.states.copy() ~ request.states.7 request.states.department request.states.lost
          request.states                         ~ request.states.7 request.states.department request.states.lost
          [request.states[k] for k in request.states] ~ request.states.7 request.states.department request.states.lost
          client.id                              ~ client.id
          """)
  void inPython(String expression, String reads) {
    assertEquals(named(reads), reads("py", "return {\"t\": {\"v\": " + expression + "}}"));
  }

  @Test
  void manyNamesBecomeAnyOfThem() {
    Set<String> read =
        reads("js", "for (let i = 0; i < 1000; i++) claims['x' + i]; return {t: {v: 1}};");
    assertTrue(read.contains("claims.*") && read.size() < 300, () -> read.size() + " names");
  }

  @Test
  void aHugeNameIsNotKept() {
    assertEquals(Set.of("claims.*"), reads("js", "claims['x'.repeat(9000)]; return {t: {v: 1}};"));
  }

  @Test
  void ofEachMappingItsOwn() {
    Mapping denied =
        compiled("js", "return {t: {v: claims.department}};", SETTINGS + "on_failure: deny\n");
    assertEquals(Set.of("claims.department"), step(denied).reads());
    assertEquals(Set.of(), step(compiled("js", "return {t: {v: 1}};", SETTINGS)).reads());
  }

  /** What an earlier mapping said and read is not what a mapping did that never ran. */
  @Test
  void whatNeverRanReadNothing() {
    Mapping first =
        compiled("js", "log(claims.department); return {t: {v: 1}};", SETTINGS + "order: 1\n");
    Mapping second =
        PipelineRig.compiled(
            "second",
            "return {u: 'x'};",
            "scope: roles;order: 2;declares: {u: text};"
                + "defaults: {u: {from: gone, absent: deny}}");
    MappingFailed failed =
        assertThrows(
            MappingFailed.class,
            () ->
                new Mapper(PipelineRig.demoRoles(), PipelineRig.LIMITS.time())
                    .run(
                        new io.tributary.broker.script.ScriptRooms(),
                        new io.tributary.broker.mapping.MappingSet(List.of(first, second), 1),
                        alice,
                        new ClientView("inventory", List.of()),
                        io.tributary.platform.protocol.Scopes.parse("roles")));
    assertEquals(ScriptFailure.Reason.MISSING, failed.reason());
    assertEquals(List.of("net"), failed.steps().get(0).logged());
    assertEquals(List.of(), failed.steps().get(1).logged());
    assertEquals(Set.of(), failed.steps().get(1).reads());
  }

  private static Set<String> named(String reads) {
    return reads.isEmpty() ? Set.of() : new TreeSet<>(List.of(reads.split(" ")));
  }

  private Set<String> reads(String language, String script) {
    return step(compiled(language, script, SETTINGS)).reads();
  }

  private static Mapping compiled(String language, String script, String settings) {
    return PipelineRig.COMPILER.compile(
        new MappingSource("probe", language, script, settings, Optional.empty()));
  }

  private MappingStep step(Mapping mapping) {
    try {
      return PipelineRig.run(mapping, alice, LastGood.NONE).steps().get(0);
    } catch (MappingFailed denied) {
      return denied.steps().get(0);
    }
  }
}
