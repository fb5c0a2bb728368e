package io.tributary.inventory.login;

import static io.tributary.platform.http.Await.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.inventory.app.Scene;
import io.tributary.inventory.session.SessionRepository;
import io.tributary.platform.http.Browser;
import io.tributary.platform.http.Page;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The provider ends a session (Back-Channel Logout §2): whose word counts, once, for what. */
class BackchannelIT {
  private static Scene scene;
  private Browser browser;
  private String sid;
  private String sub;

  @BeforeAll
  static void start() {
    scene = Scene.open();
  }

  @AfterAll
  static void stop() {
    scene.close();
  }

  @BeforeEach
  void logIn() {
    scene.sql("DELETE FROM session");
    browser = new Browser();
    Page home = browser.followAll(browser.open(scene.url("/oauth/login/oidc/")));
    assertEquals(200, home.status());
    var row = scene.sql("SELECT provider_sid, provider_sub FROM session").get(0);
    sid = row.getString(0);
    sub = row.getString(1);
  }

  private boolean loggedIn() {
    return browser.open(scene.url("/")).status() == 200;
  }

  private static String token(String... claims) {
    Map<String, Object> changes = new HashMap<>();
    for (int i = 0; i < claims.length; i += 2) {
      changes.put(claims[i], claims[i + 1]);
    }
    return scene.provider().logoutToken("inventory", changes);
  }

  private static HttpResponse<String> post(String form) {
    try {
      return HttpClient.newHttpClient()
          .send(
              HttpRequest.newBuilder(URI.create(scene.url(BackchannelEndpoint.PATH)))
                  .header("content-type", "application/x-www-form-urlencoded")
                  .POST(BodyPublishers.ofString(form))
                  .build(),
              BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static HttpResponse<String> tell(String token) {
    return post("logout_token=" + URLEncoder.encode(token, StandardCharsets.UTF_8));
  }

  private void refused(String token) {
    HttpResponse<String> answer = tell(token);
    assertEquals(400, answer.statusCode(), token);
    assertEquals("{\"error\":\"invalid_request\"}", answer.body());
    assertEquals("no-store", answer.headers().firstValue("cache-control").orElse(""));
    assertTrue(loggedIn());
  }

  @Test
  void theSessionEndsByItsSid() {
    Browser local = scene.local("vic");
    HttpResponse<String> answer = tell(token("sid", sid));
    assertEquals(200, answer.statusCode(), answer.body());
    assertEquals("no-store", answer.headers().firstValue("cache-control").orElse(""));
    assertEquals(false, loggedIn());
    assertEquals(200, local.open(scene.url("/")).status(), "nobody else's");
  }

  @Test
  void theSessionsOfAPersonEndByTheirSub() {
    assertEquals(200, tell(token("sub", sub)).statusCode());
    assertEquals(false, loggedIn());
  }

  @Test
  void aTokenWorksOnce() {
    String token = token("sid", "another");
    assertEquals(200, tell(token).statusCode());
    refused(token);
  }

  @Test
  void sidAndSubMustBeOfOneSession() {
    assertEquals(200, tell(token("sid", sid, "sub", "another")).statusCode());
    assertEquals(200, tell(token("sid", "another", "sub", sub)).statusCode());
    assertTrue(loggedIn());
  }

  @ParameterizedTest
  @CsvSource({"iss,https://evil.example", "aud,another", "nonce,n", "events,x", "jti,", "exp,"})
  void aBadClaimEndsNothing(String name, String value) {
    refused(token("sub", sub, name, value));
  }

  @Test
  void aForgedTokenEndsNothing() {
    String[] parts = token("sub", sub).split("\\.", -1);
    for (String bad :
        List.of(
            "x",
            parts[0] + "." + parts[1] + ".",
            "eyJhbGciOiJub25lIn0." + parts[1] + ".",
            parts[0] + "." + parts[1] + "." + parts[2].substring(4) + "AAAA")) {
      refused(bad);
    }
    assertEquals(400, post("").statusCode());
    assertEquals(400, post("logout_token=a&logout_token=b").statusCode());
    assertTrue(loggedIn());
  }

  @Test
  void usedOnesGoWhenNobodyWouldTakeThemAnyMore() {
    tell(token("sid", "a"));
    scene.sql("UPDATE spent_logout_token SET expires_at = now() - interval '2 hours'");
    tell(token("sid", "b"));
    await(new SessionRepository(scene.database(), scene.config().sessions()).sweep());
    assertEquals(1, scene.sql("SELECT * FROM spent_logout_token").size());
  }
}
