package io.tributary.broker.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import io.tributary.platform.http.Page;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever ends a session: its applications hear of it, and of nothing else. */
class BackchannelIT extends LogoutWorld {
  private void logOut(JsonObject tokens) {
    person.open(logout(inventory, "id_token_hint", tokens.getString("id_token")));
  }

  @Test
  void theTokenSaysWhoseSessionHasEndedToThisApplicationOnly() throws Exception {
    JsonObject tokens = world.tokens(person, inventory, "okta");
    logOut(tokens);
    LogoutReceiver.Received told = receiver.await(1).get(0);
    assertEquals("/inventory", told.path());
    JsonObject idToken = idToken(tokens);
    JsonObject claims = told.claims();
    // Back-Channel Logout §2.4
    assertEquals(
        Set.of("iss", "sub", "aud", "iat", "exp", "jti", "events", "sid"), claims.fieldNames());
    for (String same : List.of("iss", "sub", "aud", "sid")) {
      assertEquals(idToken.getValue(same), claims.getValue(same), same);
    }
    assertEquals(
        "{\"http://schemas.openid.net/event/backchannel-logout\":{}}",
        claims.getJsonObject("events").encode());
    assertEquals(120, claims.getLong("exp") - claims.getLong("iat"));
    assertEquals("logout+jwt", told.header().getString("typ"));
    assertEquals("logout_token", told.header().getString("kind"));
    assertEquals("RS256", told.header().getString("alg"));
    SignedJWT signed = SignedJWT.parse(told.token());
    JWKSet keys =
        JWKSet.parse(inventory.send(HttpRequest.newBuilder(inventory.endpoint("jwks_uri"))).body());
    assertTrue(
        signed.verify(
            new RSASSAVerifier(keys.getKeyByKeyId(signed.getHeader().getKeyID()).toRSAKey())));
    Row row = settled("acknowledged").get(0);
    assertEquals("200", row.getString("last_status"));
    assertEquals(idToken.getString("sid"), row.getString("sid"));
    assertTrue(world.broker().log().contains("\"event\":\"logout.delivery\""));
    assertFalse(world.broker().log().contains(told.token()));
  }

  @Test
  void eachIssuerSpeaksForItself() {
    JsonObject root = world.tokens(person, inventory, "okta");
    TestApplication elsewhere = world.application("default", "inventory", inventory.secret());
    JsonObject other = world.tokens(person, elsewhere, "okta");
    logOut(root);
    settled("acknowledged", "acknowledged");
    assertEquals(
        Set.of(sid(root), sid(other)),
        Set.copyOf(
            receiver.await(2).stream()
                .map(told -> told.claims().getString("iss") + told.claims().getString("sid"))
                .toList()));
    assertNotEquals(idToken(root).getString("sid"), idToken(other).getString("sid"));
  }

  private static String sid(JsonObject tokens) {
    return idToken(tokens).getString("iss") + idToken(tokens).getString("sid");
  }

  @Test
  void anotherSessionOfTheSamePersonIsLeftAlone() {
    JsonObject tokens = world.tokens(person, inventory, "okta");
    JsonObject other = world.tokens(world.person(), inventory, "okta");
    logOut(tokens);
    settled("acknowledged");
    assertEquals(
        idToken(tokens).getString("sid"), receiver.await(1).get(0).claims().getString("sid"));
    inventory.claims(other);
  }

  /** RP-Initiated Logout §6: without a hint the person is asked, so no other site can do it. */
  @Test
  void aLinkOfAnotherSiteTellsNobodyAnything() {
    JsonObject tokens = world.tokens(person, inventory, "okta");
    JsonObject others = world.tokens(world.person(), inventory, "okta");
    for (URI forged :
        List.of(
            logout(inventory),
            logout(inventory, "client_id", "inventory"),
            logout(inventory, "logout_hint", "alice@example.com"),
            // Somebody else's id_token: names the application, not this session.
            logout(inventory, "id_token_hint", others.getString("id_token")))) {
      Page asked = person.open(forged);
      assertTrue(asked.text().contains("Sign out?"), asked::text);
    }
    inventory.claims(tokens);
    assertEquals(List.of(), deliveries());
    assertEquals(0, receiver.count());
  }

  @Test
  void loggingInAgainAsTheSamePersonLogsNobodyOut() {
    JsonObject first = world.tokens(person, inventory, "okta");
    Page again = person.open(framed.authorize("idp_hint", "okta", "prompt", "login"));
    framed.tokens(Person.arrival(again).code());
    assertEquals(List.of(), deliveries());
    // The application of the earlier session still hears when the last one ends.
    Page asked = person.open(logout(inventory));
    person.submit(asked.form().press("logout"));
    settled("acknowledged", "untold");
    assertEquals(
        idToken(first).getString("sid"), receiver.await(1).get(0).claims().getString("sid"));
  }

  @Test
  void somebodyElseInTheSameBrowserEndsTheFirstOnesSessions() {
    JsonObject alice = world.tokens(person, inventory, "okta");
    Page bob = person.open(inventory.authorize("idp_hint", "authentik", "prompt", "login"));
    JsonObject bobs = inventory.tokens(Person.arrival(bob).code());
    settled("acknowledged");
    JsonObject told = receiver.await(1).get(0).claims();
    assertEquals(idToken(alice).getString("sid"), told.getString("sid"));
    assertEquals(idToken(alice).getString("sub"), told.getString("sub"));
    assertNotEquals(idToken(bobs).getString("sid"), told.getString("sid"));
    inventory.claims(bobs);
  }

  @Test
  void anExpiredSessionTellsNobody() {
    world.tokens(person, inventory, "okta");
    world.clock().advance(java.time.Duration.ofHours(25));
    person.open(logout(inventory));
    assertEquals(List.of(), deliveries());
  }

  /** §2.8 */
  @Test
  void aRefusalIsFinal() {
    receiver.answers(400);
    logOut(world.tokens(person, inventory, "okta"));
    assertEquals("400", settled("refused").get(0).getString("last_status"));
    assertTrue(
        world
            .broker()
            .metric("broker_logout_deliveries_total", "outcome=\"refused\"")
            .endsWith(" 1.0"));
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 307, 401, 404, 429, 500, 503})
  void anythingElseIsTriedAgainLaterAndNeverFollowed(int status) {
    receiver.answers(status);
    logOut(world.tokens(person, inventory, "okta"));
    receiver.await(1);
    for (int i = 0; i < 200; i++) {
      Row row = deliveries().get(0);
      if (row.getString("last_status") != null) {
        assertEquals("pending", row.getString("state"));
        assertEquals(Integer.toString(status), row.getString("last_status"));
        assertTrue(row.getOffsetDateTime("next_at").toInstant().isAfter(world.clock().instant()));
        return;
      }
      RunningBroker.pause();
    }
    throw new AssertionError("no result was written");
  }

  @Test
  void theLastPageSaysWhoHasHeard() {
    JsonObject tokens = world.tokens(person, inventory, "okta");
    consenting();
    logOut(tokens);
    settled("untold", "acknowledged");
    Page page = person.open(lastStatus(tokens));
    assertTrue(page.text().contains("Network inventory has signed you out"), page::text);
    assertTrue(page.text().contains("Asking application cannot be told"), page::text);
    assertFalse(page.body().contains("http-equiv=\"refresh\""));
  }

  private URI lastStatus(JsonObject unused) {
    return person.hops().stream()
        .filter(hop -> hop.getPath().endsWith("/status"))
        .findFirst()
        .orElseThrow(() -> new AssertionError(person.hops() + " " + unused.isEmpty()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "?receipt=", "?receipt=x", "?receipt=AAAA&receipt=BBBB"})
  void aReceiptThatIsNotOursShowsNothing(String query) {
    Page page = person.open(world.broker().at("logout/root/status" + query));
    Person.assertFailurePage(page, 400, "invalid_request", world.broker().log());
  }

  @Test
  void aReceiptEndsAndIsNoOthers() {
    logOut(world.tokens(person, inventory, "okta"));
    URI status = lastStatus(new JsonObject());
    settled("acknowledged");
    assertEquals(200, person.open(status).status());
    String other = status.toString().replace("logout/root/status?receipt=", "logout/root?request=");
    assertEquals(400, person.open(URI.create(other)).status());
    world.clock().advance(java.time.Duration.ofMinutes(31));
    assertEquals(400, person.open(status).status());
  }

  @Test
  void discoverySaysSo() {
    for (String member :
        List.of(
            "backchannel_logout_supported",
            "backchannel_logout_session_supported",
            "frontchannel_logout_supported",
            "frontchannel_logout_session_supported")) {
      assertEquals(true, inventory.discovery().getBoolean(member), member);
    }
    assertFalse(inventory.discovery().containsKey("check_session_iframe"));
  }

  /** Front-Channel Logout §3. */
  @Test
  void framesLoadWhatIsRegisteredAndNothingElse() {
    JsonObject tokens = world.tokens(person, inventory, "okta");
    JsonObject framedTokens = world.tokens(person, framed, "okta");
    Page page =
        person.open(
            logout(
                inventory,
                "id_token_hint",
                tokens.getString("id_token"),
                "post_logout_redirect_uri",
                World.LOGGED_OUT));
    assertEquals(200, page.status());
    String policy = page.header("Content-Security-Policy").orElseThrow();
    assertTrue(policy.endsWith("; frame-src http://localhost:1"), policy);
    assertTrue(policy.contains("default-src 'none'"), policy);
    String frame = page.body().replaceAll("(?s).*<iframe[^>]* src=\"([^\"]+)\".*", "$1");
    Map<String, String> query = Arrival.of(URI.create(frame.replace("&amp;", "&"))).parameters();
    assertEquals(
        Map.of(
            "x", "1",
            "iss", inventory.issuer(),
            "sid", idToken(framedTokens).getString("sid")),
        query);
    // Then the upstream, which returns to the application.
    String next = page.body().replaceAll("(?s).*content=\"4;url=([^\"]+)\".*", "$1");
    assertTrue(next.startsWith(world.okta().issuer()), next);
    Arrival arrival = Person.arrival(person.open(URI.create(next.replace("&amp;", "&"))));
    assertEquals(URI.create(World.LOGGED_OUT), arrival.uri());
    settled("acknowledged", "untold");
  }
}
