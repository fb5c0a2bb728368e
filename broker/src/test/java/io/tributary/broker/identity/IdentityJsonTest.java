package io.tributary.broker.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class IdentityJsonTest {
  @Test
  void everyStateAndShapeOfAClaimComesBack() {
    Map<String, Claim> raw = new LinkedHashMap<>();
    raw.put("zoneinfo", new Claim.Present("Europe/Berlin"));
    raw.put("groups", new Claim.Present(List.of("a", "\u00FC\uD83D\uDE00")));
    raw.put("address", new Claim.Present(Map.of("city", "K\u00F6ln", "lines", List.of("1", "2"))));
    raw.put("email_verified", new Claim.Present(false));
    raw.put("updated_at", new Claim.Present(1767225600L * 1000));
    raw.put("score", new Claim.Present(0.5));
    raw.put("nested", new Claim.Present(List.of(Map.of("a", List.of(List.of(1))))));
    raw.put("roles", new Claim.Empty());
    raw.put("phone_number", new Claim.Absent());
    raw.put("picture", new Claim.Unfetched());
    raw.put("", new Claim.Present("p"));
    Identity identity =
        new Identity(
            "okta",
            "https://okta.example/oauth2/default",
            "00u1",
            Optional.of("alice@example.com"),
            Optional.empty(),
            true,
            Optional.of("Alice"),
            List.of("Everyone", "netbox_admin"),
            new ClaimSet(raw));

    Identity back = IdentityJson.read(IdentityJson.write(identity));

    assertEquals(identity.raw().all(), back.raw().all());
    assertEquals(List.copyOf(raw.keySet()), new ArrayList<>(back.raw().all().keySet()));
    assertEquals(without(identity), without(back));
  }

  private static Identity without(Identity identity) {
    ClaimSet none = null;
    return new Identity(
        identity.upstream(),
        identity.issuer(),
        identity.sub(),
        identity.preferredUsername(),
        identity.email(),
        identity.emailVerified(),
        identity.name(),
        identity.groups(),
        none);
  }
}
