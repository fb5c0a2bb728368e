package io.tributary.broker.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.tributary.broker.identity.ClaimSet;
import io.tributary.broker.identity.Identity;
import io.tributary.broker.identity.IdentityJson;
import io.tributary.broker.keys.KeysFixture;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a provider says twice is not kept under its other name. */
final class RedactionTest {
  private static final Identity ALICE =
      new Identity(
          "okta",
          "https://okta.example",
          "00u1",
          Optional.of("Alice@Example.com"),
          Optional.of("alice@example.com"),
          true,
          Optional.of("Alice"),
          List.of("mergers", "everyone"),
          ClaimSet.ofValues(
              Map.of(
                  "preferred_username",
                  "Alice@Example.com",
                  "email",
                  "alice@example.com",
                  "email_verified",
                  true,
                  "mails",
                  List.of("alice@example.com"),
                  "mobile",
                  true,
                  "groups",
                  List.of("mergers", "everyone"),
                  "memberOf",
                  List.of("mergers", "everyone"),
                  "teams",
                  List.of("everyone", "crew"))));

  private static String kept(Set<String> names) {
    Redaction redaction = new Redaction(KeysFixture.stableIds());
    Identity kept = redaction.of(ALICE, Redaction.withCopies(ALICE, names));
    return new String(IdentityJson.write(kept), StandardCharsets.UTF_8);
  }

  @Test
  void anAddressIsNotKeptAsUserName() {
    assertFalse(kept(Set.of("email")).toLowerCase(Locale.ROOT).contains("alice@example.com"));
    assertEquals(
        Set.of("email", "preferred_username", "mails"),
        Redaction.withCopies(ALICE, Set.of("email")));
  }

  @Test
  void groupsAreNotKeptUnderTheNameThatTheProviderGivesThem() {
    for (String name : List.of("groups", "memberOf")) {
      assertFalse(kept(Set.of(name)).contains("mergers"), name);
    }
    assertEquals(Set.of("groups", "memberOf"), Redaction.withCopies(ALICE, Set.of("groups")));
  }

  @Test
  void whatSaysMoreOrIsAFlagStays() {
    assertEquals(Set.of("teams"), Redaction.withCopies(ALICE, Set.of("teams")));
    assertEquals(Set.of("mobile"), Redaction.withCopies(ALICE, Set.of("mobile")));
    assertEquals(Set.of("absent"), Redaction.withCopies(ALICE, Set.of("absent")));
  }
}
