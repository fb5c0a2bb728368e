package io.tributary.broker.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jwt.SignedJWT;
import io.tributary.platform.protocol.Pkce;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** It is quick, but whoever skips a step gets nothing from it. */
class BenchUpstreamIT {
  private static final String CALLBACK = "http://localhost:1/callback";
  private static final String VERIFIER = "v".repeat(43);

  private final Vertx vertx = Vertx.vertx();
  private final People people = new People();
  private final HttpClient client = HttpClient.newHttpClient();
  private BenchUpstream upstream;

  @BeforeEach
  void start() throws Exception {
    Loops loops = Stage.await(Loops.of(vertx));
    upstream = Stage.await(BenchUpstream.start(vertx, loops, people, 1));
    upstream.allow(CALLBACK);
  }

  @AfterEach
  void stop() throws Exception {
    Stage.await(vertx.close());
  }

  @Test
  void aLoginGivesTokensOfThePersonAndTheNonce() throws Exception {
    HttpResponse<String> answer = exchange(code(), BenchClient.SECRET, VERIFIER, CALLBACK);
    assertEquals(200, answer.statusCode(), answer.body());
    SignedJWT idToken = SignedJWT.parse(new JsonObject(answer.body()).getString("id_token"));
    assertEquals(upstream.issuer(), idToken.getJWTClaimsSet().getIssuer());
    assertEquals(List.of(BenchUpstream.CLIENT), idToken.getJWTClaimsSet().getAudience());
    assertEquals("n", idToken.getJWTClaimsSet().getStringClaim("nonce"));
    assertTrue(idToken.getJWTClaimsSet().getSubject().startsWith("00uperson"));
  }

  @Test
  void aForeignRedirectIsRefused() throws Exception {
    assertEquals(400, authorize("http://localhost:1/other").statusCode());
  }

  @Test
  void aWrongSecretVerifierOrRedirectGivesNoToken() throws Exception {
    assertEquals(400, exchange(code(), "wrong", VERIFIER, CALLBACK).statusCode());
    String other = "w".repeat(43);
    assertEquals(400, exchange(code(), BenchClient.SECRET, other, CALLBACK).statusCode());
    assertEquals(400, exchange(code(), BenchClient.SECRET, VERIFIER, "http://x").statusCode());
    assertEquals(400, exchange("invented", BenchClient.SECRET, VERIFIER, CALLBACK).statusCode());
  }

  @Test
  void userinfoWantsTheToken() throws Exception {
    HttpResponse<String> answer =
        client.send(
            HttpRequest.newBuilder(URI.create(upstream.issuer() + "/userinfo")).build(),
            HttpResponse.BodyHandlers.ofString());
    assertEquals(401, answer.statusCode());
  }

  @Test
  void twoUpstreamsOfOneDriverHaveTwoAddresses() throws Exception {
    Loops loops = Stage.await(Loops.of(vertx));
    BenchUpstream second = Stage.await(BenchUpstream.start(vertx, loops, people, 2));
    assertNotEquals(upstream.issuer(), second.issuer());
  }

  @Test
  void strangersAreNeverTheSame() {
    people.nobodyTwice(true);
    assertEquals(1000, Stream.generate(people::next).limit(1000).distinct().count());
    people.nobodyTwice(false);
    assertEquals(People.COUNT, Stream.generate(people::next).limit(1000).distinct().count());
  }

  private String code() throws Exception {
    String location = authorize(CALLBACK).headers().firstValue("location").orElseThrow();
    assertTrue(location.endsWith("&state=s"), location);
    return location.substring(location.indexOf("code=") + 5, location.indexOf("&state="));
  }

  private HttpResponse<String> authorize(String redirect) throws Exception {
    String query =
        "?state=s&nonce=n&code_challenge="
            + Pkce.challenge(VERIFIER)
            + "&redirect_uri="
            + URLEncoder.encode(redirect, StandardCharsets.UTF_8);
    return client.send(
        HttpRequest.newBuilder(URI.create(upstream.issuer() + "/authorize" + query)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> exchange(
      String code, String secret, String verifier, String redirect) throws Exception {
    String form =
        "grant_type=authorization_code&code="
            + code
            + "&client_id="
            + BenchUpstream.CLIENT
            + "&client_secret="
            + secret
            + "&code_verifier="
            + verifier
            + "&redirect_uri="
            + URLEncoder.encode(redirect, StandardCharsets.UTF_8);
    return client.send(
        HttpRequest.newBuilder(URI.create(upstream.issuer() + "/token"))
            .header("content-type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }
}
