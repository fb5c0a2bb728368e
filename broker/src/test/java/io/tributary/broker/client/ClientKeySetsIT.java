package io.tributary.broker.client;

import static io.tributary.broker.kit.BrokerDatabase.await;
import static io.tributary.broker.kit.BrokerDatabase.failure;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.jwk.JWK;
import io.tributary.broker.client.ClientKeySets.KeysUnavailable;
import io.tributary.broker.kit.ClientFixture;
import io.tributary.broker.kit.ClientSigner;
import io.tributary.broker.kit.TestClock;
import io.tributary.platform.outbound.Addresses;
import io.tributary.platform.outbound.OutboundClient;
import io.tributary.platform.outbound.OutboundPolicy;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Keys that a client publishes: fetched over real HTTP, seldom, and never from where it may not.
 */
class ClientKeySetsIT {
  private static final ClientSigner OLD = ClientSigner.named("old");
  private static final ClientSigner NEW = ClientSigner.named("new");

  private final Vertx vertx = Vertx.vertx();
  private final TestClock clock = new TestClock();
  private final AtomicInteger fetches = new AtomicInteger();
  private volatile Consumer<HttpServerResponse> answer;
  private ClientKeySets keySets;
  private URI uri;

  @BeforeEach
  void start() {
    publishes(OLD.jwks());
    int port =
        await(
                vertx
                    .createHttpServer()
                    .requestHandler(
                        request -> {
                          fetches.incrementAndGet();
                          answer.accept(request.response());
                        })
                    .listen(0, "127.0.0.1"))
            .actualPort();
    uri = URI.create("http://localhost:" + port + "/jwks");
    keySets = new ClientKeySets(vertx, outbound(Addresses.CONFIGURED), outbound(NAMED), clock);
  }

  /** What a public provider with a loopback test client would have. */
  private static final Addresses NAMED = Addresses.PUBLIC_ONLY;

  private OutboundClient outbound(Addresses addresses) {
    return OutboundClient.create(vertx, OutboundPolicy.forClients(addresses));
  }

  @AfterEach
  void stop() {
    await(vertx.close());
  }

  private void publishes(JsonObject set) {
    answer = response -> response.end(set.encode());
  }

  private void fails() {
    answer = response -> response.setStatusCode(503).end();
  }

  private Client client(String id) {
    return client(id, new ClientKeys(Optional.empty(), Optional.of(uri)));
  }

  private static Client client(String id, ClientKeys keys) {
    return ClientFixture.client(id)
        .authentication(
            new ClientAuthentication(
                Set.of(AuthenticationMethod.PRIVATE_KEY_JWT), List.of(), keys, Optional.empty()))
        .build();
  }

  private static Client registered(Client client) {
    return new Client(
        client.id(),
        client.name(),
        true,
        client.authentication(),
        client.redirectUris(),
        client.issuers(),
        client.requests(),
        client.tokens(),
        client.release(),
        client.logout(),
        client.pages());
  }

  private Optional<String> found(Client client, String kid) {
    return await(keySets.verifying(client, ClientAlgorithm.ES256, Optional.of(kid)))
        .map(JWK::getKeyID);
  }

  @Test
  void aSetIsFetchedOnceHoweverManyAsk() {
    List<Future<List<JWK>>> asked = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      asked.add(keySets.keys(client("a")));
    }
    asked.forEach(keys -> assertEquals(3, await(keys).size()));
    assertEquals(Optional.of("ec-old"), found(client("a"), "ec-old"));
    assertEquals(1, fetches.get());
    clock.forward(Duration.ofMinutes(11));
    found(client("a"), "ec-old");
    assertEquals(2, fetches.get());
  }

  /** OpenID Connect Core §10.1.1: rotation is noticed by an unknown key id. */
  @Test
  void anUnknownIdIsLookedForAtTheClient() {
    assertEquals(Optional.of("ec-old"), found(client("a"), "ec-old"));
    publishes(NEW.jwks());
    assertEquals(Optional.of("ec-new"), found(client("a"), "ec-new"));
    assertEquals(2, fetches.get());
    // The client took the old one away.
    assertEquals(Optional.empty(), found(client("a"), "ec-old"));
  }

  @Test
  void strangersCannotMakeUsFetchAllTheTime() {
    for (int i = 0; i < 100; i++) {
      assertEquals(Optional.empty(), found(client("a"), "guess-" + i));
    }
    assertEquals(1 + FetchedKeys.BURST, fetches.get());
    // Each client has a bucket of its own.
    found(client("b"), "guess");
    assertEquals(3 + FetchedKeys.BURST, fetches.get());
    clock.forward(Duration.ofSeconds(31));
    found(client("a"), "guess");
    found(client("a"), "guess");
    assertEquals(4 + FetchedKeys.BURST, fetches.get());
  }

  @Test
  void theLastGoodSetIsServedForADay() {
    assertEquals(Optional.of("ec-old"), found(client("a"), "ec-old"));
    fails();
    clock.forward(Duration.ofMinutes(11));
    assertEquals(Optional.of("ec-old"), found(client("a"), "ec-old"));
    for (int i = 0; i < 50; i++) {
      found(client("a"), "ec-old");
    }
    assertTrue(fetches.get() <= 2 + FetchedKeys.BURST, "a dead client is asked again and again");
    clock.forward(Duration.ofHours(24));
    assertInstanceOf(
        KeysUnavailable.class,
        failure(keySets.verifying(client("a"), ClientAlgorithm.ES256, Optional.of("ec-old"))));
    publishes(OLD.jwks());
    clock.forward(Duration.ofMinutes(1));
    assertEquals(Optional.of("ec-old"), found(client("a"), "ec-old"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"redirect", "large", "html", "list", "empty", "error", "twice"})
  void whatIsNoKeySetIsNotBelieved(String what) {
    String large = OLD.jwks().put("x", "y".repeat(70_000)).encode();
    answer =
        response -> {
          switch (what) {
            case "redirect" -> response.setStatusCode(302).putHeader("location", "/jwks").end();
            case "large" -> response.end(large);
            case "html" -> response.end("<html>");
            case "list" -> response.end("[]");
            case "empty" -> response.end();
            case "error" -> response.setStatusCode(404).end(OLD.jwks().encode());
            default -> response.end("{\"keys\":[],\"keys\":[]}");
          }
        };
    Throwable refused = failure(keySets.keys(client("a")));
    assertInstanceOf(KeysUnavailable.class, refused);
    assertFalse(refused.getMessage().contains("html"), refused.getMessage());
    assertEquals(1, fetches.get());
  }

  /** RFC 7517 §5: keys that are not understood, or that nobody should use, are left out. */
  @Test
  void badKeysAreLeftOutAndTheGoodOneStays() {
    publishes(
        ClientSigner.set(
            NEW.privateEc(), // whoever read the set can sign
            new JsonObject().put("kty", "oct").put("k", "AAAA").put("kid", "mac"),
            new JsonObject().put("kty", "EC").put("crv", "P-256").put("x", "AA").put("y", "AA"),
            OLD.ec().put("crv", "secp256k1").put("kid", "other-curve"),
            new JsonObject().put("kty", "RSA").put("n", "AQAB").put("e", "AQAB"), // 17 bits
            OLD.rsa().put("e", "AQ"), // exponent 1: every signature would verify
            OLD.edwards().put("x", "AA"),
            new JsonObject().put("kty", "future"),
            new JsonObject(),
            "text",
            7,
            OLD.ec()));
    assertEquals(
        List.of("ec-old"), await(keySets.keys(client("a"))).stream().map(JWK::getKeyID).toList());
  }

  /** RFC 7517 §4.2 to §4.4; without an id only a key that cannot be mistaken. */
  @Test
  void aKeyIsForWhatItSays() {
    publishes(
        ClientSigner.set(
            OLD.ec().put("use", "enc"),
            NEW.ec().put("use", "sig").put("kid", "twice"),
            OLD.ec().put("kid", "twice"),
            NEW.rsa().put("alg", "PS256"),
            NEW.rsa().put("kid", "rsa-enc").put("use", "enc"),
            NEW.edwards().put("key_ops", List.of("sign"))));
    Client client = client("a");
    assertEquals(Optional.empty(), found(client, "ec-old"));
    assertEquals(Optional.empty(), found(client, "twice"));
    assertEquals(Optional.empty(), verifying(client, ClientAlgorithm.RS256, "rsa-new"));
    assertEquals(Optional.of("rsa-new"), verifying(client, ClientAlgorithm.PS256, "rsa-new"));
    assertEquals(Optional.empty(), verifying(client, ClientAlgorithm.PS256, "rsa-enc"));
    assertEquals(Optional.empty(), verifying(client, ClientAlgorithm.EDDSA, "ed-new"));
    assertEquals(Optional.empty(), verifying(client, ClientAlgorithm.ES256, null));
    assertEquals(Optional.of("rsa-new"), verifying(client, ClientAlgorithm.PS256, null));
    assertEquals("rsa-enc", encrypting(client, "RSA-OAEP-256").orElseThrow());
    assertEquals("ec-old", encrypting(client, "ECDH-ES").orElseThrow());
    assertEquals("ec-old", encrypting(client, "ECDH-ES+A256KW").orElseThrow());
  }

  private Optional<String> verifying(Client client, ClientAlgorithm algorithm, String kid) {
    return await(keySets.verifying(client, algorithm, Optional.ofNullable(kid))).map(JWK::getKeyID);
  }

  private Optional<String> encrypting(Client client, String algorithm) {
    return await(keySets.encrypting(client, algorithm)).map(JWK::getKeyID);
  }

  /** A client that registered itself cannot make us call this machine; the operator can. */
  @Test
  void addressesThatClientsNameAreChecked() {
    assertInstanceOf(
        KeysUnavailable.class, failure(keySets.keys(registered(client("registered")))));
    assertEquals(0, fetches.get());
    ClientKeySets allowing =
        new ClientKeySets(
            vertx,
            outbound(Addresses.PUBLIC_ONLY),
            outbound(Addresses.publicAnd(List.of("localhost"), true)),
            clock);
    assertEquals(3, await(allowing.keys(registered(client("registered")))).size());
    assertInstanceOf(KeysUnavailable.class, failure(allowing.keys(client("configured"))));
  }

  @Test
  void aNewAddressOfAClientIsANewSet() {
    assertEquals(3, await(keySets.keys(client("a"))).size());
    URI other = URI.create(uri + "2");
    Client moved = client("a", new ClientKeys(Optional.empty(), Optional.of(other)));
    publishes(NEW.jwks());
    assertEquals(Optional.of("ec-new"), found(moved, "ec-new"));
    assertEquals(2, fetches.get());
  }

  @Test
  void aRegisteredSetIsReadAsItStands() {
    Client client = client("a", new ClientKeys(Optional.of(OLD.jwks().encode()), Optional.empty()));
    assertEquals(Optional.of("ec-old"), found(client, "ec-old"));
    assertEquals(Optional.empty(), found(client, "ec-new"));
    assertEquals(0, fetches.get());
    assertEquals(List.of(), await(keySets.keys(client("b", ClientKeys.NONE))));
  }

  @Test
  void whatMayBeRegistered() {
    assertEquals(Optional.empty(), KeySetDocument.problem(OLD.jwks().encode()));
    for (String refused :
        List.of(
            "",
            "{}",
            "[]",
            "{\"keys\":{}}",
            "{\"keys\":[]}",
            "{\"keys\":[7]}",
            ClientSigner.set(OLD.ec(), NEW.privateEc()).encode(),
            ClientSigner.set(OLD.ec(), new JsonObject().put("kty", "oct")).encode(),
            OLD.jwks().put("x", "y".repeat(70_000)).encode())) {
      assertTrue(KeySetDocument.problem(refused).isPresent(), refused);
    }
  }
}
