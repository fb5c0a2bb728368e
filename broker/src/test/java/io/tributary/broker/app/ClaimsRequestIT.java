package io.tributary.broker.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.platform.http.Page;
import io.tributary.platform.proof.Proves;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Claims asked for by name, and how a login is called, over HTTP (OpenID Connect Core §5.5). */
class ClaimsRequestIT {
  private static final String PASSWORD =
      "urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport";

  private static World world;
  private static TestApplication named;

  private final Person person = world.person();

  @BeforeAll
  static void start() {
    world =
        World.open(
            "",
            "password_acr_values: [\""
                + PASSWORD
                + "\", \"1\"]\n"
                + World.UPSTREAMS
                + World.REST
                + """
                  - id: named
                    secret: named-secret
                    scopes: [openid, profile]
                    redirect_uris: ["http://localhost:1/cb"]
                  - id: demands
                    secret: demands-secret
                    default_max_age: 300
                    default_acr_values: ["1"]
                    redirect_uris: ["http://localhost:1/cb"]
                """);
    named = world.application("named", "named-secret");
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  private static String asked(String member, String... names) {
    JsonObject claims = new JsonObject();
    for (String name : names) {
      claims.put(name, new JsonObject().put("essential", true));
    }
    return new JsonObject().put(member, claims).encode();
  }

  private static JsonObject idToken(JsonObject tokens) {
    return LoginIT.payload(tokens.getString("id_token"));
  }

  /** The suite's oidcc-claims-essential: in userinfo, and not in the id_token. */
  @Test
  void aClaimByNameIsToldWhereItWasAskedFor() {
    JsonObject tokens =
        named.tokens(
            world
                .login(person, named, "scope", "openid", "claims", asked("userinfo", "name"))
                .code());
    assertEquals("Alice Example", named.claims(tokens).getString("name"));
    assertFalse(named.claims(tokens).containsKey("preferred_username"));
    assertFalse(idToken(tokens).containsKey("name"));
    assertEquals("openid", tokens.getString("scope"));
    JsonObject other =
        named.tokens(
            world
                .login(person, named, "scope", "openid", "claims", asked("id_token", "name"))
                .code());
    assertEquals("Alice Example", idToken(other).getString("name"));
    assertEquals(Set.of("sub"), named.claims(other).fieldNames());
  }

  /** What the client may not have by a scope it does not get by a name. */
  @Test
  void aNameGivesNothingThatNoScopeOfTheClientGives() {
    String all = asked("userinfo", "groups", "roles", "email", "email_verified", "name", "x");
    JsonObject tokens =
        named.tokens(world.login(person, named, "scope", "openid", "claims", all).code());
    assertEquals(Set.of("sub", "name"), named.claims(tokens).fieldNames());
    String inside = asked("id_token", "groups", "email", "iss", "aud", "sid", "nonce");
    JsonObject token =
        idToken(
            named.tokens(world.login(person, named, "scope", "openid", "claims", inside).code()));
    assertFalse(token.containsKey("groups"));
    assertFalse(token.containsKey("email"));
    assertEquals(named.issuer(), token.getString("iss"));
    assertEquals(named.nonce(), token.getString("nonce"));
  }

  /** "Verified" says nothing without the address that it speaks of (§5.1). */
  @Test
  void emailVerifiedByItselfIsNotTold() {
    TestApplication inventory = world.inventory();
    for (String member : new String[] {"userinfo", "id_token"}) {
      String alone = asked(member, "email_verified");
      JsonObject tokens =
          inventory.tokens(
              world.login(person, inventory, "scope", "openid", "claims", alone).code());
      assertFalse(inventory.claims(tokens).containsKey("email_verified"));
      assertFalse(idToken(tokens).containsKey("email_verified"));
      assertFalse(inventory.claims(tokens).containsKey("email"));
      String both = asked(member, "email_verified", "email");
      JsonObject more =
          inventory.tokens(
              world.login(person, inventory, "scope", "openid", "claims", both).code());
      JsonObject told = member.equals("userinfo") ? inventory.claims(more) : idToken(more);
      assertEquals("alice@example.com", told.getString("email"));
      assertEquals(true, told.getBoolean("email_verified"));
    }
  }

  @Test
  void anEarlierTokenKeepsWhatItWasGiven() {
    JsonObject first =
        named.tokens(
            world
                .login(person, named, "scope", "openid", "claims", asked("userinfo", "name"))
                .code());
    named.tokens(Person.arrival(person.open(named.authorize("scope", "openid profile"))).code());
    assertEquals("Alice Example", named.claims(first).getString("name"));
  }

  @Test
  void thePersonIsAskedAboutClaimsByName() {
    TestApplication asks = world.application("asks", "asks-secret");
    Page consent =
        person.open(
            asks.authorize(
                "scope", "openid", "claims", asked("userinfo", "email"), "idp_hint", "okta"));
    assertTrue(consent.text().contains("Your e-mail address"), consent::text);
    JsonObject tokens =
        asks.tokens(Person.arrival(person.submit(consent.form().press("allow"))).code());
    assertEquals("alice@example.com", asks.claims(tokens).getString("email"));
    Person.arrival(
            person.open(
                asks.authorize(
                    "scope", "openid", "claims", asked("userinfo", "groups"), "prompt", "none")))
        .error("consent_required");
  }

  /** §5.5.1: only this person. */
  @Test
  void aSubjectByValueIsTheOnlyOneWhoGetsIn() {
    String sub = idToken(named.tokens(world.login(person, named).code())).getString("sub");
    String right = "{\"id_token\":{\"sub\":{\"value\":\"" + sub + "\"}}}";
    String wrong = "{\"userinfo\":{\"sub\":{\"value\":\"" + sub + "x\"}}}";
    Person.arrival(person.open(named.authorize("prompt", "none", "claims", right))).code();
    Person.arrival(person.open(named.authorize("prompt", "none", "claims", wrong)))
        .error("login_required");
    world.login(person, named, "claims", wrong).error("login_required");
  }

  private Arrival locally(TestApplication application, String... changes) {
    String[] all = java.util.Arrays.copyOf(changes, changes.length + 2);
    all[changes.length] = "idp_hint";
    all[changes.length + 1] = "local";
    Page page = person.open(application.authorize(all));
    return Person.arrival(person.password(page, "local", "demo"));
  }

  /** The suite's oidcc-ensure-request-with-acr-values-succeeds. */
  @ParameterizedTest
  @ValueSource(strings = {PASSWORD, "1", "2 1", "1 " + PASSWORD})
  void oneOfTheWantedNamesComesBack(String values) {
    JsonObject token = idToken(named.tokens(locally(named, "acr_values", values).code()));
    String first = values.startsWith("2") ? "1" : values.split(" ", -1)[0];
    assertEquals(first, token.getString("acr"));
    assertEquals(
        new JsonArray().add(PASSWORD).add("1"),
        named.discovery().getJsonArray("acr_values_supported"));
  }

  @Test
  void aLoginIsNeverCalledWhatItWasNot() {
    JsonObject token = idToken(named.tokens(locally(named, "acr_values", "phr loa4").code()));
    assertEquals(PASSWORD, token.getString("acr"));
  }

  /** §5.5.1.1: an essential one that is not met is a failed authentication. */
  @Test
  void anEssentialNameIsMetOrTheLoginFails() {
    String phr = "{\"id_token\":{\"acr\":{\"essential\":true,\"values\":[\"phr\"]}}}";
    String one = "{\"id_token\":{\"acr\":{\"essential\":true,\"values\":[\"phr\",\"1\"]}}}";
    locally(named, "claims", phr).error("unmet_authentication_requirements");
    Person.arrival(person.open(named.authorize("prompt", "none", "claims", phr)))
        .error("login_required");
    JsonObject tokens =
        named.tokens(
            Person.arrival(person.open(named.authorize("prompt", "none", "claims", one))).code());
    assertEquals("1", idToken(tokens).getString("acr"));
    world.login(person, named, "claims", phr).error("unmet_authentication_requirements");
    String voluntary = "{\"id_token\":{\"acr\":{\"values\":[\"phr\"]}}}";
    world.login(person, named, "claims", voluntary).code();
  }

  @Test
  void whatAClientAlwaysDemandsHoldsForEachRequest() {
    TestApplication demands = world.application("demands", "demands-secret");
    JsonObject first = idToken(demands.tokens(locally(demands).code()));
    assertEquals("1", first.getString("acr"));
    world.clock().advance(Duration.ofSeconds(299));
    JsonObject same =
        idToken(
            demands.tokens(
                Person.arrival(person.open(demands.authorize("prompt", "none"))).code()));
    assertEquals(first.getLong("auth_time"), same.getLong("auth_time"));
    world.clock().advance(Duration.ofSeconds(2));
    Person.arrival(person.open(demands.authorize("prompt", "none"))).error("login_required");
    Person.arrival(person.open(demands.authorize("prompt", "none", "max_age", "3600"))).code();
    JsonObject moved = idToken(demands.tokens(locally(demands).code()));
    assertTrue(moved.getLong("auth_time") >= first.getLong("auth_time") + 300);
  }

  /** An upstream that is asked for no time says none: one that must be told is asked for. */
  @Test
  void anEssentialTimeIsAskedOfTheUpstream() {
    world.okta().forget();
    JsonObject token =
        idToken(
            named.tokens(
                world.login(person, named, "claims", asked("id_token", "auth_time")).code()));
    assertTrue(token.getLong("auth_time") > 0);
    assertEquals("315360000", world.okta().seen().get(0).parameters().get("max_age"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "[]",
        "{\"userinfo\":[]}",
        "{\"id_token\":{\"sub\":{\"values\":[\"a\",\"b\"]}}}",
        "{\"id_token\":{\"sub\":{\"value\":\"a\"}},\"userinfo\":{\"sub\":{\"value\":\"b\"}}}"
      })
  void aMalformedOneIsRefused(String claims) {
    Person.arrival(person.open(named.authorize("claims", claims))).error("invalid_request");
  }

  /** Unknown, empty or of no use here: never an error (§3.1.2.1, RFC 6749 §3.1). */
  @Test
  void whatIsNotUnderstoodIsIgnored() {
    world
        .login(
            person,
            named,
            "ui_locales",
            "se de-DE-x-q ??",
            "claims_locales",
            "se",
            "display",
            "popup",
            "acr_values",
            "",
            "extra",
            "foobar",
            "login_hint",
            "buffy@example")
        .code();
  }

  @Test
  void aResourceMustBeOneOfTheClients() {
    Person.arrival(person.open(named.authorize("resource", "https://api.example")))
        .error("invalid_target");
  }

  /**
   * Whom a person never agreed to asks, without a page, whether somebody is there, who, since when
   * and how; the answers are those of a browser in which nobody is.
   */
  @Test
  @Proves({"OIDCC-3.1.2.3", "OIDCC-3.1.2.6"})
  void whoWasNeverAgreedToLearnsNothingOfWhoIsThere() {
    TestApplication inventory = world.inventory();
    JsonObject known = inventory.tokens(world.login(person, inventory).code());
    Person nobody = world.person();
    TestApplication asks = world.application("asks", "asks-secret");
    String sub = idToken(known).getString("sub");
    List<String[]> questions =
        List.of(
            new String[] {},
            new String[] {"claims", wished("sub", sub)},
            new String[] {"claims", wished("sub", "somebody-else")},
            new String[] {"claims", wished("acr", "phr")},
            new String[] {"claims", wished("acr", "2")},
            new String[] {"max_age", "1"},
            new String[] {"max_age", "100000"},
            new String[] {"scope", "openid email"});
    for (String[] question : questions) {
      String[] silent =
          Stream.concat(Stream.of("prompt", "none"), Stream.of(question)).toArray(String[]::new);
      Arrival there = Person.arrival(person.open(asks.authorize(silent)));
      there.error("login_required");
      assertEquals(without(Person.arrival(nobody.open(asks.authorize(silent)))), without(there));
    }
  }

  /** Without what the request gave. */
  private static Map<String, String> without(Arrival arrival) {
    Map<String, String> told = new LinkedHashMap<>(arrival.parameters());
    told.remove("state");
    return told;
  }

  private static String wished(String claim, String value) {
    JsonObject wish = new JsonObject().put("essential", true).put("value", value);
    return new JsonObject().put("id_token", new JsonObject().put(claim, wish)).encode();
  }
}
