package io.tributary.broker.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.broker.kit.ClientSigner;
import io.tributary.platform.proof.Proves;
import io.tributary.platform.protocol.RandomToken;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code client secret} beside a running broker: two live secrets while one is exchanged. */
class ClientCommandIT {
  private static World world;

  private final PrintStream out = System.out;
  private final PrintStream err = System.err;
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final ByteArrayOutputStream complained = new ByteArrayOutputStream();
  private final RegistrationCalls calls = new RegistrationCalls(world.broker());

  @BeforeAll
  static void start() {
    world = World.open("", World.UPSTREAMS + World.REST + "registration: { policy: open }\n");
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  @BeforeEach
  void listen() {
    System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(complained, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void restore() {
    System.setOut(out);
    System.setErr(err);
  }

  private JsonObject registered(String method) {
    return calls.register(RegistrationCalls.metadata("token_endpoint_auth_method", method));
  }

  private String run(int status, Map<String, String> variables, String... line) {
    said.reset();
    complained.reset();
    assertEquals(status, world.broker().run(variables, line), complained::toString);
    assertFalse(complained.toString(StandardCharsets.UTF_8).contains("\tat "));
    return said.toString(StandardCharsets.UTF_8);
  }

  private String second(String id) {
    String told = run(0, world.broker().environment(), "client", "secret", id);
    List<String> lines = told.lines().toList();
    String secret = lines.get(lines.size() - 1);
    assertTrue(secret.matches("[A-Za-z0-9_-]{43}"), told);
    return secret;
  }

  /** RFC 7523 §3, with a MAC; what is wrong with the code behind it does not matter here. */
  private static boolean signsWith(String id, String secret) {
    TestApplication application = world.application(id, secret);
    long now = world.clock().instant().getEpochSecond();
    JsonObject claims =
        new JsonObject()
            .put("iss", id)
            .put("sub", id)
            .put("aud", application.issuer())
            .put("jti", RandomToken.bits128())
            .put("iat", now)
            .put("exp", now + 60);
    String assertion = ClientSigner.mac(secret, new JsonObject().put("alg", "HS256"), claims);
    HttpResponse<String> answer =
        application.post(
            application.endpoint("token_endpoint"),
            TestApplication.encoded(
                application.exchangeForm(
                    "unknown-code",
                    "client_assertion_type",
                    Signing.TYPE,
                    "client_assertion",
                    assertion)),
            Map.of());
    String error = new JsonObject(answer.body()).getString("error");
    assertTrue(List.of("invalid_grant", "invalid_client").contains(error), answer::body);
    return error.equals("invalid_grant");
  }

  @Test
  @Proves({"OIDCC-9", "RFC7523-3"})
  void aClientThatSignsWithItsSecretGetsASecondOneToo() {
    JsonObject client = registered("client_secret_jwt");
    String id = client.getString("client_id");
    String first = client.getString("client_secret");
    String second = second(id);
    assertTrue(signsWith(id, first), "the first goes on to work");
    assertTrue(signsWith(id, second));
    assertFalse(signsWith(id, RandomToken.bits256()));
    run(1, world.broker().environment(), "client", "secret", id);
    assertTrue(complained.toString(StandardCharsets.UTF_8).contains("has two secrets"));
    run(0, world.broker().environment(), "client", "secret", id, "--retire");
    assertFalse(signsWith(id, first));
    assertTrue(signsWith(id, second));
  }

  @Test
  void theSecretIsNowhereInTheClear() {
    String id = registered("client_secret_jwt").getString("client_id");
    String second = second(id);
    assertEquals(
        1,
        world
            .broker()
            .count("registered_client WHERE id = $1 AND older_secret_sealed IS NOT NULL", id));
    assertEquals(
        0,
        world
            .broker()
            .count(
                "registered_client c WHERE c::text LIKE '%' || $1 || '%'"
                    + " OR position(convert_to($1, 'UTF8') IN secret_sealed) > 0",
                second));
    assertFalse(world.broker().log().contains(second));
  }

  @Test
  void withoutTheMasterKeyNothingChanges() {
    String id = registered("client_secret_jwt").getString("client_id");
    assertEquals("", run(1, Map.of(), "client", "secret", id));
    assertTrue(complained.toString(StandardCharsets.UTF_8).contains("There is no master key"));
    Map<String, String> other =
        Map.of("TRIBUTARY_MASTER_KEY", "YW5vdGhlciBrZXkgb2YgMzIgYnl0ZXMgbGVuZ3RoISE=");
    assertEquals("", run(1, other, "client", "secret", id));
    assertTrue(complained.toString(StandardCharsets.UTF_8).contains("master key does not open"));
    assertEquals(
        1,
        world.broker().count("registered_client WHERE id = $1 AND older_secret_hash IS NULL", id));
  }

  @Test
  void aClientThatShowsItsSecretNeedsNoMasterKey() {
    String id = registered("client_secret_basic").getString("client_id");
    String told = run(0, Map.of(), "client", "secret", id);
    assertTrue(told.contains("both work"), told);
    assertEquals(
        1, world.broker().count("registered_client WHERE id = $1 AND secret_sealed IS NULL", id));
  }

  @Test
  void aClientWithoutASecretGetsNone() {
    String id = registered("none").getString("client_id");
    run(1, world.broker().environment(), "client", "secret", id);
    assertTrue(complained.toString(StandardCharsets.UTF_8).contains("has no secret"));
  }
}
