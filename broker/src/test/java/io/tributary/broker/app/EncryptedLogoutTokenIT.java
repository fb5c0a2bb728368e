package io.tributary.broker.app;

import static io.tributary.broker.kit.BrokerDatabase.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.crypto.RSADecrypter;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import io.tributary.platform.proof.Proves;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whose id_tokens are encrypted, their logout tokens are too (Back-Channel Logout §2.4, §2.6). */
class EncryptedLogoutTokenIT {
  private static final RSAKey KEY = key();
  private static final String NONE = "{\"keys\":[]}";

  private static Vertx vertx;
  private static LogoutReceiver receiver;
  private static World world;
  private static volatile String published = NONE;

  private final Person person = world.person();

  @BeforeAll
  static void start() {
    vertx = Vertx.vertx();
    receiver = new LogoutReceiver();
    int port =
        await(
                vertx
                    .createHttpServer()
                    .requestHandler(request -> request.response().end(published))
                    .listen(0, "localhost"))
            .actualPort();
    world =
        World.open(
            "",
            World.UPSTREAMS
                + World.REST
                + client("by-value", "jwks: '" + set() + "'")
                + client("remote", "jwks_uri: http://localhost:" + port + "/keys"));
  }

  private static String client(String id, String keys) {
    return """
          - id: %s
            secret: %s-secret
            %s
            redirect_uris: ["http://localhost:1/cb"]
            id_token_encryption: { algorithm: RSA-OAEP-256, method: A256GCM }
            backchannel_logout_uri: "%s"
        """
        .formatted(id, id, keys, receiver.at("/" + id));
  }

  @AfterAll
  static void stop() {
    world.close();
    receiver.close();
    await(vertx.close());
  }

  @BeforeEach
  void clean() {
    receiver.answers(200).forget();
    published = set();
    world.broker().query("UPDATE session SET ended_at = now() WHERE ended_at IS NULL");
    world.broker().query("DELETE FROM logout_delivery");
  }

  private static RSAKey key() {
    try {
      return new RSAKeyGenerator(2048).keyUse(KeyUse.ENCRYPTION).keyID("k1").generate();
    } catch (com.nimbusds.jose.JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String set() {
    return "{\"keys\":[" + KEY.toPublicJWK().toJSONString() + "]}";
  }

  private static String opened(String jwe) throws Exception {
    JWEObject object = JWEObject.parse(jwe);
    object.decrypt(new RSADecrypter(KEY));
    return object.getPayload().toString();
  }

  private JsonObject loggedIn(TestApplication application) throws Exception {
    JsonObject tokens = application.tokens(world.login(person, application).code());
    return TokenCalls.part(opened(tokens.getString("id_token")), 1);
  }

  private void logOut(TestApplication application) {
    io.tributary.platform.http.Page asked =
        person.open(URI.create(application.discovery().getString("end_session_endpoint")));
    person.submit(asked.form().press("logout"));
  }

  @Test
  @Proves({"BACKCHANNEL-2.4", "BACKCHANNEL-2.6"})
  void aLogoutTokenIsEncryptedAsTheIdTokensAre() throws Exception {
    TestApplication application = world.application("by-value", "by-value-secret");
    JsonObject idToken = loggedIn(application);
    logOut(application);
    String token = receiver.await(1).get(0).token();
    JWEObject jwe = JWEObject.parse(token);
    assertEquals("RSA-OAEP-256", jwe.getHeader().getAlgorithm().getName());
    assertEquals("A256GCM", jwe.getHeader().getEncryptionMethod().getName());
    assertEquals("k1", jwe.getHeader().getKeyID());
    assertEquals("JWT", jwe.getHeader().getContentType());
    // §2.4: "it SHOULD replicate the iss claim in the JWT Header Parameters"
    assertEquals(application.issuer(), jwe.getHeader().getIssuer());
    String signed = opened(token);
    assertEquals("logout_token", TokenCalls.part(signed, 0).getString("kind"));
    assertEquals("logout+jwt", TokenCalls.part(signed, 0).getString("typ"));
    for (String same : new String[] {"iss", "sub", "aud", "sid"}) {
      assertEquals(idToken.getValue(same), TokenCalls.part(signed, 1).getValue(same), same);
    }
  }

  /** Never in the clear instead; the client's owner may mend it while we go on trying. */
  @Test
  @Proves("BACKCHANNEL-2.4")
  void withoutAKeyItWaitsAndIsNeverSentInTheClear() throws Exception {
    TestApplication application = world.application("remote", "remote-secret");
    JsonObject idToken = loggedIn(application);
    published = NONE;
    world.clock().advance(Duration.ofMinutes(11));
    logOut(application);
    until("last_status = 'no key' AND state = 'pending'");
    assertEquals(0, receiver.count());
    published = set();
    world.clock().advance(Duration.ofHours(2));
    until("state = 'acknowledged'");
    String signed = opened(receiver.await(1).get(0).token());
    assertEquals(idToken.getString("sid"), TokenCalls.part(signed, 1).getString("sid"));
    assertFalse(world.broker().log().contains(signed));
  }

  private static void until(String condition) {
    for (int i = 0; i < 600; i++) {
      if (world.broker().count("logout_delivery WHERE " + condition) == 1) {
        return;
      }
      RunningBroker.pause();
    }
    throw new AssertionError("never " + condition);
  }
}
