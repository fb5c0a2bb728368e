package io.tributary.broker.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.platform.http.Page;
import io.tributary.platform.proof.Proves;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Somebody leaves the company: the operator's one command ends all that they had, everywhere. */
class AccountEndingIT extends LogoutWorld {
  private static final String ALICE = "alice@example.com";

  @BeforeEach
  void nothingIsLeftOfEarlierTests() {
    world.broker().query("UPDATE client_grant SET revoked_at = now() WHERE revoked_at IS NULL");
    world.broker().query("DELETE FROM audit_event");
  }

  @AfterEach
  void everybodyIsBack() {
    world.broker().query("UPDATE account SET disabled_at = NULL, deleted_at = NULL");
  }

  private JsonObject offlineTokens() {
    return offline.tokens(world.login(person, offline, "scope", "openid offline_access").code());
  }

  private static void refusedRefresh(JsonObject tokens) {
    TestApplication.assertError(
        TokenCalls.refresh(offline, tokens.getString("refresh_token")), 400, "invalid_grant");
  }

  private static String sid(JsonObject tokens) {
    return idToken(tokens).getString("sid");
  }

  private static Set<String> toldSids() {
    return receiver.await(2).stream()
        .map(told -> told.claims().getString("sid"))
        .collect(Collectors.toSet());
  }

  @ParameterizedTest
  @ValueSource(strings = {"disable", "delete"})
  @Proves({"BACKCHANNEL-2.3", "RFC6749-10.4"})
  void sessionsTokensAndFamiliesEndAndTheApplicationsAreTold(String verb) {
    JsonObject inventorys = world.tokens(person, inventory, "okta");
    JsonObject offlines = offlineTokens();
    long ended = world.broker().count("session WHERE ended_at IS NOT NULL");
    world.broker().command("user", verb, ALICE);
    settled("acknowledged", "acknowledged");
    assertEquals(Set.of(sid(inventorys), sid(offlines)), toldSids());
    for (LogoutReceiver.Received told : receiver.await(2)) {
      assertEquals(idToken(inventorys).getString("sub"), told.claims().getString("sub"));
    }
    assertEquals(ended + 1, world.broker().count("session WHERE ended_at IS NOT NULL"));
    assertEquals(0, world.broker().count("client_grant WHERE revoked_at IS NULL"));
    assertEquals(
        1,
        world
            .broker()
            .count(
                "audit_event WHERE type = 'session.ended' AND request_id = 'command-line'"
                    + " AND details ->> 'reason' = 'account_"
                    + (verb.equals("disable") ? "disabled" : "deleted")
                    + "'"));
    // Not even when the account is as it was before: it is over, and not only asleep.
    everybodyIsBack();
    refusedRefresh(offlines);
    for (JsonObject tokens : List.of(inventorys, offlines)) {
      TestApplication.assertError(
          inventory.userinfo(TokenCalls.access(tokens)), 401, "invalid_token");
    }
    assertEquals(TokenCalls.INACTIVE, TokenCalls.introspect(offline, TokenCalls.access(offlines)));
    assertEquals(
        TokenCalls.INACTIVE, TokenCalls.introspect(offline, offlines.getString("refresh_token")));
    Person.arrival(person.open(inventory.authorize("prompt", "none"))).error("login_required");
  }

  /** The session ended long ago; what the application holds for the time after it did not. */
  @Test
  void whoHoldsOnlyARefreshTokenIsToldToo() {
    JsonObject tokens = offlineTokens();
    world.broker().query("UPDATE session SET ended_at = now()");
    assertEquals(200, TokenCalls.refresh(offline, tokens.getString("refresh_token")).statusCode());
    world.broker().command("user", "disable", ALICE);
    settled("acknowledged");
    assertEquals(sid(tokens), receiver.await(1).get(0).claims().getString("sid"));
  }

  @Test
  void allSessionsOfThePersonEndAndNobodyElses() {
    JsonObject here = world.tokens(person, inventory, "okta");
    JsonObject there = world.tokens(world.person(), inventory, "okta");
    Person bob = world.person();
    JsonObject bobs =
        inventory.tokens(
            Person.arrival(bob.open(inventory.authorize("idp_hint", "authentik"))).code());
    world.broker().command("user", "disable", ALICE);
    settled("acknowledged", "acknowledged");
    assertEquals(Set.of(sid(here), sid(there)), toldSids());
    inventory.claims(bobs);
    Person.arrival(bob.open(inventory.authorize("prompt", "none"))).code();
  }

  @Test
  void aLocalAccountEndsJustSo() {
    Page form = person.open(inventory.authorize("idp_hint", "local"));
    JsonObject tokens =
        inventory.tokens(Person.arrival(person.password(form, "local", "demo")).code());
    world.broker().command("user", "disable", "LOCAL");
    settled("acknowledged");
    assertEquals(sid(tokens), receiver.await(1).get(0).claims().getString("sid"));
  }

  @Test
  void switchingOnWhatIsOnEndsNothing() {
    JsonObject tokens = offlineTokens();
    world.broker().command("user", "enable", ALICE);
    offline.claims(tokens);
    assertEquals(200, TokenCalls.refresh(offline, tokens.getString("refresh_token")).statusCode());
    assertEquals(List.of(), deliveries());
  }

  /** A login that was under way when the account was switched off, and committed after it. */
  @Test
  void whatSlippedInEndsWhenTheAccountIsSwitchedOnAgain() {
    JsonObject tokens = offlineTokens();
    world.broker().query("UPDATE account SET disabled_at = now() WHERE username = $1", ALICE);
    world.broker().command("user", "enable", ALICE);
    settled("acknowledged");
    refusedRefresh(tokens);
    Person.arrival(person.open(inventory.authorize("prompt", "none"))).error("login_required");
  }

  @Test
  void aNameOfNobodyEndsNothing() {
    JsonObject tokens = offlineTokens();
    AssertionError refused =
        assertThrows(
            AssertionError.class, () -> world.broker().command("user", "delete", "nobody"));
    assertTrue(refused.getMessage().contains("ended with 1"), refused::getMessage);
    offline.claims(tokens);
    assertEquals(List.of(), deliveries());
  }

  @Test
  void theQueueSaysWhichEventItWas() {
    world.tokens(person, inventory, "okta");
    offlineTokens();
    world.broker().command("user", "delete", ALICE);
    List<Row> rows = settled("acknowledged", "acknowledged");
    assertEquals(rows.get(0).getString("ending"), rows.get(1).getString("ending"));
    assertNotEquals("", rows.get(0).getString("ending"));
  }
}
