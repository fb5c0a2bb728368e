package io.tributary.broker.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.broker.identity.Identity;
import io.tributary.broker.identity.Trace;
import io.tributary.platform.config.Secret;
import io.tributary.platform.relyingparty.Authentication;
import io.tributary.platform.relyingparty.ProviderSettings;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** None, not said, and not fetched are three things: only the first takes rights away. */
class NormaliserTest {
  private static final Set<String> GRANTED = Set.of("openid", "profile", "email", "groups");

  private final Trace trace = new Trace();

  @ParameterizedTest
  @EnumSource(Preset.class)
  void groupsAreReadInTheirOrderOnce(Preset preset) {
    Identity person = normalised(preset, GRANTED, Map.of("groups", List.of("b", "a", "b")));
    assertEquals(List.of("b", "a"), person.groups());
  }

  @ParameterizedTest
  @CsvSource({"999, 999, 0", "1000, 1000, 0", "1001, 1000, 1", "1250, 1000, 250"})
  void theTraceSaysHowManyGroupsWereLeftOut(int given, int kept, int left) {
    List<String> groups = IntStream.range(0, given).mapToObj(number -> "group-" + number).toList();
    // Said twice, it is one group and none too many.
    List<String> said = Stream.concat(groups.stream(), groups.stream()).toList();
    Identity person = normalised(Preset.OKTA, GRANTED, Map.of("groups", said));
    assertEquals(groups.subList(0, kept), person.groups());
    List<Trace.Line> expected = new ArrayList<>();
    if (left > 0) {
      expected.add(
          new Trace.Line(
              "normaliser:up",
              "groups",
              left + " more left out: a person has at most 1000 groups here"));
    }
    expected.add(new Trace.Line("normaliser:up", "groups", "read " + kept + " from groups"));
    assertEquals(expected, trace.lines());
  }

  /** A mapping that reads {@code claims} sees no more than one that reads {@code request.user}. */
  @ParameterizedTest
  @CsvSource({"groups, 1000", "groups, 1001", "memberOf, 1001", "memberOf, 5000"})
  void scriptsSeeNoMoreGroupsThanTheIdentityHas(String named, int given) {
    List<String> said = IntStream.range(0, given).mapToObj(number -> "group-" + number).toList();
    Identity person = normalised(Preset.OIDC, GRANTED, Map.of(named, said), named);
    assertEquals(said.subList(0, 1000), person.groups());
    for (String name : List.of("groups", named)) {
      assertEquals(Optional.of(person.groups()), person.raw().get(name).value(), name);
    }
    assertEquals(
        given > 1000, trace.lines().stream().anyMatch(line -> line.note().contains("left out")));
  }

  /** Some providers say objects, which only a mapping can read: those are counted as well. */
  @Test
  void groupsThatAreNoTextsAreCountedToo() {
    List<Map<String, Object>> said =
        IntStream.range(0, 1500)
            .mapToObj(number -> Map.<String, Object>of("id", (long) number))
            .toList();
    Identity person = normalised(Preset.OIDC, GRANTED, Map.of("groups", said));
    assertEquals(List.of(), person.groups());
    assertEquals(Optional.of(said.subList(0, 1000)), person.raw().get("groups").value());
    assertTrue(trace.lines().get(0).note().startsWith("500 more left out"));
  }

  @ParameterizedTest
  @EnumSource(Preset.class)
  void anEmptyListIsNone(Preset preset) {
    assertEquals("none", state(normalised(preset, GRANTED, Map.of("groups", List.of()))));
  }

  @ParameterizedTest
  @EnumSource(Preset.class)
  void whatIsLeftOutIsNoneOnlyWhereTheVendorLeavesItOut(Preset preset) {
    String expected = preset == Preset.OIDC ? "absent" : "none";
    assertEquals(expected, state(normalised(preset, GRANTED, Map.of())));
  }

  @ParameterizedTest
  @EnumSource(Preset.class)
  void whatWasNotGrantedIsNotNone(Preset preset) {
    assertEquals("absent", state(normalised(preset, Set.of("openid"), Map.of())));
  }

  /** OpenID Connect Core §5.6.2. */
  @ParameterizedTest
  @EnumSource(Preset.class)
  void aReferenceToGroupsElsewhereIsNotNone(Preset preset) {
    Identity person =
        normalised(
            preset,
            GRANTED,
            Map.of(
                "_claim_names", Map.of("groups", "src1"),
                "_claim_sources", Map.of("src1", Map.of("endpoint", "https://graph.example/"))));
    assertEquals("unfetched", state(person));
    assertEquals(List.of(), person.groups());
    assertTrue(trace.lines().get(0).note().contains("elsewhere"));
  }

  @Test
  void aReferenceToAnotherClaimChangesNothing() {
    Map<String, Object> other = Map.of("_claim_names", Map.of("address", "src1"));
    assertEquals("none", state(normalised(Preset.OKTA, GRANTED, other)));
    assertEquals("none", state(normalised(Preset.OKTA, GRANTED, Map.of("_claim_names", "groups"))));
  }

  @Test
  void onlyTrueIsVerified() {
    for (Object said : new Object[] {false, "TRUE", "yes", 1L, "false", List.of(true)}) {
      assertFalse(
          normalised(Preset.OIDC, GRANTED, Map.of("email", "a@b.c", "email_verified", said))
              .emailVerified(),
          said.toString());
    }
    assertTrue(
        normalised(Preset.OIDC, GRANTED, Map.of("email", "a@b.c", "email_verified", true))
            .emailVerified());
  }

  private Identity normalised(Preset preset, Set<String> scopes, Map<String, Object> said) {
    return normalised(preset, scopes, said, "groups");
  }

  private Identity normalised(
      Preset preset, Set<String> scopes, Map<String, Object> said, String groupsClaim) {
    Map<String, Object> claims = new HashMap<>(said);
    claims.put("sub", "1");
    UpstreamConfig config =
        new UpstreamConfig(
            "up",
            "Up",
            preset,
            ProviderSettings.of(
                "up", URI.create("https://up.example"), "id", new Secret("s"), List.of("openid")),
            List.of(),
            Set.of(),
            groupsClaim);
    Authentication login =
        new Authentication(
            "https://up.example",
            "1",
            claims,
            scopes,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            "token",
            Optional.empty());
    return new Normaliser(config).identity(login, trace);
  }

  private static String state(Identity person) {
    return person
        .raw()
        .get("groups")
        .fold(value -> "some", () -> "none", () -> "absent", () -> "unfetched");
  }
}
