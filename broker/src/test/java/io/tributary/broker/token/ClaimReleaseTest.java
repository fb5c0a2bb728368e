package io.tributary.broker.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.tributary.broker.client.ReleaseSettings;
import io.tributary.platform.proof.Proves;
import io.tributary.platform.protocol.Scopes;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ClaimReleaseTest {
  private static final ClaimRelease RELEASE =
      new ClaimRelease(Map.of("hr", Set.of("department", "sub", "iss")));

  private static final String ALICE =
      """
      {"name":"Alice","preferred_username":"alice","email":"alice@example.com",
       "email_verified":true,"groups":["superusers","Everyone"],"roles":["superusers"],
       "department":"network","sub":"forged","iss":"forged","internal":"x"}""";

  private static ReleaseSettings client(
      Set<String> always, boolean omitUnverifiedEmail, boolean omitEmpty) {
    return new ReleaseSettings(true, always, omitUnverifiedEmail, omitEmpty);
  }

  private static final ReleaseSettings PLAIN = client(Set.of(), false, false);
  private static final ReleaseSettings LISTS = client(Set.of("groups", "roles"), false, false);
  private static final ReleaseSettings CAREFUL = client(Set.of(), true, false);
  private static final ReleaseSettings SPARSE = client(Set.of("groups", "roles"), false, true);

  static Stream<Arguments> rows() {
    return Stream.of(
        // scopes decide
        arguments(ALICE, "openid", PLAIN, "{}"),
        arguments(ALICE, "", PLAIN, "{}"),
        arguments(ALICE, "unknown", PLAIN, "{}"),
        arguments(
            ALICE,
            "openid profile",
            PLAIN,
            "{\"name\":\"Alice\",\"preferred_username\":\"alice\"}"),
        arguments(
            ALICE, "email", PLAIN, "{\"email\":\"alice@example.com\",\"email_verified\":true}"),
        arguments(ALICE, "groups", PLAIN, "{\"groups\":[\"superusers\",\"Everyone\"]}"),
        arguments(ALICE, "roles", PLAIN, "{\"roles\":[\"superusers\"]}"),
        // a mapping's own scope gives its claim, and never one of the protocol
        arguments(ALICE, "hr", PLAIN, "{\"department\":\"network\"}"),
        arguments(ALICE, "openid", client(Set.of("sub", "iss", "exp"), false, false), "{}"),
        // lists asked for are there, if empty
        arguments("{}", "openid", PLAIN, "{}"),
        arguments("{}", "groups roles", PLAIN, "{\"groups\":[],\"roles\":[]}"),
        arguments("{}", "openid", LISTS, "{\"groups\":[],\"roles\":[]}"),
        arguments("{\"groups\":null}", "openid", LISTS, "{\"groups\":[],\"roles\":[]}"),
        arguments("{\"groups\":\"one\"}", "openid", LISTS, "{\"groups\":[\"one\"],\"roles\":[]}"),
        arguments(
            "{\"groups\":[\"a\",1,null,\"a\",{}]}",
            "openid",
            LISTS,
            "{\"groups\":[\"a\"],\"roles\":[]}"),
        arguments("{}", "openid groups", SPARSE, "{}"),
        arguments("{\"groups\":[\"a\"]}", "openid", SPARSE, "{\"groups\":[\"a\"]}"),
        // the setting names a scope or a claim
        arguments(
            ALICE,
            "openid",
            client(Set.of("profile", "department"), false, false),
            "{\"name\":\"Alice\",\"preferred_username\":\"alice\",\"department\":\"network\"}"),
        arguments(
            ALICE,
            "openid",
            client(Set.of("email"), false, false),
            "{\"email\":\"alice@example.com\",\"email_verified\":true}"),
        // the truth about an address
        arguments(
            "{\"email\":\"a@x\"}", "email", PLAIN, "{\"email\":\"a@x\",\"email_verified\":false}"),
        arguments(
            "{\"email\":\"a@x\",\"email_verified\":\"true\"}",
            "email",
            PLAIN,
            "{\"email\":\"a@x\",\"email_verified\":false}"),
        arguments(
            "{\"email\":\"a@x\",\"email_verified\":1}",
            "email",
            PLAIN,
            "{\"email\":\"a@x\",\"email_verified\":false}"),
        arguments("{\"email_verified\":true}", "email", PLAIN, "{}"),
        arguments("{\"email\":\"\",\"email_verified\":true}", "email", PLAIN, "{}"),
        arguments("{\"email\":[\"a@x\"],\"email_verified\":true}", "email", PLAIN, "{}"),
        arguments("{\"email\":\"a@x\"}", "email", CAREFUL, "{}"),
        arguments("{\"email\":\"a@x\",\"email_verified\":\"true\"}", "email", CAREFUL, "{}"),
        arguments(
            "{\"email\":\"a@x\",\"email_verified\":true}",
            "email",
            CAREFUL,
            "{\"email\":\"a@x\",\"email_verified\":true}"),
        // asked for by the setting alone
        arguments(
            "{\"email\":\"a@x\",\"email_verified\":false}",
            "openid",
            client(Set.of("email"), true, false),
            "{}"),
        arguments(
            "{\"email\":\"a@x\",\"email_verified\":true}",
            "openid",
            client(Set.of("email_verified"), false, false),
            "{}"));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void released(String claims, String scopes, ReleaseSettings client, String expected) {
    JsonObject given = new JsonObject(claims);
    JsonObject before = given.copy();
    assertEquals(
        new JsonObject(expected), RELEASE.released(given, Scopes.parse(scopes), Set.of(), client));
    assertEquals(before, given, "the grant's claims stay as they are");
  }

  /** Asked for by name (OpenID Connect Core §5.5): a verdict without what it is about is none. */
  @ParameterizedTest
  @CsvSource({
    "email_verified, openid",
    "email_verified, openid profile",
    "email_verified;name, openid"
  })
  @Proves({"OIDCC-5.1", "OIDCC-5.5"})
  void emailVerifiedByNameNeverStandsWithoutItsAddress(String names, String scopes) {
    Set<String> named = Set.of(names.split(";", -1));
    JsonObject claims = new JsonObject(ALICE);
    assertFalse(
        RELEASE.released(claims, Scopes.parse(scopes), named, PLAIN).containsKey("email_verified"));
    assertFalse(RELEASE.named(claims, named, PLAIN).containsKey("email_verified"));
  }

  @Test
  @Proves("OIDCC-5.5")
  void emailVerifiedByNameStandsBesideItsAddress() {
    JsonObject claims = new JsonObject(ALICE);
    JsonObject expected =
        new JsonObject().put("email", "alice@example.com").put("email_verified", true);
    assertEquals(
        expected, RELEASE.released(claims, Scopes.parse("email"), Set.of("email_verified"), PLAIN));
    assertEquals(expected, RELEASE.named(claims, Set.of("email", "email_verified"), PLAIN));
    assertEquals(expected, RELEASE.named(claims, Set.of("email"), PLAIN));
  }

  @Test
  void aMappingCannotTakeAStandardScopeOver() {
    ClaimRelease release = new ClaimRelease(Map.of("openid", Set.of("nonce", "aud", "at_hash")));
    JsonObject claims = new JsonObject().put("nonce", "n").put("aud", "x").put("at_hash", "y");
    assertEquals(
        new JsonObject(),
        release.released(claims, Scopes.parse("openid profile"), Set.of(), PLAIN));
  }

  @Test
  void aResponseDoesNotPrintItsTokens() {
    TokenResponse response =
        new TokenResponse(
            "marker-access",
            Duration.ofMinutes(10),
            Optional.of("marker-refresh"),
            Optional.of("marker-id"),
            "openid");
    assertFalse(response.toString().contains("marker"));
    assertEquals(
        new JsonObject(
            """
            {"access_token":"marker-access","token_type":"Bearer","expires_in":600,
             "refresh_token":"marker-refresh","id_token":"marker-id","scope":"openid"}"""),
        response.toJson());
  }
}
