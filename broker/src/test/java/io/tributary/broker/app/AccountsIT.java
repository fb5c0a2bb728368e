package io.tributary.broker.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.platform.http.Page;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The people of the demonstration: who becomes whom, and who may do what. */
class AccountsIT {
  private static final Map<String, Object> DAVE =
      Map.of(
          "sub", "dave-sub",
          "preferred_username", "dave",
          "email", "alice@example.com",
          "email_verified", false,
          "name", "Dave Impostor");
  private static final Map<String, Object> ERIN =
      Map.of(
          "sub", "erin-sub",
          "preferred_username", "alice@example.com",
          "email", "erin@example.org",
          "name", "Erin Namesake");

  private World world;
  private TestApplication inventory;

  @BeforeEach
  void start() {
    open(World.UPSTREAMS);
  }

  private void open(String upstreams) {
    world = World.open("", upstreams + World.REST);
    inventory = world.inventory();
  }

  @AfterEach
  void stop() {
    world.close();
  }

  private static Map<String, Object> with(Map<String, Object> person, String claim, Object value) {
    Map<String, Object> changed = new HashMap<>(person);
    if (value == null) {
      changed.remove(claim);
    } else {
      changed.put(claim, value);
    }
    return changed;
  }

  /** What the inventory is told of whoever logs in there now; id_token and userinfo agree. */
  private JsonObject okta(Map<String, Object> who) {
    world.okta().user(who);
    return claims("okta");
  }

  private JsonObject authentik(Map<String, Object> who) {
    world.authentik().user(who);
    return claims("authentik");
  }

  private JsonObject claims(String upstream) {
    JsonObject tokens = world.tokens(world.person(), inventory, upstream);
    JsonObject claims = inventory.claims(tokens);
    JsonObject idToken = LoginIT.payload(tokens.getString("id_token"));
    for (String name : List.of("sub", "preferred_username", "groups", "roles", "email_verified")) {
      assertEquals(claims.getValue(name), idToken.getValue(name), name);
    }
    return claims;
  }

  private static Set<String> names(JsonObject claims, String claim) {
    return claims.getJsonArray(claim).stream()
        .map(String.class::cast)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void daveDoesNotBecomeAliceByHerAddress() {
    JsonObject alice = okta(World.ALICE);
    JsonObject dave = authentik(DAVE);
    assertNotEquals(alice.getString("sub"), dave.getString("sub"));
    assertEquals("dave", dave.getString("preferred_username"));
    assertEquals(false, dave.getBoolean("email_verified"));
    assertEquals(Set.of(), names(dave, "groups"));
    assertEquals(Set.of(), names(dave, "roles"));
    assertEquals("alice@example.com", okta(World.ALICE).getString("email"));
  }

  @Test
  void daveDoesNotEvenWhenHisUpstreamSaysThatItIsHis() {
    JsonObject alice = okta(World.ALICE);
    JsonObject dave = authentik(with(DAVE, "email_verified", true));
    assertNotEquals(alice.getString("sub"), dave.getString("sub"));
    // That upstream is not authoritative for the domain: we do not hold it as verified.
    assertEquals(false, dave.getBoolean("email_verified"));
    assertEquals(alice.getString("sub"), okta(World.ALICE).getString("sub"));
  }

  @Test
  void daveFirstTakesNothingFromAlice() {
    JsonObject dave = authentik(with(DAVE, "email_verified", true));
    JsonObject alice = okta(World.ALICE);
    assertNotEquals(alice.getString("sub"), dave.getString("sub"));
    assertEquals(true, alice.getBoolean("email_verified"));
    assertEquals(Set.of("superusers"), names(alice, "roles"));
    assertEquals(Set.of(), names(authentik(DAVE), "roles"));
  }

  @Test
  void erinDoesNotBecomeAliceByHerUserName() {
    JsonObject alice = okta(World.ALICE);
    JsonObject erin = authentik(ERIN);
    assertNotEquals(alice.getString("sub"), erin.getString("sub"));
    assertEquals("alice@example.com", alice.getString("preferred_username"));
    String name = erin.getString("preferred_username");
    assertNotEquals("alice@example.com", name);
    assertTrue(name.startsWith("alice@example.com"), name);
    assertEquals(name, authentik(ERIN).getString("preferred_username"), "a stable suffix");
    assertEquals("alice@example.com", okta(World.ALICE).getString("preferred_username"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ALICE@example.com",
        "alice@EXAMPLE.com",
        "alice＠example.com",
        " alice@example.com"
      })
  void aNameThatOnlyLooksDifferentIsTheSame(String lookalike) {
    okta(World.ALICE);
    String name =
        authentik(with(ERIN, "preferred_username", lookalike)).getString("preferred_username");
    assertNotEquals(
        "alice@example.com",
        java.text.Normalizer.normalize(name.strip(), java.text.Normalizer.Form.NFKC)
            .toLowerCase(java.util.Locale.ROOT));
  }

  @Test
  void aTrustedUpstreamJoinsByAVerifiedAddress() {
    stop();
    open(
        World.UPSTREAMS.replace(
            "may_grant: [staff]", "trusts_email: [example.com]\n    may_grant: [staff]"));
    // Without power: an account that has some needs proof (HostileIT).
    JsonObject alice = okta(with(World.ALICE, "groups", List.of("only-at-okta")));
    JsonObject same = authentik(with(with(DAVE, "email_verified", true), "sub", "alice-there"));
    assertEquals(alice.getString("sub"), same.getString("sub"));
    assertEquals("alice@example.com", same.getString("preferred_username"));
    // The identity is that of this login: the groups of the other upstream are not united.
    assertEquals(Set.of("only-at-okta"), names(alice, "groups"));
    assertFalse(names(same, "groups").contains("only-at-okta"));
    assertEquals(Set.of(), names(same, "roles"));
    assertNotEquals(
        alice.getString("sub"), authentik(with(DAVE, "sub", "unverified")).getString("sub"));
  }

  @Test
  void anAccountWithAPasswordIsNotJoinedButTheWayOnIsShown() {
    world
        .okta()
        .user(with(with(World.ALICE, "email", "local@example.com"), "preferred_username", "l"));
    Person person = world.person();
    long accounts = world.accounts();
    Page page = person.open(inventory.authorize("idp_hint", "okta"));
    assertEquals(403, page.status());
    assertTrue(page.text().contains("This address has an account already"), page::text);
    assertTrue(page.text().contains("Log in with your password here instead"), page::text);
    assertTrue(person.session().isEmpty());
    assertEquals(accounts, world.accounts());
    assertEquals(0, world.sessions());
    Page again = person.click(page, page.links().get(page.links().size() - 1));
    JsonObject claims =
        inventory.claims(
            inventory.tokens(Person.arrival(person.password(again, "local", "demo")).code()));
    assertEquals("local", claims.getString("preferred_username"));
    assertEquals(
        "account_link_needs_proof",
        world
            .broker()
            .audited("login.refused")
            .get(0)
            .getJsonObject("details")
            .getString("result"));
  }

  @Test
  void anAccountThatIsSwitchedOffIsToldSo() {
    okta(World.ALICE);
    world
        .broker()
        .query("UPDATE account SET disabled_at = now() WHERE username = 'alice@example.com'");
    Person person = world.person();
    Page page = person.open(inventory.authorize("idp_hint", "okta"));
    assertEquals(403, page.status());
    assertTrue(page.text().contains("This account is switched off"), page::text);
    // Of one that was deleted the same is said: whoever asks must not be promised a switch.
    assertTrue(page.text().contains("that was deleted cannot be switched on"), page::text);
    assertTrue(person.session().isEmpty());
  }

  @Test
  void leavingTheGroupTakesTheRightAwayAtTheNextLogin() {
    assertEquals(Set.of("superusers"), names(okta(World.ALICE), "roles"));
    JsonObject demoted = okta(with(World.ALICE, "groups", List.of("Everyone")));
    assertEquals(Set.of(), names(demoted, "roles"));
    assertEquals(Set.of("Everyone"), names(demoted, "groups"));
    assertEquals(Set.of("superusers"), names(okta(World.ALICE), "roles"));
  }

  @Test
  void theLastGroupGoneTakesTheClaimWithItAndTheRightToo() {
    assertEquals(Set.of("superusers"), names(okta(World.ALICE), "roles"));
    JsonObject demoted = okta(with(World.ALICE, "groups", null));
    assertEquals(new JsonArray(), demoted.getJsonArray("roles"));
    assertEquals(new JsonArray(), demoted.getJsonArray("groups"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"netbox_admin", "superusers", "Superusers", " superusers", "ｓuperusers"})
  void anUpstreamCannotGrantWhatItMayNot(String group) {
    JsonObject bob =
        authentik(with(World.BOB, "groups", List.of(group, "netbox_staff", "Everyone")));
    assertEquals(Set.of("Everyone", "staff"), names(bob, "groups"));
    assertEquals(Set.of("staff"), names(bob, "roles"));
    List<Row> dropped = world.broker().audited("right.dropped");
    assertTrue(
        dropped.stream().allMatch(row -> row.getString("upstream").equals("authentik")),
        dropped::toString);
    String traceId = world.broker().query("SELECT trace_id FROM client_grant").get(0).getString(0);
    assertTrue(
        world.broker().trace(traceId).contains("\"dropped\":[{\"claim\""),
        () -> world.broker().trace(traceId));
    assertTrue(world.broker().log().contains("\"right.dropped\""));
  }

  @Test
  void oktaMayGrantTheSame() {
    assertEquals(
        Set.of("staff", "superusers"),
        names(okta(with(World.ALICE, "groups", List.of("superusers", "netbox_staff"))), "roles"));
  }

  @Test
  void carolHasNothingAndIsToldNothing() {
    JsonObject carol =
        authentik(Map.of("sub", "carol-sub", "preferred_username", "carol", "groups", List.of()));
    assertEquals(Set.of(), names(carol, "groups"));
    assertFalse(carol.containsKey("email"));
    assertFalse(carol.containsKey("email_verified"));
  }
}
