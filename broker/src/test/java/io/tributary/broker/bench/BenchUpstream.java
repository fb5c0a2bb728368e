package io.tributary.broker.bench;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import io.tributary.platform.protocol.Pkce;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * An OpenID Provider that is quick rather than complete, on loopback: whoever comes is logged in as
 * the next of {@link People}. A code carries what it stands for, so that nothing is kept. What a
 * strict provider would refuse (foreign redirect URI, wrong secret, wrong verifier) it refuses too:
 * a broker that skips a step measures nothing.
 */
final class BenchUpstream {
  static final String CLIENT = "bench";
  private static final String PATH = "/oauth2/default";

  private final Vertx vertx;
  private final RSAKey key;
  private final UpstreamTokens tokens;
  private final Set<String> redirects = ConcurrentHashMap.newKeySet();
  private final People people;
  private volatile int port;
  private volatile long delayMillis;

  private BenchUpstream(Vertx vertx, RSAKey key, People people) {
    this.vertx = vertx;
    this.key = key;
    this.people = people;
    this.tokens = new UpstreamTokens(key);
  }

  /**
   * On every loop of the driver, so that no signature of its own waits for another one.
   *
   * @param number of the upstream in this driver, from 1: servers of Vert.x that ask for the port
   *     {@code -number} share a free one
   */
  static Future<BenchUpstream> start(Vertx vertx, Loops loops, People people, int number) {
    BenchUpstream upstream;
    try {
      upstream =
          new BenchUpstream(
              vertx,
              new RSAKeyGenerator(2048)
                  .keyID("bench")
                  .keyUse(KeyUse.SIGNATURE)
                  .algorithm(JWSAlgorithm.RS256)
                  .generate(),
              people);
    } catch (JOSEException e) {
      return Future.failedFuture(e);
    }
    return upstream
        .listen(loops, 0, -number)
        .compose(
            first -> {
              upstream.port = first.actualPort();
              List<Future<HttpServer>> others = new ArrayList<>();
              for (int loop = 1; loop < Loops.COUNT; loop++) {
                others.add(upstream.listen(loops, loop, -number));
              }
              return Future.all(others).map(all -> upstream);
            });
  }

  private Future<HttpServer> listen(Loops loops, int loop, int at) {
    return loops.on(
        loop, () -> vertx.createHttpServer().requestHandler(this::handle).listen(at, "127.0.0.1"));
  }

  String issuer() {
    return "http://localhost:" + port + PATH;
  }

  /** Lets a broker's callback in. */
  void allow(String redirectUri) {
    redirects.add(redirectUri);
  }

  /** From now on its token endpoint answers that much later; 0 is at once. */
  void slow(long milliseconds) {
    delayMillis = milliseconds;
  }

  private void handle(HttpServerRequest request) {
    String operation =
        request.path().startsWith(PATH) ? request.path().substring(PATH.length()) : "";
    switch (operation) {
      case "/.well-known/openid-configuration" -> json(request, metadata());
      case "/keys" -> json(request, new JsonObject(new JWKSet(key).toString(true)));
      case "/authorize" -> authorize(request);
      case "/token" -> token(request);
      case "/userinfo" -> userinfo(request);
      default -> refuse(request, "no such endpoint");
    }
  }

  private JsonObject metadata() {
    return new JsonObject()
        .put("issuer", issuer())
        .put("authorization_endpoint", issuer() + "/authorize")
        .put("token_endpoint", issuer() + "/token")
        .put("userinfo_endpoint", issuer() + "/userinfo")
        .put("jwks_uri", issuer() + "/keys")
        .put("response_types_supported", new JsonArray().add("code"))
        .put("subject_types_supported", new JsonArray().add("public"))
        .put("id_token_signing_alg_values_supported", new JsonArray().add("RS256"))
        .put("code_challenge_methods_supported", new JsonArray().add("S256"))
        .put(
            "token_endpoint_auth_methods_supported",
            new JsonArray().add("client_secret_basic").add("client_secret_post"));
  }

  private void authorize(HttpServerRequest request) {
    String redirect = request.getParam("redirect_uri");
    if (redirect == null || !redirects.contains(redirect)) {
      refuse(request, "redirect_uri");
      return;
    }
    JsonObject code =
        new JsonObject()
            .put("person", people.next())
            .put("redirect", redirect)
            .put("nonce", request.getParam("nonce"))
            .put("challenge", request.getParam("code_challenge"));
    String state = request.getParam("state");
    request
        .response()
        .setStatusCode(302)
        .putHeader(
            "location",
            redirect
                + (redirect.contains("?") ? "&" : "?")
                + "code="
                + Base64.getUrlEncoder().withoutPadding().encodeToString(code.toBuffer().getBytes())
                + (state == null ? "" : "&state=" + encoded(state)))
        .end();
  }

  private void token(HttpServerRequest request) {
    request
        .setExpectMultipart(true)
        .end()
        .onSuccess(
            read -> {
              try {
                JsonObject answer = exchanged(request);
                long wait = delayMillis;
                if (wait == 0) {
                  json(request, answer);
                } else {
                  vertx.setTimer(wait, late -> json(request, answer));
                }
              } catch (JOSEException | RuntimeException refused) {
                refuse(request, String.valueOf(refused.getMessage()));
              }
            });
  }

  private JsonObject exchanged(HttpServerRequest request) throws JOSEException {
    JsonObject code =
        new JsonObject(
            new String(
                Base64.getUrlDecoder().decode(request.getFormAttribute("code")),
                StandardCharsets.UTF_8));
    require(code.getString("redirect").equals(request.getFormAttribute("redirect_uri")), "uri");
    String basic =
        Base64.getEncoder()
            .encodeToString(
                (CLIENT + ":" + BenchClient.SECRET).getBytes(StandardCharsets.US_ASCII));
    require(
        BenchClient.SECRET.equals(request.getFormAttribute("client_secret"))
            || ("Basic " + basic).equals(request.getHeader("authorization")),
        "client");
    String challenge = code.getString("challenge");
    require(
        challenge == null
            || Pkce.challenge(request.getFormAttribute("code_verifier")).equals(challenge),
        "code_verifier");
    return tokens.answer(issuer(), code.getString("person"), code.getString("nonce"));
  }

  private static void userinfo(HttpServerRequest request) {
    String authorization = request.getHeader("authorization");
    if (authorization == null || !authorization.startsWith(UpstreamTokens.BEARER)) {
      request.response().setStatusCode(401).end();
      return;
    }
    json(
        request,
        new JsonObject(People.claims(authorization.substring(UpstreamTokens.BEARER.length()))));
  }

  private static void require(boolean condition, String what) {
    if (!condition) {
      throw new IllegalArgumentException("wrong " + what);
    }
  }

  private static void json(HttpServerRequest request, JsonObject document) {
    request.response().putHeader("content-type", "application/json").end(document.toBuffer());
  }

  private static void refuse(HttpServerRequest request, String why) {
    request.response().setStatusCode(400).end("The upstream refuses: " + why);
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
