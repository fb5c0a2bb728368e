package io.tributary.broker.claims;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.broker.identity.Identity;
import io.tributary.broker.mapping.Mapping;
import io.tributary.broker.mapping.MappingSet;
import io.tributary.broker.mapping.MappingSource;
import io.tributary.broker.script.ScriptRooms;
import io.tributary.platform.protocol.Digests;
import io.tributary.platform.protocol.Scopes;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** authentik's own expression and its translation are the same rule. */
final class NetboxRolesTest {
  private static final int USERS = 10_000;

  /** Names that a language might take for something else, and near misses. */
  private static final List<String> NAMES =
      List.of(
          "netbox_admin",
          "netbox_staff",
          "netbox_admins",
          "Netbox_Admin",
          " netbox_admin",
          "netbox_admin ",
          "netbox_staff\n",
          "netbox",
          "superusers",
          "staff",
          "Everyone",
          "constructor",
          "__proto__",
          "toString",
          "name",
          "None",
          "True",
          "null",
          "undefined",
          "0",
          "-0",
          "1e3",
          "{x}",
          "${x}",
          "%s",
          "'",
          "\"",
          "\\",
          "\u00e9",
          "e\u0301",
          "\ud83d\ude00",
          "\u0000",
          "\u2028",
          "x".repeat(300));

  private final ScriptRooms rooms = new ScriptRooms();

  @Test
  void theExpressionIsTheDocumentsByteForByte() throws IOException {
    byte[] file = Files.readAllBytes(PipelineRig.SHIPPED.resolve("netbox-roles.py"));
    assertEquals(
        "e5479a387a0ad11a93f54cef98e454610c427415acc4ea3296b16b2717a13b9d",
        HexFormat.of().formatHex(Digests.sha256(file)));
  }

  @Test
  void pythonAndJavaScriptMakeTheSameClaimsOfTenThousandUsers() throws IOException {
    Mapping python = mapping("py");
    Mapping javascript = mapping("js");
    Random random = new Random(20_260_101);
    int mapped = 0;
    for (int user = 0; user < USERS; user++) {
      Identity identity = People.identity("okta", groups(random), Map.of("n", user));
      Map<String, Object> claims = claims(python, identity);
      assertEquals(claims, claims(javascript, identity), identity.groups().toString());
      List<?> groups = (List<?>) claims.get("groups");
      assertEquals(identity.groups().size(), groups.size());
      mapped += identity.groups().contains("netbox_admin") ? 1 : 0;
      assertEquals(
          identity.groups().contains("netbox_admin") || identity.groups().contains("superusers"),
          groups.contains("superusers"));
    }
    assertTrue(mapped > USERS / 20, "the rule was hit by " + mapped);
  }

  private static List<String> groups(Random random) {
    List<String> groups = new ArrayList<>();
    int count = random.nextInt(10) == 0 ? random.nextInt(200) : random.nextInt(12);
    for (int group = 0; group < count; group++) {
      groups.add(
          random.nextInt(3) == 0
              ? "team-" + random.nextInt(1000)
              : NAMES.get(random.nextInt(NAMES.size())));
    }
    return groups;
  }

  private Map<String, Object> claims(Mapping mapping, Identity identity) {
    MappedClaims mapped =
        new Mapper(PipelineRig.demoRoles(), PipelineRig.LIMITS.time())
            .run(
                rooms,
                new MappingSet(List.of(mapping), 1),
                identity,
                new ClientView("inventory", List.of()),
                Scopes.parse("openid roles"));
    return mapped.steps().get(0).outputs();
  }

  private static Mapping mapping(String language) throws IOException {
    String script = Files.readString(PipelineRig.SHIPPED.resolve("netbox-roles." + language));
    String settings = Files.readString(PipelineRig.SHIPPED.resolve("netbox-roles.yaml"));
    return PipelineRig.COMPILER
        .compile(
            new MappingSource(
                "netbox-roles",
                language,
                script,
                settings.replace("language: py ", "language: " + language + " "),
                Optional.empty()))
        .switchedOn();
  }
}
