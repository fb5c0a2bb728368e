package io.tributary.broker.conformance;

import static io.tributary.platform.proof.Profile.BACK_CHANNEL_LOGOUT;
import static io.tributary.platform.proof.Profile.FRONT_CHANNEL_LOGOUT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import io.tributary.broker.conformance.Examiner.Tokens;
import io.tributary.platform.http.Page;
import io.tributary.platform.proof.Plays;
import io.tributary.platform.proof.Proves;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpRequest;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Clients that hear of a logout, by the browser and from the broker itself. */
class LogoutNoticeModulesIT extends Examined {
  private static final String AT = "https://www.certification.openid.net/test/a/tributary/";
  private static final String LOGGED_OUT = AT + "post_logout_redirect";
  private static final Pattern FRAME = Pattern.compile("<iframe [^>]*src=\"([^\"]+)\"");

  private static Page logOut(Examiner client, Tokens tokens) {
    Map<String, String> request =
        Map.of(
            "id_token_hint",
            tokens.idToken(),
            "post_logout_redirect_uri",
            LOGGED_OUT,
            "state",
            "of-this-logout");
    return client.onward(
        client
            .browser()
            .open(
                URI.create(broker.endpoint("end_session_endpoint") + "?" + Wire.encoded(request))));
  }

  private static void assertLoggedOut(Examiner client) {
    assertEquals("login_required", client.error(client.open(client.request("prompt", "none"))));
  }

  private static JsonObject channel(String name, String uri) {
    return new JsonObject()
        .put("post_logout_redirect_uris", new JsonArray().add(LOGGED_OUT))
        .put(name + "_logout_session_required", true)
        .put(name + "_logout_uri", uri);
  }

  @Test
  @Plays(
      value = "oidcc-frontchannel-logout-discovery-endpoint-verification",
      in = FRONT_CHANNEL_LOGOUT)
  @Plays(
      value = "oidcc-backchannel-logout-discovery-endpoint-verification",
      in = BACK_CHANNEL_LOGOUT)
  @Proves({"FRONTCHANNEL-3", "BACKCHANNEL-2.1", "RPLOGOUT-2.1"})
  void discoverySaysThatClientsHear() {
    for (String channel : List.of("frontchannel", "backchannel")) {
      assertEquals(true, broker.discovery().getBoolean(channel + "_logout_supported"));
      assertEquals(true, broker.discovery().getBoolean(channel + "_logout_session_supported"));
    }
    assertTrue(broker.isOwn(broker.endpoint("end_session_endpoint")));
  }

  @Test
  @Plays(value = "oidcc-frontchannel-rp-initiated-logout", in = FRONT_CHANNEL_LOGOUT)
  @Proves({"FRONTCHANNEL-2", "FRONTCHANNEL-3"})
  void theBrowserTellsThem() {
    for (Examiner client :
        List.of(
            Examiner.third(broker),
            Examiner.registered(broker, channel("frontchannel", AT + "frontchannel_logout")))) {
      Tokens tokens = client.run();
      Page page = logOut(client, tokens);
      assertEquals(200, page.status(), page::text);
      Matcher frame = FRAME.matcher(page.body());
      assertTrue(frame.find(), page::body);
      String address = frame.group(1).replace("&amp;", "&");
      assertTrue(address.startsWith(AT + "frontchannel_logout?"), address);
      assertEquals(
          Map.of("iss", broker.issuer(), "sid", sid(tokens)),
          Wire.decoded(URI.create(address).getRawQuery()));
      assertTrue(
          page.header("content-security-policy")
              .orElse("")
              .matches(".*frame-src https://www\\.certification\\.openid\\.net(;.*|$)"));
      assertTrue(page.links().contains(URI.create(LOGGED_OUT + "?state=of-this-logout")));
      assertLoggedOut(client);
    }
    broker.suite().received("/backchannel_logout");
  }

  private static String sid(Tokens tokens) {
    String sid = tokens.claims().getString("sid");
    assertNotNull(sid, () -> tokens.claims().encode());
    return sid;
  }

  @Test
  @Plays(value = "oidcc-backchannel-rp-initiated-logout", in = BACK_CHANNEL_LOGOUT)
  @Proves({"BACKCHANNEL-2.2", "BACKCHANNEL-2.4", "BACKCHANNEL-2.5", "RFC8725-3.11"})
  void theBrokerTellsThem() throws Exception {
    for (Examiner client :
        List.of(
            Examiner.third(broker),
            Examiner.registered(
                broker, channel("backchannel", broker.suite().at("/backchannel_logout"))))) {
      Tokens tokens = client.run();
      Page page = logOut(client, tokens);
      URI back = URI.create(LOGGED_OUT + "?state=of-this-logout");
      assertTrue(page.isRedirect() ? page.location().equals(back) : page.links().contains(back));
      Map<String, String> told = broker.suite().received("/backchannel_logout");
      assertEquals(Set.of("logout_token"), told.keySet());
      assertOf(client, tokens, told.get("logout_token"));
      assertLoggedOut(client);
    }
    assertEquals(List.of(), broker.suite().left());
  }

  /** OpenID Connect Back-Channel Logout 1.0 §2.4. */
  private static void assertOf(Examiner client, Tokens tokens, String logoutToken)
      throws ParseException, JOSEException {
    SignedJWT jwt = SignedJWT.parse(logoutToken);
    JWKSet keys =
        JWKSet.parse(Wire.send(HttpRequest.newBuilder(broker.endpoint("jwks_uri"))).body());
    assertEquals("RS256", jwt.getHeader().getAlgorithm().getName());
    assertEquals("logout+jwt", jwt.getHeader().getType().getType());
    assertTrue(
        jwt.verify(new RSASSAVerifier(keys.getKeyByKeyId(jwt.getHeader().getKeyID()).toRSAKey())));
    JsonObject claims = new JsonObject(jwt.getPayload().toString());
    assertEquals(
        Set.of("iss", "sub", "aud", "iat", "exp", "jti", "events", "sid"), claims.fieldNames());
    assertEquals(broker.issuer(), claims.getString("iss"));
    assertEquals(client.id(), claims.getString("aud"));
    assertEquals(tokens.claims().getString("sub"), claims.getString("sub"));
    assertEquals(sid(tokens), claims.getString("sid"));
    assertNotEquals("", claims.getString("jti"));
    assertTrue(claims.getLong("exp") > claims.getLong("iat"));
    assertEquals(
        new JsonObject()
            .put("http://schemas.openid.net/event/backchannel-logout", new JsonObject()),
        claims.getJsonObject("events"));
  }
}
