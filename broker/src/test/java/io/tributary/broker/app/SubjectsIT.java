package io.tributary.broker.app;

import static io.tributary.broker.app.TokenCalls.access;
import static io.tributary.broker.app.TokenCalls.introspect;
import static io.tributary.broker.app.TokenCalls.part;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.platform.proof.Proves;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One person under one name for each client, wherever it stands (OpenID Connect Core §8). */
class SubjectsIT {
  private static LogoutReceiver receiver;
  private static World world;

  private final Person person = world.person();

  @BeforeAll
  static void start() {
    receiver = new LogoutReceiver();
    world =
        World.open(
            "",
            World.UPSTREAMS
                + World.REST
                + """
                  - id: one
                    secret: one-secret
                    sector: Apps.Example
                    grant_types: [authorization_code, refresh_token]
                    redirect_uris: ["http://localhost:1/cb"]
                    backchannel_logout_uri: "%1$s"
                    issuers: [root, default]
                  - id: two
                    secret: two-secret
                    sector: apps.example
                    access_tokens: opaque
                    grant_types: [authorization_code, refresh_token]
                    redirect_uris: ["http://localhost:1/cb"]
                  - id: three
                    secret: three-secret
                    sector: other.example
                    redirect_uris: ["http://localhost:1/cb"]
                  - id: open
                    secret: open-secret
                    redirect_uris: ["http://localhost:1/cb"]
                """
                    .formatted(receiver.at("/one")));
  }

  @AfterAll
  static void stop() {
    world.close();
    receiver.close();
  }

  private static TestApplication application(String id) {
    return world.application(id, id + "-secret");
  }

  private JsonObject tokens(String id, String... changes) {
    TestApplication application = application(id);
    return application.tokens(world.login(person, application, changes).code());
  }

  private String sub(String id) {
    return part(tokens(id).getString("id_token"), 1).getString("sub");
  }

  @ParameterizedTest
  @ValueSource(strings = {"one", "two", "open"})
  @Proves({"OIDCC-8", "OIDCC-8.1", "OIDCC-5.3.2"})
  void itIsTheSameInEverythingThatTheClientGets(String id) {
    TestApplication application = application(id);
    boolean refreshed = !id.equals("open");
    JsonObject tokens =
        tokens(id, "scope", refreshed ? "openid profile offline_access" : "openid profile");
    String sub = part(tokens.getString("id_token"), 1).getString("sub");
    assertTrue(sub.matches("[A-Za-z0-9_-]{20,64}"), sub);
    assertEquals(sub, application.claims(tokens).getString("sub"));
    assertEquals(sub, introspect(application, access(tokens)).getString("sub"));
    if (!id.equals("two")) {
      assertEquals(sub, part(access(tokens), 1).getString("sub"));
    }
    if (refreshed) {
      String refresh = tokens.getString("refresh_token");
      assertEquals(sub, introspect(application, refresh).getString("sub"));
      JsonObject next = new JsonObject(TokenCalls.refresh(application, refresh).body());
      assertEquals(sub, part(next.getString("id_token"), 1).getString("sub"));
    }
  }

  @Test
  @Proves("OIDCC-8.1")
  void aSectorSharesItAndNobodyElse() {
    String one = sub("one");
    assertEquals(one, sub("two"));
    assertEquals(one, sub("one"));
    assertEquals(3, Set.of(one, sub("three"), sub("open")).size());
  }

  /** Two issuers of ours are two providers: they do not help clients to compare. */
  @Test
  void anotherIssuerHasOtherNames() {
    TestApplication elsewhere = world.application("default", "one", "one-secret");
    JsonObject tokens = elsewhere.tokens(world.login(person, elsewhere).code());
    assertNotEquals(sub("one"), part(tokens.getString("id_token"), 1).getString("sub"));
  }

  @Test
  @Proves({"BACKCHANNEL-2.4", "OIDCC-8.1"})
  void theLogoutTokenHasItToo() {
    JsonObject tokens = tokens("one");
    receiver.answers(200).forget();
    TestApplication one = application("one");
    person.open(
        URI.create(
            one.endpoint("end_session_endpoint")
                + "?id_token_hint="
                + tokens.getString("id_token")));
    assertEquals(
        part(tokens.getString("id_token"), 1).getString("sub"),
        receiver.await(1).get(0).claims().getString("sub"));
  }

  /** Core §3.1.2.1: whom a client knows under its own name. */
  @Test
  @Proves({"OIDCC-3.1.2.1", "OIDCC-8.1"})
  void aHintOfItsOwnFindsThePersonAndNoOtherDoes() {
    String hint = tokens("one").getString("id_token");
    TestApplication one = application("one");
    assertFalse(
        Person.arrival(person.open(one.authorize("prompt", "none", "id_token_hint", hint)))
            .code()
            .isEmpty());
    // Of the same sector, but not of this client.
    Person.arrival(
            person.open(application("two").authorize("prompt", "none", "id_token_hint", hint)))
        .error("invalid_request");
    Person other = world.person();
    other.password(other.open(one.authorize("idp_hint", "local")), "local", "demo");
    Person.arrival(other.open(one.authorize("prompt", "none", "id_token_hint", hint)))
        .error("login_required");
  }

  @Test
  @Proves("DISCOVERY-3")
  void discoverySaysSo() {
    assertEquals(
        "[\"public\",\"pairwise\"]",
        application("one").discovery().getJsonArray("subject_types_supported").encode());
  }
}
