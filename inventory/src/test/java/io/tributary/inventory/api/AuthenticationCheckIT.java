package io.tributary.inventory.api;

import static io.tributary.platform.http.Await.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.inventory.app.Inventory;
import io.tributary.inventory.app.Scene;
import io.tributary.inventory.token.ApiToken;
import io.tributary.inventory.token.TokenRepository;
import io.tributary.platform.db.Database;
import io.tributary.platform.db.StatementTimings;
import io.tributary.platform.db.TestDatabase;
import io.tributary.platform.http.Browser;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class AuthenticationCheckIT {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Set<String> NAMES =
      Set.of(
          "id",
          "url",
          "display_url",
          "display",
          "username",
          "first_name",
          "last_name",
          "email",
          "is_active",
          "is_superuser",
          "is_staff",
          "date_joined",
          "last_login",
          "groups");
  private static Scene scene;
  private static Database database;

  @BeforeAll
  static void start() {
    scene = Scene.open();
    database =
        await(
            Database.open(
                scene.vertx(),
                scene.config().database(),
                Inventory.SCHEMA,
                TestDatabase.servers(),
                StatementTimings.NONE));
  }

  @AfterAll
  static void stop() {
    await(database.close());
    scene.close();
  }

  @Test
  void aTokenSaysWhoItsOwnerIs() throws Exception {
    ApiToken token = token("sam", Optional.empty());
    HttpResponse<String> answer = ask("Token " + token.key());
    assertEquals(200, answer.statusCode());
    JsonObject user = new JsonObject(answer.body());
    assertEquals(NAMES, user.fieldNames());
    assertEquals("sam", user.getString("display"));
    assertTrue(user.getBoolean("is_staff"));
    assertFalse(user.getBoolean("is_superuser"));
    assertEquals(scene.url("/api/users/users/" + user.getLong("id") + "/"), user.getString("url"));
    assertEquals(200, ask("token " + token.key()).statusCode());
  }

  @Test
  void aSessionDoesToo() {
    Browser browser = scene.local("vic");
    JsonObject user = new JsonObject(browser.open(scene.url("/api/authentication-check/")).body());
    assertEquals("vic", user.getString("username"));
  }

  @Test
  void anythingElseIs403InNetBoxsWords() throws Exception {
    ApiToken good = token("sam", Optional.empty());
    ApiToken expired =
        token("sam", Optional.of(OffsetDateTime.now(ZoneOffset.UTC).minusSeconds(1)));
    ApiToken off = token("vic", Optional.empty());
    scene.sql("UPDATE app_user SET is_active = false WHERE username = 'vic'");
    for (String header :
        List.of(
            "",
            "Token",
            "Token ",
            "Token " + ApiToken.random().key(),
            "Token " + good.key().substring(1),
            "Token " + good.key() + "0",
            "Token A" + good.key().substring(1),
            "Token " + good.key() + " x",
            "Bearer " + good.key(),
            "Basic " + good.key(),
            "Token " + expired.key(),
            "Token " + off.key(),
            "Token '; DROP TABLE api_token; --")) {
      HttpResponse<String> answer = ask(header);
      assertEquals(403, answer.statusCode(), header);
      assertEquals("{\"detail\":\"Authentication credentials were not provided.\"}", answer.body());
      assertEquals("application/json", answer.headers().firstValue("content-type").orElseThrow());
    }
    scene.sql("UPDATE app_user SET is_active = true WHERE username = 'vic'");
  }

  @Test
  void aWrongTokenDoesNotFallBackToTheSession() throws Exception {
    Browser browser = scene.local("admin");
    String cookies =
        browser.cookies().all().stream()
            .map(cookie -> cookie.name() + "=" + cookie.value())
            .reduce((one, two) -> one + "; " + two)
            .orElseThrow();
    for (String header : List.of("Token " + ApiToken.random().key(), "Token x", "Bearer x", "x")) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(scene.url("/api/authentication-check/")))
              .header("Cookie", cookies)
              .header("Authorization", header)
              .build();
      assertEquals(
          403, HTTP.send(request, HttpResponse.BodyHandlers.ofString()).statusCode(), header);
    }
  }

  @Test
  void aTokenIsNeitherStoredNorLogged() throws Exception {
    ApiToken token = token("sam", Optional.empty());
    ask("Token " + token.key());
    assertFalse(scene.log().contains(token.key()));
    scene
        .sql("SELECT to_jsonb(t)::text AS t FROM api_token t")
        .forEach(row -> assertFalse(row.getString("t").contains(token.key())));
    assertFalse(token.toString().contains(token.key()));
  }

  private static ApiToken token(String username, Optional<OffsetDateTime> expires) {
    long id =
        scene.sql("SELECT id FROM app_user WHERE username = $1", username).get(0).getLong("id");
    ApiToken token = ApiToken.random();
    await(new TokenRepository(database).create(id, token, "test", true, expires));
    return token;
  }

  private static HttpResponse<String> ask(String header) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(scene.url("/api/authentication-check/")));
    if (!header.isEmpty()) {
      request.header("Authorization", header);
    }
    return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}
