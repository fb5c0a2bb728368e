package io.tributary.broker.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.broker.claims.ClientView;
import io.tributary.broker.claims.MappedClaims;
import io.tributary.broker.claims.Mapper;
import io.tributary.broker.claims.PrivilegedRoles;
import io.tributary.broker.identity.ClaimSet;
import io.tributary.broker.identity.Identity;
import io.tributary.broker.keys.KeysFixture;
import io.tributary.broker.mapping.Mapping;
import io.tributary.broker.mapping.MappingCompiler;
import io.tributary.broker.mapping.MappingSet;
import io.tributary.broker.mapping.MappingSource;
import io.tributary.broker.recording.RecordingConfig;
import io.tributary.broker.recording.Redaction;
import io.tributary.broker.script.Limits;
import io.tributary.broker.script.ScriptRooms;
import io.tributary.broker.script.javascript.RhinoLanguage;
import io.tributary.platform.protocol.Scopes;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What may not be kept is not, and nothing makes a trace large. */
class WritingTest {
  /** Generous in time: what is tested here is not how fast this machine is. */
  private static final Limits LIMITS = Limits.DEFAULT.withTime(Duration.ofSeconds(5));

  private static final Redaction REDACTION = new Redaction(KeysFixture.stableIds());

  private static Writing writing(String... redacted) {
    RecordingConfig config =
        new RecordingConfig("okta", "p", Duration.ofDays(1), 1, Set.of(redacted));
    return new Writing(new Redactions(REDACTION, List.of(config)).veil(Optional.of(alice())));
  }

  private static Identity alice() {
    return new Identity(
        "okta",
        "https://okta.example",
        "sub",
        Optional.of("Alice@Example.com"),
        Optional.of("Alice@Example.com"),
        true,
        Optional.of("Alice"),
        List.of(),
        ClaimSet.ofValues(
            Map.of("email", "Alice@Example.com", "address", Map.of("locality", "Walford East"))));
  }

  @Test
  void aRedactedValueIsHiddenWhereverItTurnsUp() {
    Writing out = writing("email", "address");
    JsonObject written =
        out.claims(
            Map.of(
                "email", "Alice@Example.com",
                "login", "alice@example.com",
                "uri", "mailto:Alice@Example.com?x",
                "town", List.of(Map.of("name", "Walford East")),
                "groups", List.of("staff")));
    String all = written.encode() + out.text("known as Alice@Example.com");
    assertFalse(all.toLowerCase(java.util.Locale.ROOT).contains("alice@example.com"), all);
    assertFalse(all.contains("Walford"), all);
    assertEquals("staff", written.getJsonArray("groups").getString(0));
    assertEquals(written.getString("email"), written.getString("login"));
  }

  private static Writing writing(int many) {
    RecordingConfig config =
        new RecordingConfig("okta", "p", Duration.ofDays(1), 1, Set.of("teams", "pager"));
    Identity carol =
        new Identity(
            "okta",
            "https://okta.example",
            "carol",
            Optional.empty(),
            Optional.empty(),
            false,
            Optional.empty(),
            List.of(),
            ClaimSet.ofValues(
                Map.of(
                    "teams",
                    IntStream.range(0, many).mapToObj(i -> "team-of-carol-" + i).toList(),
                    "pager",
                    "pager-4711-0815")));
    return new Writing(new Redactions(REDACTION, List.of(config)).veil(Optional.of(carol)));
  }

  /** Many values of one claim do not switch off what hides the others, nor each other. */
  @ParameterizedTest
  @ValueSource(ints = {1, 170, 171, 600, 4_095, 4_096, 20_000})
  void manyValuesHideNoLess(int many) {
    Writing out = writing(many);
    String all =
        out.claims(Map.of("call", "tel:pager-4711-0815;x", "page", "PAGER-4711-0815")).encode()
            + out.text("on pager-4711-0815")
            + out.text("last is team-of-carol-" + (many - 1) + ".")
            + out.text("TEAM-OF-CAROL-" + (many - 1));
    assertFalse(all.toLowerCase(java.util.Locale.ROOT).contains("pager-4711"), all);
    assertFalse(all.toLowerCase(java.util.Locale.ROOT).contains("team-of-carol"), all);
    assertTrue(all.contains(Redaction.MARK), all);
  }

  @Test
  void anotherPersonsManyValuesHideNoLess() {
    RecordingConfig config =
        new RecordingConfig("okta", "p", Duration.ofDays(1), 1, Set.of("email"));
    Redactions redactions = new Redactions(REDACTION, List.of(config));
    for (int i = 0; i < 3; i++) {
      writing(20_000).text("anything");
    }
    String text = redactions.of(alice(), "is Alice@Example.com here");
    assertEquals("is ", text.substring(0, 3), "and what is not hers is not hidden");
    assertFalse(text.contains("Example.com"), text);
  }

  /** So many begin alike that looking for all of them would take seconds: all is hidden. */
  @Test
  void valuesThatBeginAlikeAreHiddenAllTheSame() {
    RecordingConfig config =
        new RecordingConfig("okta", "p", Duration.ofDays(1), 1, Set.of("teams"));
    Identity carol =
        new Identity(
            "okta",
            "https://okta.example",
            "carol",
            Optional.empty(),
            Optional.empty(),
            false,
            Optional.empty(),
            List.of(),
            ClaimSet.ofValues(
                Map.of(
                    "teams",
                    IntStream.range(0, 4_000).mapToObj(i -> "a".repeat(300) + i).toList())));
    String text = new Redactions(REDACTION, List.of(config)).of(carol, "a".repeat(5_000) + "3999");
    assertTrue(text.startsWith(Redaction.MARK) && text.length() < 100, text);
  }

  /** Whoever writes a mapping knows how a pseudonym begins. */
  @Test
  void aValueThatLooksLikeAPseudonymIsHiddenToo() {
    Writing out = writing("email");
    JsonObject written =
        out.claims(
            Map.of(
                "email", "Alice@Example.com",
                "note", "redacted:Alice@Example.com",
                "about Alice@Example.com", true));
    String all = written.encode() + out.text("redacted:alice@example.com");
    assertFalse(all.toLowerCase(java.util.Locale.ROOT).contains("alice@"), all);
    assertTrue(written.getString("email").matches("redacted:[A-Za-z0-9_-]{16}"), all);
  }

  /** A script may ask for a claim by a name that it makes of a value. */
  @Test
  void aRedactedValueIsHiddenInWhatAMappingRead() {
    Identity alice = alice();
    Mapping mapping =
        new MappingCompiler(List.of(new RhinoLanguage()), LIMITS)
            .compile(
                new MappingSource(
                    "m",
                    "js",
                    "return {nickname: claims[claims.email] ?? 'none'};",
                    "scope: roles\ndeclares: {nickname: text}",
                    Optional.empty()));
    MappedClaims mapped =
        new Mapper(new PrivilegedRoles(Set.of(), Map.of()), Duration.ofSeconds(5))
            .run(
                new ScriptRooms(),
                new MappingSet(List.of(mapping), 1),
                alice,
                new ClientView("c", List.of("roles")),
                Scopes.of(List.of()));
    String fact = ClaimFacts.mapped(mapped).write(writing("email")).encode();
    assertTrue(fact.contains("\"reads\":[\"claims.email\",\"claims.redacted:"), fact);
    assertFalse(fact.contains("Alice@Example"), fact);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          for (;;) {}        | steps
          \\nthrow 'no';   | thrown
          """)
  void aFailureNamesALineWhereThereIsOne(String script, String reason) {
    Mapping mapping =
        new MappingCompiler(List.of(new RhinoLanguage()), LIMITS)
            .compile(
                new MappingSource(
                    "m",
                    "js",
                    script.replace("\\n", "\n"),
                    "scope: roles\ndeclares: {a: text}\non_failure: skip",
                    Optional.empty()));
    JsonObject step =
        ClaimFacts.mapped(
                new Mapper(new PrivilegedRoles(Set.of(), Map.of()), Duration.ofSeconds(5))
                    .run(
                        new ScriptRooms(),
                        new MappingSet(List.of(mapping), 1),
                        alice(),
                        new ClientView("c", List.of("roles")),
                        Scopes.of(List.of())))
            .write(writing("email"))
            .getJsonArray("mappings")
            .getJsonObject(0);
    assertEquals(reason, step.getString("reason"));
    assertEquals(reason.equals("thrown") ? 2 : null, step.getInteger("line"), step::encode);
  }

  /** A mapping writes it otherwise, as a number or among many. */
  @Test
  void aRedactedValueIsHiddenHoweverItIsWritten() {
    List<String> many = IntStream.range(0, 200).mapToObj(i -> "confidential " + i).toList();
    Identity bob =
        new Identity(
            "okta",
            "https://okta.example",
            "sub",
            Optional.empty(),
            Optional.empty(),
            false,
            Optional.empty(),
            List.of(),
            ClaimSet.ofValues(
                Map.of("employee", 7654321L, "units", many, "email", "bob@example.com")));
    RecordingConfig config =
        new RecordingConfig(
            "okta", "p", Duration.ofDays(1), 1, Set.of("employee", "units", "email"));
    Writing out = new Writing(new Redactions(REDACTION, List.of(config)).veil(Optional.of(bob)));
    JsonObject written =
        out.claims(
            Map.of(
                "roles",
                many,
                "number",
                7654321L,
                "badge",
                List.of("7654321", "no. 7654321"),
                "shout",
                "MAILTO:BOB@EXAMPLE.COM",
                "year",
                2026L));
    String all = written.encode();
    assertFalse(all.contains("confidential"), all);
    assertFalse(all.contains("7654321"), all);
    assertFalse(all.contains("EXAMPLE"), all);
    assertEquals(2026L, written.getLong("year"));
  }

  @Test
  void whatIsNotRedactedStays() {
    assertEquals(
        "Alice@Example.com",
        writing().claims(Map.of("mail", "Alice@Example.com")).getString("mail"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "access_token",
        "id_token",
        "client_secret",
        "Password",
        "user_passwd",
        "api_key",
        "private_key",
        "OTP_seed",
        "credentials"
      })
  void aSecretIsNeverKept(String name) {
    JsonObject written =
        writing()
            .claims(
                Map.of(
                    name,
                    "marker",
                    "in",
                    Map.of("deep", List.of(Map.of(name, List.of("marker"))))));
    assertFalse(written.encode().contains("marker"), written::encode);
  }

  @Test
  void theProtocolsOwnIsLeftOut() {
    assertTrue(writing().claims(Map.of("nonce", "n", "at_hash", "h", "sid", "s")).isEmpty());
  }

  @Test
  void aMegabyteOfGroupsIsCutAndNoted() {
    List<String> groups = IntStream.range(0, 50_000).mapToObj(i -> "group number " + i).toList();
    Writing out = writing();
    JsonObject written = out.claims(Map.of("groups", groups, "z", "kept"));
    assertTrue(written.encode().length() < 2 * Writing.LARGEST);
    assertTrue(out.cuts().get("groups").contains("left out"), out.cuts()::toString);
    assertEquals("kept", written.getString("z"));
  }

  @Test
  void manyClaimsTogetherAreBounded() {
    Map<String, Object> claims = new LinkedHashMap<>();
    IntStream.range(0, 5_000).forEach(i -> claims.put("c" + i, "v".repeat(900)));
    Writing out = writing();
    assertTrue(out.claims(claims).encode().length() < 3 * Writing.LARGEST);
    assertFalse(out.cuts().isEmpty());
  }

  @Test
  void depthAndLengthAreBounded() {
    Object deep = "end";
    for (int i = 0; i < 10_000; i++) {
      deep = new ArrayList<>(List.of(deep));
    }
    String written = writing().claims(Map.of("deep", deep, "long", "x".repeat(1 << 20))).encode();
    assertTrue(written.length() < 3_000, () -> "is " + written.length());
  }
}
