package io.tributary.broker.claims;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.broker.identity.Identity;
import io.tributary.broker.mapping.Mapping;
import io.tributary.broker.script.ScriptRooms;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The files of scripts/mappings as they ship, and the demo users. */
final class ShippedMappingsTest {
  private final PipelineRig rig = new PipelineRig();
  private final List<Mapping> shipped = PipelineRig.shipped();

  @AfterEach
  void close() throws Exception {
    rig.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          okta      | netbox_admin,Everyone | superusers,Everyone | superusers
          okta      | Everyone              | Everyone            | -
          okta      | netbox_admins         | netbox_admins       | -
          okta      | superusers            | superusers          | superusers
          authentik | netbox_staff          | staff               | staff
          authentik | -                     | -                   | -
          authentik | netbox_admin,other    | other               | -
          authentik | superusers,staff      | staff               | staff
          other     | netbox_staff,x        | x                   | -
          other     | staff                 | -                   | -
          local     | netbox_admin          | superusers          | superusers
          okta      | netbox_admin,superusers | superusers        | superusers
          """)
  void mapsGroups(String upstream, String given, String groups, String roles) throws Exception {
    ClaimsPipeline pipeline = rig.pipeline(shipped, PipelineRig.demoRoles());
    Identity identity = People.identity(upstream, list(given), Map.of());
    for (String scopes : List.of("openid roles", "openid groups", "openid groups roles")) {
      MappedClaims mapped = rig.map(pipeline, identity, scopes);
      assertEquals(list(groups), mapped.claims().get("groups"), scopes);
      assertEquals(list(roles), mapped.claims().get("roles"), scopes);
    }
  }

  @Test
  void aClientSettingTurnsMappingsOnWithoutTheirScope() throws Exception {
    ClaimsPipeline pipeline = rig.pipeline(shipped, PipelineRig.demoRoles());
    Identity alice = People.identity("okta", List.of("netbox_admin", "Everyone"), Map.of());
    ClientView always = new ClientView("inventory", List.of("groups", "roles"));
    MappedClaims mapped = rig.map(pipeline, alice, always, "openid");
    assertEquals(List.of("superusers", "Everyone"), mapped.claims().get("groups"));
    assertEquals(List.of("superusers"), mapped.claims().get("roles"));
    assertEquals(List.of("roles"), List.copyOf(mapped.mappingVersions().keySet()));

    MappedClaims without = rig.map(pipeline, alice, "openid");
    assertEquals(List.of("netbox_admin", "Everyone"), without.claims().get("groups"));
    assertEquals(List.of(), without.claims().get("roles"));
    assertTrue(without.mappingVersions().isEmpty());
  }

  @Test
  void profileTakesStandardClaimsAndLeavesOutTheNameThatTheAccountKeeps() throws Exception {
    ClaimsPipeline pipeline = rig.pipeline(shipped, PipelineRig.demoRoles());
    Map<String, Object> raw =
        Map.of(
            "given_name", "Alice",
            "nickname", "",
            "locale", 7,
            "updated_at", 1_700_000_000,
            "preferred_username", "somebody@example.com",
            "iss", "https://elsewhere.example",
            "department", "x");
    MappedClaims mapped =
        rig.map(pipeline, People.identity("okta", List.of(), raw), "openid profile email");
    assertEquals(
        Map.of(
            "name",
            "Alice A",
            "given_name",
            "Alice",
            "updated_at",
            1_700_000_000L,
            "email",
            "alice@example.com",
            "email_verified",
            true,
            "groups",
            List.of(),
            "roles",
            List.of()),
        mapped.claims());
  }

  @Test
  void withoutAnAddressThereIsNoVerifiedOneEither() throws Exception {
    ClaimsPipeline pipeline = rig.pipeline(shipped, PipelineRig.demoRoles());
    Identity carol =
        new Identity(
            "authentik",
            "https://a.example",
            "c",
            Optional.empty(),
            Optional.empty(),
            false,
            Optional.empty(),
            List.of(),
            People.identity("x", List.of(), Map.of()).raw());
    MappedClaims mapped = rig.map(pipeline, carol, "openid profile email");
    assertFalse(mapped.claims().containsKey("email"));
    assertFalse(mapped.claims().containsKey("email_verified"));
    assertFalse(mapped.claims().containsKey("name"));
  }

  private static List<String> list(String commas) {
    return commas == null ? List.of() : List.of(commas.split(",", -1));
  }

  @Test
  void theTestsBesideThemPass() {
    for (Mapping mapping : shipped) {
      List<TestOutcome> outcomes = MappingTests.run(new ScriptRooms(), mapping);
      assertFalse(outcomes.isEmpty(), mapping.name());
      for (TestOutcome outcome : outcomes) {
        assertEquals(
            List.of(), outcome.differences(), mapping.name() + ": " + outcome.test().name());
      }
    }
  }
}
