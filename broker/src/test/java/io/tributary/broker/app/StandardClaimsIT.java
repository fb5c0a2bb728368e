package io.tributary.broker.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.platform.http.Page;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every claim of OpenID Connect Core §5.1 from an account, and from an upstream, to userinfo. */
class StandardClaimsIT {
  private static final String ACCOUNT =
      """
      privileged_roles: [superusers, staff]
      users:
        - username: full
          password: demo
          demo: true
          name: Full Person
          email: full@example.com
          email_verified: true
          claims:
            given_name: Full
            family_name: Person
            middle_name: M
            nickname: fully
            profile: https://example.com/full
            picture: https://example.com/full.png
            website: https://full.example.com
            gender: other
            birthdate: 1980-01-02
            zoneinfo: Europe/Vienna
            locale: de-AT
            phone_number: "+431234567"
            phone_number_verified: true
            address: { formatted: "Street 1, Wien", street_address: Street 1, locality: Wien,
              region: Wien, postal_code: "1010", country: AT }
      clients:
        - id: inventory
          secret: inventory-secret %+/=
          redirect_uris: ["http://localhost:1/cb"]
          scopes: [openid, profile, email, address, phone]
        - id: narrow
          secret: narrow-secret
          redirect_uris: ["http://localhost:1/cb"]
          scopes: [openid, profile, email]
      """;

  private static final Set<String> PROFILE =
      Set.of(
          "name",
          "given_name",
          "family_name",
          "middle_name",
          "nickname",
          "preferred_username",
          "profile",
          "picture",
          "website",
          "gender",
          "birthdate",
          "zoneinfo",
          "locale",
          "updated_at");

  private static World world;

  @BeforeAll
  static void start() {
    world = World.open("", World.UPSTREAMS + ACCOUNT);
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  private static JsonObject userinfo(TestApplication app, String scope) {
    Person person = world.person();
    Page form = person.open(app.authorize("scope", scope));
    Page done = person.password(form, "full", "demo");
    return app.claims(app.tokens(Person.arrival(done).code()));
  }

  private static Set<String> names(JsonObject claims) {
    Set<String> names = new TreeSet<>(claims.fieldNames());
    names.remove("sub");
    return names;
  }

  @Test
  void eachScopeGivesItsOwn() {
    TestApplication app = world.inventory();
    assertEquals(Set.of(), names(userinfo(app, "openid")));
    JsonObject profile = userinfo(app, "openid profile");
    assertEquals(PROFILE, names(profile));
    assertTrue(profile.getValue("updated_at") instanceof Number);
    assertEquals(Set.of("email", "email_verified"), names(userinfo(app, "openid email")));
    JsonObject phone = userinfo(app, "openid phone");
    assertEquals(Set.of("phone_number", "phone_number_verified"), names(phone));
    assertEquals(true, phone.getValue("phone_number_verified"));
    JsonObject address = userinfo(app, "openid address");
    assertEquals(Set.of("address"), names(address));
    assertEquals("1010", address.getJsonObject("address").getString("postal_code"));
    assertEquals(6, address.getJsonObject("address").size());
  }

  @Test
  void aClientThatMayNotHaveThemDoesNot() {
    JsonObject claims =
        userinfo(world.application("narrow", "narrow-secret"), "openid profile address phone");
    assertEquals(PROFILE, names(claims));
  }

  @Test
  void anUpstreamsReachUserinfoWithoutAScript() {
    Map<String, Object> alice = new HashMap<>(World.ALICE);
    alice.put("sub", "00u-claims");
    alice.put("given_name", "Alice");
    alice.put("locale", "en_US");
    alice.put("website", "javascript:alert(1)");
    alice.put("address", Map.of("locality", "Wien", "else", "x"));
    alice.put("department", "network");
    world.okta().user(alice);
    TestApplication app = world.inventory();
    Page page =
        world.person().open(app.authorize("scope", "openid profile address", "idp_hint", "okta"));
    JsonObject claims = app.claims(app.tokens(Person.arrival(page).code()));
    assertEquals("Alice", claims.getString("given_name"));
    assertEquals("en_US", claims.getString("locale"));
    assertEquals(Map.of("locality", "Wien"), claims.getJsonObject("address").getMap());
    assertFalse(claims.containsKey("website"));
    assertFalse(claims.containsKey("department"));
  }
}
