package io.tributary.broker.app;

import static io.tributary.broker.kit.BrokerDatabase.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import io.tributary.broker.kit.SignedByClient;
import io.tributary.platform.http.Page;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests as a JWT of the client, over HTTP (OpenID Connect Core §6, RFC 9101). */
class RequestObjectIT {
  private static final AtomicInteger FETCHES = new AtomicInteger();

  private static World world;
  private static RSAKey key;
  private static HttpServer files;
  private static TestApplication app;
  private static volatile Answer answer;

  private final Person person = world.person();

  private record Answer(int status, String type, String body) {}

  @BeforeAll
  static void start() throws Exception {
    key = new RSAKeyGenerator(2048).keyID("k").generate();
    int port = RunningBroker.freePort();
    world =
        World.open(
            "",
            World.UPSTREAMS
                + World.REST
                + """
                  - id: objects
                    secret: objects-secret
                    jwks: '%s'
                    request_uris: ["http://localhost:%d/ro"]
                    redirect_uris: ["http://localhost:1/cb", "http://localhost:1/second"]
                """
                    .formatted("{\"keys\":[" + key.toPublicJWK().toJSONString() + "]}", port));
    app = world.application("objects", "objects-secret");
    files =
        await(
            world
                .vertx()
                .createHttpServer()
                .requestHandler(
                    request -> {
                      FETCHES.incrementAndGet();
                      request
                          .response()
                          .setStatusCode(answer.status())
                          .putHeader("content-type", answer.type())
                          .putHeader("location", "http://localhost:" + port + "/ro")
                          .end(answer.body());
                    })
                .listen(port, "localhost"));
  }

  @AfterAll
  static void stop() {
    await(files.close());
    world.close();
  }

  /** What was fetched is kept for half a minute. */
  @BeforeEach
  void later() {
    world.clock().advance(Duration.ofMinutes(1));
    FETCHES.set(0);
  }

  private static String reference(String path) {
    return "http://localhost:" + files.actualPort() + path;
  }

  private static JsonObject claims() {
    JsonObject claims = new JsonObject();
    app.request().forEach(claims::put);
    return claims.put("iss", app.id()).put("aud", app.issuer()).put("state", "inside");
  }

  private static String signed(JsonObject claims) {
    return SignedByClient.rs256(claims, key, "JWT");
  }

  @Test
  void byValue() {
    Arrival arrival = world.login(person, app, "state", null, "request", signed(claims()));
    assertEquals("inside", arrival.get("state"));
    app.tokens(arrival.code());
  }

  @Test
  void explicitlyTypedWithNothingBesideIt() {
    String object =
        SignedByClient.rs256(claims().put("idp_hint", "okta"), key, "oauth-authz-req+jwt");
    Arrival arrival =
        Person.arrival(
            person.open(
                app.authorize(
                    "request",
                    object,
                    "redirect_uri",
                    null,
                    "state",
                    "changed",
                    "nonce",
                    "changed",
                    "scope",
                    null,
                    "response_type",
                    null)));
    assertEquals("inside", arrival.get("state"));
    JsonObject tokens = app.tokens(arrival.code());
    assertEquals(app.nonce(), LoginIT.payload(tokens.getString("id_token")).getString("nonce"));
  }

  /** The suite's oidcc-ensure-request-object-with-redirect-uri. */
  @Test
  void theReturnAddressInsideCounts() {
    Arrival arrival =
        world.login(
            person,
            app,
            "redirect_uri",
            "http://localhost:1/cb/wrong",
            "request",
            signed(claims()));
    assertEquals("/cb", arrival.uri().getPath());
    assertTrue(!arrival.code().isEmpty());
  }

  @Test
  void anUnregisteredReturnAddressInsideGoesNowhere() {
    Page page =
        person.open(
            app.authorize(
                "request", signed(claims().put("redirect_uri", "http://localhost:1/evil"))));
    Person.assertFailurePage(page, 400, "invalid_request", world.broker().log());
  }

  @Test
  void aBadOneIsToldWhereTheQueryIsTrusted() {
    RSAKey other = strangers();
    Page told = person.open(app.authorize("request", SignedByClient.rs256(claims(), other, "JWT")));
    Arrival arrival = Person.arrival(told).error("invalid_request_object");
    assertEquals(app.state(), arrival.get("state"));
    Page untold =
        person.open(
            app.authorize(
                "redirect_uri", null, "request", SignedByClient.rs256(claims(), other, "JWT")));
    Person.assertFailurePage(untold, 400, "invalid_request_object", world.broker().log());
  }

  private static RSAKey strangers() {
    try {
      return new RSAKeyGenerator(2048).keyID("k").generate();
    } catch (com.nimbusds.jose.JOSEException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Test
  void unsignedOnesAreNotSupported() {
    String object = SignedByClient.unsigned(claims());
    Person.arrival(person.open(app.authorize("request", object))).error("request_not_supported");
    answer = new Answer(200, "application/jwt", object);
    Person.arrival(person.open(app.authorize("request_uri", reference("/ro"))))
        .error("request_uri_not_supported");
  }

  /** The suite's oidcc-request-uri-signed-rs256: the fragment is no hash of the content there. */
  @ParameterizedTest
  @ValueSource(strings = {"/ro", "/ro#", "/ro#47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU"})
  void byReference(String path) {
    answer = new Answer(200, "application/jwt", signed(claims()));
    Arrival arrival = world.login(person, app, "state", null, "request_uri", reference(path));
    assertEquals("inside", arrival.get("state"));
    app.tokens(arrival.code());
    assertEquals(1, FETCHES.get());
  }

  @Test
  void whatWasFetchedIsKeptForAMoment() {
    answer = new Answer(404, "text/plain", "");
    for (int i = 0; i < 5; i++) {
      Person.arrival(person.open(app.authorize("request_uri", reference("/ro"))))
          .error("invalid_request_uri");
    }
    assertEquals(1, FETCHES.get());
    world.clock().advance(Duration.ofSeconds(31));
    answer = new Answer(200, "text/plain; charset=utf-8", signed(claims()) + "\n");
    world.login(person, app, "state", null, "request_uri", reference("/ro")).code();
    assertEquals(2, FETCHES.get());
  }

  /** Anybody may write a fragment: it is no way to make us call the application all the time. */
  @Test
  void newFragmentsMakeUsFetchAFewTimesOnly() {
    answer = new Answer(404, "text/plain", "");
    for (int i = 0; i < 30; i++) {
      Person.arrival(person.open(app.authorize("request_uri", reference("/ro#" + i))))
          .error("invalid_request_uri");
    }
    assertEquals(6, FETCHES.get());
    world.clock().advance(Duration.ofSeconds(1));
    answer = new Answer(200, "application/jwt", signed(claims()));
    world.login(person, app, "state", null, "request_uri", reference("/ro#changed")).code();
    assertEquals(7, FETCHES.get());
  }

  @ParameterizedTest
  @ValueSource(ints = {201, 204, 301, 302, 307, 404, 500})
  void onlyAPlainAnswerIsOne(int status) {
    answer = new Answer(status, "application/jwt", status == 204 ? "" : signed(claims()));
    Person.arrival(person.open(app.authorize("request_uri", reference("/ro"))))
        .error("invalid_request_uri");
    assertEquals(1, FETCHES.get());
  }

  @Test
  void tooMuchIsNotRead() {
    answer = new Answer(200, "application/jwt", "x".repeat(64 * 1024 + 1));
    Person.arrival(person.open(app.authorize("request_uri", reference("/ro"))))
        .error("invalid_request_uri");
  }

  /** Nobody makes us call an address that the client did not register. */
  @ParameterizedTest
  @CsvSource({
    "/ro?x=1",
    "/ro/",
    "/RO",
    "//ro",
    "/other",
    "/ro%23",
    "@localhost/ro",
  })
  void anUnregisteredReferenceIsNotFetched(String path) {
    answer = new Answer(200, "application/jwt", signed(claims()));
    Person.arrival(person.open(app.authorize("request_uri", reference(path))))
        .error("invalid_request_uri");
    assertEquals(0, FETCHES.get());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "urn:ietf:params:oauth:request_uri:abc",
        "file:///etc/passwd",
        "http://169.254.169.254/latest",
        "x",
        "https://"
      })
  void otherReferencesAreRefused(String uri) {
    Person.arrival(person.open(app.authorize("request_uri", uri))).error("invalid_request_uri");
    assertEquals(0, FETCHES.get());
  }

  @Test
  void anotherClientsReferenceIsNotRegistered() {
    TestApplication inventory = world.inventory();
    Person.arrival(person.open(inventory.authorize("request_uri", reference("/ro"))))
        .error("invalid_request_uri");
    assertEquals(0, FETCHES.get());
  }

  @Test
  void refusedRequestsAreCounted() {
    double before = counted("invalid_request_object");
    Person.arrival(person.open(app.authorize("request", "x"))).error("invalid_request_object");
    assertEquals(before + 1, counted("invalid_request_object"));
    before = counted("invalid_request");
    Person.arrival(person.open(app.authorize("prompt", "never"))).error("invalid_request");
    assertEquals(before + 1, counted("invalid_request"));
  }

  private static double counted(String error) {
    String line =
        world
            .broker()
            .metric("broker_logins_total", "\"objects\"", "\"" + error + "\"", "\"failure\"");
    return line.equals("absent") ? 0 : Double.parseDouble(line.substring(line.lastIndexOf(' ')));
  }
}
