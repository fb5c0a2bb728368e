package io.tributary.broker.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.platform.http.Page;
import io.tributary.platform.proof.Proves;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code amr}: by what a person proved who they are (RFC 8176), as whoever saw it says. */
class AuthenticationMethodsIT {
  private static World world;
  private static TestApplication offline;

  private final Person person = world.person();

  @BeforeAll
  static void start() {
    world =
        World.open(
            "",
            World.UPSTREAMS
                + World.REST
                + """
                  - id: offline
                    secret: offline-secret
                    grant_types: [authorization_code, refresh_token]
                    redirect_uris: ["http://localhost:1/cb"]
                """);
    offline = world.application("offline", "offline-secret");
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  @AfterEach
  void heal() {
    world.okta().heal().user(World.ALICE);
  }

  private static JsonObject idToken(JsonObject tokens) {
    return LoginIT.payload(tokens.getString("id_token"));
  }

  private JsonObject byOkta(Object amr) {
    Map<String, Object> claims = new HashMap<>(World.ALICE);
    claims.put("amr", amr);
    world.okta().user(claims, World.ALICE);
    return offline.tokens(world.login(person, offline).code());
  }

  @Test
  @Proves({"OIDCC-2", "RFC8176-1"})
  void aPasswordHereIsCalledPwd() {
    Page page = person.open(offline.authorize("idp_hint", "local"));
    JsonObject tokens =
        offline.tokens(Person.arrival(person.password(page, "local", "demo")).code());
    assertEquals(new JsonArray().add("pwd"), idToken(tokens).getJsonArray("amr"));
    JsonObject again =
        offline.tokens(Person.arrival(person.open(offline.authorize("prompt", "none"))).code());
    assertEquals(new JsonArray().add("pwd"), idToken(again).getJsonArray("amr"));
  }

  @Test
  @Proves({"RFC8176-1", "RFC9068-2.2.1", "RFC9470-6.2"})
  void theWordOfAnUpstreamGoesOnUnchangedToEveryTokenOfTheSession() {
    world.okta().forget();
    JsonArray said = new JsonArray().add("pwd").add("otp").add("mfa");
    JsonObject tokens = byOkta(List.of("pwd", "otp", "mfa"));
    assertEquals(said, idToken(tokens).getJsonArray("amr"));
    JsonObject access = TokenCalls.part(TokenCalls.access(tokens), 1);
    assertEquals(said, access.getJsonArray("amr"));
    assertEquals(idToken(tokens).getLong("auth_time"), access.getLong("auth_time"));
    JsonObject told = TokenCalls.introspect(offline, TokenCalls.access(tokens));
    assertEquals(said, told.getJsonArray("amr"));
    assertEquals(idToken(tokens).getLong("auth_time"), told.getLong("auth_time"));
    assertFalse(offline.claims(tokens).containsKey("amr"));
  }

  @Test
  @Proves("OIDCC-12.2")
  void aRefreshSaysWhatTheLoginSaid() {
    Map<String, Object> claims = new HashMap<>(World.ALICE);
    claims.put("amr", List.of("hwk"));
    world.okta().user(claims, World.ALICE);
    Page consent =
        person.open(
            offline.authorize(
                "scope", "openid offline_access", "prompt", "consent", "idp_hint", "okta"));
    JsonObject tokens =
        offline.tokens(Person.arrival(person.submit(consent.form().press("allow"))).code());
    JsonObject next =
        new JsonObject(TokenCalls.refresh(offline, tokens.getString("refresh_token")).body());
    assertEquals(new JsonArray().add("hwk"), idToken(next).getJsonArray("amr"));
  }

  /** Only the id_token of the upstream says it, and never a word of ours in its place. */
  @Test
  void whatWasNotSaidIsNotClaimed() {
    Map<String, Object> claims = new HashMap<>(World.ALICE);
    claims.put("amr", List.of("mfa"));
    world.okta().user(World.ALICE, claims);
    JsonObject tokens = offline.tokens(world.login(person, offline).code());
    assertFalse(idToken(tokens).containsKey("amr"), () -> idToken(tokens).encode());
    assertFalse(TokenCalls.part(TokenCalls.access(tokens), 1).containsKey("amr"));
  }

  @Test
  void nonsenseOfAnUpstreamIsLeftOutAndRefusesNobody() {
    Map<String, Object> nested = Map.of("a", List.of("b"));
    JsonObject tokens = byOkta(List.of(1L, nested, "two words", "x".repeat(500), "otp"));
    assertEquals(new JsonArray().add("otp"), idToken(tokens).getJsonArray("amr"));
  }

  @Test
  void discoveryNamesIt() {
    assertTrue(offline.discovery().getJsonArray("claims_supported").contains("amr"));
  }
}
