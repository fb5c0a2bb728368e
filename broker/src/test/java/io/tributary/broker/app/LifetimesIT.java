package io.tributary.broker.app;

import static io.tributary.broker.app.TokenCalls.INACTIVE;
import static io.tributary.broker.app.TokenCalls.access;
import static io.tributary.broker.app.TokenCalls.introspect;
import static io.tributary.broker.app.TokenCalls.part;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The lives of what a client gets, as its settings say; rows that end by the database's clock. */
class LifetimesIT {
  private static World world;

  private final Person person = world.person();

  @BeforeAll
  static void start() {
    world =
        World.open(
            "",
            World.UPSTREAMS
                + World.REST
                + """
                  - id: short
                    secret: short-secret
                    grant_types: [authorization_code, refresh_token, client_credentials]
                    redirect_uris: ["http://localhost:1/cb"]
                    token_lifetime: 30s
                    id_token_lifetime: 2m
                    code_lifetime: 5m
                    refresh: { idle: 1h, absolute: 2h, grace: 0s }
                  - id: sealed
                    secret: sealed-secret
                    grant_types: [authorization_code, client_credentials]
                    redirect_uris: ["http://localhost:1/cb"]
                    access_tokens: opaque
                    token_lifetime: 24h
                    code_lifetime: 1s
                """);
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  private static TestApplication application(String id) {
    return world.application(id, id + "-secret");
  }

  private static long life(JsonObject claims) {
    return claims.getLong("exp") - claims.getLong("iat");
  }

  @Test
  void accessAndIdTokens() {
    TestApplication application = application("short");
    JsonObject tokens = application.tokens(world.login(person, application).code());
    assertEquals(30, tokens.getInteger("expires_in"));
    assertEquals(30, life(part(access(tokens), 1)));
    assertEquals(120, life(part(tokens.getString("id_token"), 1)));
    // Whole seconds count, from the beginning of the one in which the token was made.
    world.clock().advance(Duration.ofSeconds(28));
    application.claims(tokens);
    world.clock().advance(Duration.ofSeconds(2));
    TestApplication.assertError(application.userinfo(access(tokens)), 401, "invalid_token");
    JsonObject own = TokenCalls.forItself(application);
    assertEquals(30, own.getInteger("expires_in"));
    assertEquals(30, life(part(access(own), 1)));
  }

  @Test
  void aSealedTokenLivesAsLongAsItMay() {
    TestApplication application = application("sealed");
    JsonObject own = TokenCalls.forItself(application);
    assertEquals(86_400, own.getInteger("expires_in"));
    world.clock().advance(Duration.ofHours(24).minusSeconds(1));
    assertEquals(true, introspect(application, access(own)).getValue("active"));
    world.clock().advance(Duration.ofSeconds(1));
    assertEquals(INACTIVE, introspect(application, access(own)));
  }

  @ParameterizedTest
  @CsvSource({"short,300", "sealed,1"})
  void codes(String id, int seconds) {
    world.broker().query("DELETE FROM authorization_code");
    TestApplication application = application(id);
    String code = world.login(person, application).code();
    assertEquals(
        1,
        world
            .broker()
            .count(
                "authorization_code WHERE expires_at <= now() + $1::int * interval '1 second'"
                    + " AND expires_at > now() + ($1::int - 60) * interval '1 second'",
                seconds));
    world
        .broker()
        .query("UPDATE authorization_code SET expires_at = expires_at - interval '5 minutes'");
    TestApplication.assertError(application.exchange(code), 400, "invalid_grant");
  }

  private JsonObject offline() {
    world.broker().query("DELETE FROM refresh_family");
    TestApplication application = application("short");
    return application.tokens(
        world.login(person, application, "scope", "openid offline_access").code());
  }

  private static void assertOver(JsonObject tokens) {
    String token = tokens.getString("refresh_token");
    assertEquals(INACTIVE, introspect(application("short"), token));
    TestApplication.assertError(
        TokenCalls.refresh(application("short"), token), 400, "invalid_grant");
  }

  @Test
  void anIdleFamily() {
    JsonObject tokens = offline();
    world
        .broker()
        .query("UPDATE refresh_family SET rotated_at = rotated_at - interval '59 minutes'");
    assertEquals(
        true,
        introspect(application("short"), tokens.getString("refresh_token")).getValue("active"));
    world
        .broker()
        .query("UPDATE refresh_family SET rotated_at = rotated_at - interval '61 seconds'");
    assertOver(tokens);
  }

  @Test
  void aFamilyThatIsAlwaysUsed() {
    JsonObject tokens = offline();
    world
        .broker()
        .query("UPDATE refresh_family SET expires_at = expires_at - interval '119 minutes'");
    assertEquals(
        true,
        introspect(application("short"), tokens.getString("refresh_token")).getValue("active"));
    world
        .broker()
        .query("UPDATE refresh_family SET expires_at = expires_at - interval '61 seconds'");
    assertOver(tokens);
  }
}
