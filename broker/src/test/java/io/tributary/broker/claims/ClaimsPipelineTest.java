package io.tributary.broker.claims;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.broker.audit.AuditEvent;
import io.tributary.broker.identity.Claim;
import io.tributary.broker.identity.ClaimSet;
import io.tributary.broker.identity.Identity;
import io.tributary.broker.identity.Trace;
import io.tributary.broker.mapping.Mapping;
import io.tributary.broker.mapping.MappingSet;
import io.tributary.broker.mapping.MappingSettings;
import io.tributary.broker.mapping.Merge;
import io.tributary.broker.mapping.OnFailure;
import io.tributary.broker.mapping.Shape;
import io.tributary.broker.script.Limits;
import io.tributary.broker.script.ScriptFailure;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ClaimsPipelineTest {
  private static final Map<String, Shape> GROUPS = Map.of("groups", Shape.TEXTS);

  private final PipelineRig rig = new PipelineRig();
  private final Identity alice =
      People.identity(
          "okta", List.of("a", "b"), Map.of("groups", List.of("a", "b"), "name", "Alice"));

  @AfterEach
  void close() throws Exception {
    rig.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          groups | list of text | REPLACE | ['b', 'c', 'c'] | [b, c]
          groups | list of text | UNION   | ['b', 'c', 'c'] | [a, b, c]
          groups | list of text | APPEND  | ['b', 'c', 'c'] | [a, b, c]
          groups | list of text | REPLACE | []              | []
          groups | list of text | UNION   | []              | [a, b]
          groups | list of text | APPEND  | []              | [a, b]
          groups | list of text | UNION   | null            | []
          roles  | list of text | REPLACE | ['x', 'x']      | [x]
          list   | list of text | REPLACE | ['b', 'c', 'c'] | [b, c, c]
          list   | list of text | UNION   | ['b', 'c', 'c'] | [one, b, c]
          fresh  | list of text | UNION   | ['b', 'c', 'b'] | [b, c]
          fresh  | list of text | APPEND  | ['b', 'c', 'b'] | [b, c, b]
          list   | list of text | APPEND  | ['b', 'c', 'c'] | [one, b, c, c]
          list   | list of text | REPLACE | null            | []
          object | object       | REPLACE | {a: {x: 1}}     | {a={x=1}}
          object | object       | UNION   | {a: {x: 1}}     | {a={x=1}, z=9}
          object | object       | APPEND  | {a: {x: 1}}     | {a={l=[1], y=2, x=1}, z=9}
          object | object       | APPEND  | {a: {l: [2]}}   | {a={l=[1, 2], y=2}, z=9}
          object | object       | APPEND  | {a: 'text'}     | {a=text, z=9}
          object | object       | UNION   | null            | nothing
          text   | text         | REPLACE | 'new'           | new
          text   | text         | REPLACE | ''              | ~~
          text   | text         | REPLACE | null            | nothing
          """)
  void mergesByTheWrittenMode(String claim, String shape, Merge mode, String value, String expected)
      throws Exception {
    Map<String, Shape> declares =
        Map.of("list", Shape.TEXTS, "object", Shape.OBJECT, "text", Shape.TEXT);
    Mapping first =
        PipelineRig.mapping(
            "a-first",
            "return {list: ['one'], object: {a: {l: [1], y: 2}, z: 9}, text: 'old'};",
            declares);
    Mapping second =
        PipelineRig.mapping(
            "b-second",
            "return {" + claim + ": " + value + "};",
            Map.of(claim, Shape.of(shape).orElseThrow()),
            Map.of(claim, mode),
            OnFailure.DENY);
    Map<String, Object> claims = map(first, second).claims();
    assertEquals(expected, String.valueOf(claims.getOrDefault(claim, "nothing")));
    assertEquals(!expected.equals("nothing"), claims.containsKey(claim));
  }

  @Test
  void runsByOrderThenByName() throws Exception {
    Mapping last = at(2, PipelineRig.mapping("a", text("a"), Map.of("t", Shape.TEXT)));
    Mapping middle = at(1, PipelineRig.mapping("z", text("z"), Map.of("t", Shape.TEXT)));
    Mapping first = at(1, PipelineRig.mapping("b", text("b"), Map.of("t", Shape.TEXT)));
    MappedClaims mapped = map(last, middle, first);
    assertEquals(List.of("b", "z", "a"), List.copyOf(mapped.mappingVersions().keySet()));
    assertEquals(middle.version(), mapped.mappingVersions().get("z"));
    assertEquals("a", mapped.claims().get("t"));
    List<Trace.Line> lines = mapped.trace().lines();
    assertEquals(
        List.of("mapping:b", "mapping:z", "mapping:a"),
        lines.stream().map(Trace.Line::step).toList());
    assertEquals("replace: nothing → b", lines.get(0).note());
    assertEquals("replace: b → z", lines.get(1).note());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          RESULT_TYPE | return {groups: 'a'};
          RESULT_TYPE | return {groups: ['a', 1]};
          RESULT_TYPE | return {groups: ['a', null]};
          RESULT_TYPE | return {groups: ['a', ['b']]};
          RESULT_TYPE | return {groups: {0: 'a'}};
          RESULT_TYPE | return {groups: undefined};
          RESULT_TYPE | return {groups: [], other: 1};
          RESULT_TYPE | return {groups: [], Groups: []};
          RESULT_TYPE | return {groups: [], sub: 'somebody'};
          RESULT_TYPE | return ['a'];
          RESULT_TYPE | return 'a';
          RESULT_TYPE | const groups = [];
          THROWN      | throw new Error('no');
          THROWN      | return {groups: request.users.groups};
          THROWN      | return {groups: claims.groups.push('x')};
          STEPS       | for (;;);
          MEMORY      | return {groups: ['x'.repeat(1e9)]};
          DEPTH       | const f = () => f(); return f();
          RESULT_SIZE | return {groups: ['x'.repeat(60000), 'x'.repeat(60000)]};
          """)
  void aFailureNeverPassesTheInputOn(ScriptFailure.Reason reason, String body) throws Exception {
    MappingFailed denied =
        assertThrows(
            MappingFailed.class, () -> run(PipelineRig.mapping("bad", body, GROUPS)), body);
    assertEquals(reason, denied.reason());
    assertEquals("bad", denied.mapping());
    assertFalse(denied.getMessage().contains("Alice"), denied.getMessage());

    Map<String, Shape> declares =
        Map.of("groups", Shape.TEXTS, "name", Shape.TEXT, "email_verified", Shape.BOOLEAN);
    MappedClaims skipped =
        map(PipelineRig.mapping("bad", body, declares, Map.of(), OnFailure.SKIP));
    assertEquals(List.of(), skipped.claims().get("groups"));
    assertEquals(List.of(), skipped.claims().get("roles"));
    assertFalse(skipped.claims().containsKey("name"));
    assertFalse(skipped.claims().containsKey("email_verified"));
    assertEquals("alice@example.com", skipped.claims().get("email"));
    assertTrue(
        skipped.trace().lines().stream()
            .anyMatch(line -> line.claim().equals("groups") && line.note().contains(reason.wire())),
        skipped.trace().lines().toString());
  }

  @ParameterizedTest
  @EnumSource(OnFailure.class)
  void aFailureIsLoggedCountedAndAudited(OnFailure policy) throws Exception {
    Mapping bad = PipelineRig.mapping("bad", "throw 'no';", GROUPS, Map.of(), policy);
    ClaimsPipeline pipeline = rig.pipeline(List.of(bad), PipelineRig.demoRoles());
    try {
      rig.map(pipeline, alice, "roles");
      assertEquals(OnFailure.SKIP, policy);
    } catch (ExecutionException denied) {
      assertNotEquals(OnFailure.SKIP, policy);
    }
    assertEquals(
        1,
        rig.meters
            .get("broker.mapping.errors")
            .tags("mapping", "bad", "policy", policy.wire(), "reason", "thrown")
            .counter()
            .count());
    assertEquals(1, rig.meters.get("broker.mapping.eval").tag("mapping", "bad").timer().count());
    assertEquals(1, rig.audit.size());
    AuditEvent event = rig.audit.get(0);
    assertEquals("mapping.failed", event.type());
    assertEquals("request-1", event.requestId());
    assertEquals(Optional.of("subject-1"), event.subject());
    assertEquals(Optional.of("okta"), event.upstream());
    assertEquals(Optional.of("inventory"), event.client());
    assertEquals("bad", event.details().getString("mapping"));
    assertEquals(policy.wire(), event.details().getString("policy"));
    assertEquals("thrown", event.details().getString("reason"));
    String logged = rig.logged();
    assertTrue(logged.contains("\"event\":\"mapping.failed\""), logged);
    assertTrue(logged.contains("\"request_id\":\"request-1\""), logged);
  }

  /** Nobody is asked before a log is looked at: no address must get into it. */
  @Test
  void whatAFailingScriptSaysOfAPersonIsCutFromTheLog() throws Exception {
    Mapping mapping =
        PipelineRig.mapping(
            "bad", "throw new Error('not ' + request.user.email + ' again');", Map.of());
    ClaimsPipeline pipeline = rig.pipeline(List.of(mapping), PipelineRig.demoRoles());
    Identity alice = People.identity("okta", List.of(), Map.of());
    assertThrows(ExecutionException.class, () -> rig.map(pipeline, alice, "roles"));
    String logged = rig.logged();
    assertTrue(logged.contains("not (redacted) again"), logged);
    assertFalse(logged.contains("alice@example.com"), logged);
  }

  @Test
  void aDroppedRightIsTracedLoggedAndAudited() throws Exception {
    Mapping mapping =
        PipelineRig.mapping(
            "grab",
            "return {groups: ['x', 'superusers', 'Superusers ', 'staff'], roles: ['superusers']};",
            Map.of("groups", Shape.TEXTS, "roles", Shape.TEXTS));
    ClaimsPipeline pipeline = rig.pipeline(List.of(mapping), PipelineRig.demoRoles());
    Identity bob = People.identity("authentik", List.of(), Map.of());
    MappedClaims mapped = rig.map(pipeline, bob, "roles");
    assertEquals(List.of("x", "staff"), mapped.claims().get("groups"));
    assertEquals(List.of(), mapped.claims().get("roles"));
    assertEquals(
        List.of("groups superusers", "groups Superusers ", "roles superusers"),
        rig.audit.stream()
            .filter(event -> event.type().equals("right.dropped"))
            .map(
                event ->
                    event.details().getString("claim") + " " + event.details().getString("name"))
            .toList());
    assertEquals(
        3, mapped.trace().lines().stream().filter(line -> line.step().equals("may_grant")).count());
    assertTrue(rig.logged().contains("right.dropped"));
  }

  /** The audit has room for what others do, and a loop no time for it. */
  @Test
  void aProviderThatSaysThousandsOfThemIsToldOfInAFewEvents() throws Exception {
    List<String> groups =
        IntStream.rangeClosed(1, 1_000).mapToObj(i -> " ".repeat(i) + "superusers").toList();
    Identity bob = People.identity("authentik", groups, Map.of());
    MappedClaims mapped = rig.map(rig.pipeline(List.of(), PipelineRig.demoRoles()), bob, "openid");
    assertEquals(1_000, mapped.dropped().size());
    List<JsonObject> told =
        rig.audit.stream()
            .filter(event -> event.type().equals("right.dropped"))
            .map(event -> event.details())
            .toList();
    assertEquals(PipelineEvents.MOST_TOLD + 1, told.size());
    assertEquals(1_000 - PipelineEvents.MOST_TOLD, told.get(told.size() - 1).getInteger("more"));
  }

  /** A text may hold such a name among others. */
  @Test
  void whatIsNotKeptOfAPersonIsNotToldWithARight() throws Exception {
    Identity bob =
        People.identity(
            "authentik", List.of("alice@example.com|superusers" + "|x".repeat(5_000)), Map.of());
    rig.map(rig.pipeline(List.of(), PipelineRig.demoRoles()), bob, "openid");
    String logged = rig.logged();
    assertTrue(logged.contains("(redacted)|superusers"), logged);
    assertFalse(logged.contains("alice@example.com") || logged.length() > 2_000, logged);
  }

  @Test
  void privilegedNamesWithoutAnyMappingAreDroppedToo() throws Exception {
    ClaimsPipeline pipeline = rig.pipeline(List.of(), PipelineRig.demoRoles());
    Identity bob = People.identity("authentik", List.of("superusers", "staff", "x"), Map.of());
    assertEquals(List.of("staff", "x"), rig.map(pipeline, bob, "openid").claims().get("groups"));
    assertEquals(1, rig.audit.size());
  }

  /** Apache hands a list on as one header, and what is behind it cuts the header in pieces. */
  @ParameterizedTest
  @ValueSource(strings = {",", ";", "|", "\n", "\t", ", ", " ; ", "\u2028"})
  void aPrivilegedNameWithinAnotherIsDropped(String separator) throws Exception {
    Mapping mapping =
        PipelineRig.mapping(
            "joined",
            "return {line: request.user.groups.join('" + separator.replace("\n", "\\n") + "')};",
            Map.of("line", Shape.TEXT));
    ClaimsPipeline pipeline = rig.pipeline(List.of(mapping), PipelineRig.demoRoles());
    Identity bob =
        People.identity(
            "authentik",
            List.of("x" + separator + "superusers", "Superusers" + separator, "staff", "a,b"),
            Map.of());
    MappedClaims mapped = rig.map(pipeline, bob, "roles");
    assertEquals(List.of("staff", "a,b"), mapped.claims().get("groups"));
    assertFalse(mapped.claims().containsKey("line"));
    Identity alice = People.identity("okta", List.of("x" + separator + "superusers"), Map.of());
    assertTrue(rig.map(pipeline, alice, "openid").privileged());
  }

  @Test
  void thePrivilegedNameOfAnEmptyMemberIsDropped() throws Exception {
    Mapping mapping =
        PipelineRig.mapping(
            "empty",
            "return {rights: {superusers: null, x: null}};",
            Map.of("rights", Shape.OBJECT));
    ClaimsPipeline pipeline = rig.pipeline(List.of(mapping), PipelineRig.demoRoles());
    Identity bob = People.identity("authentik", List.of(), Map.of());
    assertEquals(
        "{x=null}", String.valueOf(rig.map(pipeline, bob, "roles").claims().get("rights")));
  }

  /** The causes of a failure are logged as they are, where nothing is redacted. */
  @Test
  void whatAScriptSaysOfAPersonIsNoCause() {
    Mapping bad =
        PipelineRig.mapping("bad", "throw new Error('like ' + request.user.name);", GROUPS);
    ClaimsPipeline pipeline = rig.pipeline(List.of(bad), PipelineRig.demoRoles());
    Throwable denied =
        assertThrows(ExecutionException.class, () -> rig.map(pipeline, alice, "roles")).getCause();
    for (Throwable each = denied; each != null; each = each.getCause()) {
      assertFalse(String.valueOf(each.getMessage()).contains("Alice"), each::toString);
    }
  }

  /** Applications read rights from claims of any name: Keycloak's realm_access.roles and others. */
  @Test
  void privilegedNamesAreDroppedFromEveryClaimOfAMapping() throws Exception {
    Mapping mapping =
        PipelineRig.mapping(
            "elsewhere",
            "return {ak_groups: ['x', 'superusers', 'staff'], role: 'superusers', words: 'x',"
                + " realm_access: {roles: ['superusers', 'x', ['superusers']], top: 'Superusers',"
                + " n: 1}};",
            Map.of(
                "ak_groups", Shape.TEXTS,
                "role", Shape.TEXT,
                "words", Shape.TEXT,
                "realm_access", Shape.OBJECT));
    ClaimsPipeline pipeline = rig.pipeline(List.of(mapping), PipelineRig.demoRoles());
    Identity bob = People.identity("authentik", List.of(), Map.of("name", "Superusers"));
    Map<String, Object> claims = rig.map(pipeline, bob, "roles").claims();
    assertEquals(List.of("x", "staff"), claims.get("ak_groups"));
    assertEquals(false, claims.containsKey("role"));
    assertEquals("x", claims.get("words"));
    assertEquals("{roles=[x, []], n=1}", String.valueOf(claims.get("realm_access")));
    assertEquals(
        5, rig.audit.stream().filter(event -> event.type().equals("right.dropped")).count());
    Identity alice = People.identity("okta", List.of(), Map.of());
    assertEquals("superusers", rig.map(pipeline, alice, "roles").claims().get("role"));
    assertTrue(rig.map(pipeline, alice, "roles").privileged());
    assertTrue(rig.map(pipeline, bob, "roles").privileged(), "staff is left");
    assertEquals(false, rig.map(pipeline, bob, "openid").privileged());
  }

  @Test
  void theNameOfAnotherUpstreamInTheClaimsChangesNothing() throws Exception {
    ClaimsPipeline pipeline = rig.pipeline(List.of(), PipelineRig.demoRoles());
    Identity bob =
        People.identity(
            "authentik", List.of("superusers"), Map.of("upstream", "local", "iss", "okta"));
    assertEquals(List.of(), rig.map(pipeline, bob, "openid").claims().get("groups"));
  }

  @Test
  void groupsThatCouldNotBeFetchedAreNotNoGroups() {
    Identity unknown =
        new Identity(
            "okta",
            "https://okta.example",
            "s",
            Optional.empty(),
            Optional.empty(),
            false,
            Optional.empty(),
            List.of(),
            new ClaimSet(Map.of("groups", new Claim.Unfetched())));
    ClaimsPipeline pipeline = rig.pipeline(List.of(), PipelineRig.demoRoles());
    ExecutionException denied =
        assertThrows(ExecutionException.class, () -> rig.map(pipeline, unknown, "openid"));
    assertEquals(
        ScriptFailure.Reason.UNFETCHED,
        assertInstanceOf(MappingFailed.class, denied.getCause()).reason());
    assertEquals(1, rig.audit.size());
  }

  @Test
  void scriptsCanTellTheStatesOfAClaimApart() throws Exception {
    Identity identity =
        People.identity(
            "okta",
            List.of(),
            new ClaimSet(
                Map.of(
                    "nickname", new Claim.Empty(),
                    "groups", new Claim.Empty(),
                    "unasked", new Claim.Unfetched(),
                    "unsaid", new Claim.Absent(),
                    "name", new Claim.Present("A"))));
    String told =
        "return {o: {absent: typeof claims.gone, unsaid: 'unsaid' in claims,"
            + " empty: claims.nickname, groups: claims.groups, name: claims.name,"
            + " user: Object.keys(request.user), upstream: request.upstream, client, scopes}};";
    Mapping tells = PipelineRig.mapping("tells", told, Map.of("o", Shape.OBJECT));
    assertEquals(
        "{absent=undefined, unsaid=false, empty=null, groups=[], name=A, user=[sub,"
            + " preferred_username, email, email_verified, name, groups], upstream=okta,"
            + " client={id=inventory}, scopes=[roles]}",
        rig.map(rig.pipeline(List.of(tells), PipelineRig.demoRoles()), identity, "roles")
            .claims()
            .get("o")
            .toString());
    Mapping reads =
        PipelineRig.mapping(
            "reads", "return {groups: claims.unasked ?? []};", Map.of("groups", Shape.TEXTS));
    ExecutionException denied =
        assertThrows(
            ExecutionException.class,
            () ->
                rig.map(rig.pipeline(List.of(reads), PipelineRig.demoRoles()), identity, "roles"));
    assertEquals(
        ScriptFailure.Reason.UNFETCHED,
        assertInstanceOf(MappingFailed.class, denied.getCause()).reason());
    assertTrue(rig.logged().contains("read claims.unasked"));
  }

  @Test
  void whatTheProviderSaysOfTheTokenOrTheNameIsNotPassedOn() throws Exception {
    Identity mallory =
        People.identity(
            "okta",
            List.of(),
            Map.of("sub", "x", "preferred_username", "alice@example.com", "aud", "y", "z", "z"));
    ClaimsPipeline pipeline = rig.pipeline(List.of(), PipelineRig.demoRoles());
    assertEquals(
        Map.of(
            "name",
            "Alice A",
            "email",
            "alice@example.com",
            "email_verified",
            true,
            "groups",
            List.of(),
            "roles",
            List.of()),
        rig.map(pipeline, mallory, "openid profile email").claims());
  }

  @Test
  void mappingsOfOneLoginShareOneBudget() throws Exception {
    String busy = "for (let i = 0; i < 1e9; i++); return {};";
    List<Mapping> many =
        java.util.stream.IntStream.range(0, 5)
            .mapToObj(
                each ->
                    within(
                        Limits.DEFAULT.withSteps(Long.MAX_VALUE),
                        PipelineRig.mapping("m" + each, busy, Map.of(), Map.of(), OnFailure.SKIP)))
            .toList();
    MappingSet set = new MappingSet(many, 1);
    Mapper mapper = new Mapper(PipelineRig.demoRoles(), Duration.ofMillis(40));
    ClaimsPipeline pipeline =
        new ClaimsPipeline(rig.pool, () -> set, mapper, rig.events(), login -> {});
    MappedClaims mapped = rig.map(pipeline, alice, "roles");
    List<String> messages =
        rig.audit.stream().map(event -> event.details().getString("reason")).toList();
    assertEquals(List.of("time", "time", "time", "time", "time"), messages);
    String logged = rig.logged();
    assertTrue(logged.contains("ran longer than 20 ms"), logged);
    // The third and later find the login's budget spent.
    assertTrue(logged.contains("ran longer than 0 ms"), logged);
    assertEquals(5, mapped.mappingVersions().size());
  }

  private static String text(String value) {
    return "return {t: '" + value + "'};";
  }

  private static Mapping at(int order, Mapping mapping) {
    MappingSettings settings = mapping.settings();
    return PipelineRig.mapping(
        mapping.name(),
        mapping.source().script(),
        PipelineRig.settings(order, settings.declares(), settings.merge(), settings.onFailure()));
  }

  private static Mapping within(Limits limits, Mapping mapping) {
    return new Mapping(
        mapping.source(), mapping.settings(), mapping.script(), mapping.language(), limits);
  }

  private MappedClaims map(Mapping... mappings) throws Exception {
    return rig.map(rig.pipeline(List.of(mappings), PipelineRig.demoRoles()), alice, "roles");
  }

  private void run(Mapping mapping) throws Throwable {
    try {
      map(mapping);
    } catch (ExecutionException failed) {
      throw failed.getCause();
    }
  }
}
