package io.tributary.broker.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An upstream ends its session: ours end too, and the applications hear (Back-Channel §2). */
class UpstreamLogoutIT extends LogoutWorld {
  private static final String SUB = "00u1alice";

  private static HttpResponse<String> post(String upstream, String token) {
    return inventory.post(
        world.broker().at("federation/" + upstream + "/backchannel-logout"),
        "logout_token=" + TestApplication.encode(token),
        Map.of());
  }

  private static String token(Object... claims) {
    Map<String, Object> changes = new HashMap<>();
    for (int i = 0; i < claims.length; i += 2) {
      changes.put((String) claims[i], claims[i + 1]);
    }
    return world.okta().logoutToken("tributary", changes);
  }

  private static String upstreamSid(JsonObject tokens) {
    String sub = idToken(tokens).getString("sub");
    return world
        .broker()
        .query(
            "SELECT upstream_sid FROM session WHERE subject = $1 AND ended_at IS NULL"
                + " ORDER BY created_at DESC LIMIT 1",
            sub)
        .get(0)
        .getString(0);
  }

  private static void assertDone(HttpResponse<String> answer) {
    assertEquals(200, answer.statusCode(), answer::body);
    assertEquals("no-store", answer.headers().firstValue("cache-control").orElse(""));
    assertEquals("", answer.body());
  }

  private static void assertRefused(HttpResponse<String> answer) {
    TestApplication.assertError(answer, 400, "invalid_request");
    assertEquals("no-store", answer.headers().firstValue("cache-control").orElse(""));
  }

  private void assertLoggedIn(JsonObject tokens) {
    inventory.claims(tokens);
    assertEquals(List.of(), deliveries());
  }

  @Test
  void oneSessionEndsByItsSidAndItsApplicationsHear() {
    JsonObject tokens = world.tokens(person, inventory, "okta");
    JsonObject elsewhere = world.tokens(world.person(), inventory, "authentik");
    assertDone(post("okta", token("sid", upstreamSid(tokens))));
    TestApplication.assertError(
        inventory.userinfo(tokens.getString("access_token")), 401, "invalid_token");
    Person.arrival(person.open(inventory.authorize("prompt", "none"))).error("login_required");
    settled("acknowledged");
    assertEquals(
        idToken(tokens).getString("sid"), receiver.await(1).get(0).claims().getString("sid"));
    inventory.claims(elsewhere);
    assertFalse(world.broker().audited("session.ended").isEmpty());
  }

  @Test
  void everySessionOfAPersonEndsByTheirSub() {
    JsonObject one = world.tokens(person, inventory, "okta");
    JsonObject two = world.tokens(world.person(), inventory, "okta");
    assertDone(post("okta", token("sub", SUB)));
    for (JsonObject tokens : List.of(one, two)) {
      TestApplication.assertError(
          inventory.userinfo(tokens.getString("access_token")), 401, "invalid_token");
    }
    assertTrue(receiver.await(2).size() == 2);
    settled("acknowledged", "acknowledged");
  }

  @Test
  void nobodyThereIsNoFailure() {
    assertDone(post("okta", token("sid", "long-gone")));
    assertEquals(List.of(), deliveries());
  }

  /** §2.6 step 8: whoever kept one cannot end the next session with it. */
  @Test
  void aTokenEndsSessionsOnce() {
    world.tokens(person, inventory, "okta");
    String token = token("sub", SUB);
    assertDone(post("okta", token));
    settled("acknowledged");
    JsonObject again = world.tokens(person, inventory, "okta");
    assertRefused(post("okta", token));
    inventory.claims(again);
  }

  @Test
  void ofFiftyAtOnceOneIsTheFirst() {
    world.tokens(person, inventory, "okta");
    String token = token("sub", SUB);
    List<CompletableFuture<Integer>> all =
        IntStream.range(0, 50)
            .mapToObj(each -> CompletableFuture.supplyAsync(() -> post("okta", token).statusCode()))
            .toList();
    List<Integer> statuses = all.stream().map(CompletableFuture::join).toList();
    assertEquals(1, statuses.stream().filter(status -> status == 200).count(), statuses::toString);
    assertEquals(49, statuses.stream().filter(status -> status == 400).count());
    settled("acknowledged");
  }

  @Test
  void sidAndSubMustBeOfOnePerson() {
    JsonObject tokens = world.tokens(person, inventory, "okta");
    assertDone(post("okta", token("sid", upstreamSid(tokens), "sub", "somebody-else")));
    assertDone(post("okta", token("sid", "another-session", "sub", SUB)));
    assertLoggedIn(tokens);
  }

  /** Each upstream speaks for its own sessions only. */
  @Test
  void anotherUpstreamsTokenEndsNothing() {
    JsonObject tokens = world.tokens(person, inventory, "okta");
    String sid = upstreamSid(tokens);
    assertRefused(post("authentik", token("sid", sid)));
    assertDone(post("authentik", world.authentik().logoutToken("tributary", Map.of("sid", sid))));
    assertDone(post("authentik", world.authentik().logoutToken("tributary", Map.of("sub", SUB))));
    assertRefused(post("nobody", token("sid", sid)));
    assertLoggedIn(tokens);
  }

  @ParameterizedTest
  @CsvSource({
    "iss,https://evil.example",
    "aud,inventory",
    "nonce,n",
    "events,x",
    "jti,",
    "exp,soon",
    "exp,",
    "iat,",
  })
  void aBadTokenEndsNothing(String claim, String value) {
    JsonObject tokens = world.tokens(person, inventory, "okta");
    assertRefused(post("okta", token("sub", SUB, claim, value)));
    assertLoggedIn(tokens);
  }

  @Test
  void forgedStaleAndForeignTokensEndNothing() {
    JsonObject tokens = world.tokens(person, inventory, "okta");
    String good = token("sub", SUB);
    String[] parts = good.split("\\.", -1);
    String upstreamIdToken = tokens.getString("id_token");
    for (String bad :
        List.of(
            "x",
            parts[0] + "." + parts[1] + ".",
            "eyJhbGciOiJub25lIn0." + parts[1] + ".",
            parts[0] + "." + parts[1] + "." + parts[2].substring(4) + "AAAA",
            // Our own id_token, and a logout token of ours for somebody else.
            upstreamIdToken)) {
      assertRefused(post("okta", bad));
    }
    world.clock().advance(Duration.ofMinutes(4));
    assertRefused(post("okta", good));
    assertLoggedIn(tokens);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "logout_token=", "token=x", "logout_token=x&logout_token=y"})
  void aBadFormIsRefused(String form) {
    assertRefused(
        inventory.post(world.broker().at("federation/okta/backchannel-logout"), form, Map.of()));
  }

  @Test
  void onlyAPostIsOne() {
    HttpResponse<String> got =
        inventory.send(
            HttpRequest.newBuilder(
                world
                    .broker()
                    .at("federation/okta/backchannel-logout?logout_token=" + token("sub", SUB))));
    assertEquals(405, got.statusCode());
    HttpResponse<String> json =
        inventory.send(
            HttpRequest.newBuilder(world.broker().at("federation/okta/backchannel-logout"))
                .header("content-type", "application/json")
                .POST(BodyPublishers.ofString("{\"logout_token\":\"x\"}")));
    assertRefused(json);
  }
}
