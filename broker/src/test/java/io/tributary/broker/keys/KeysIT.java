package io.tributary.broker.keys;

import static io.tributary.broker.keys.KeysFixture.await;
import static io.tributary.broker.keys.KeysFixture.failure;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import io.tributary.broker.app.Broker;
import io.tributary.platform.db.Database;
import io.tributary.platform.db.Statement;
import io.tributary.platform.db.TestDatabase;
import io.tributary.platform.ops.StartupException;
import io.tributary.platform.protocol.JwtKind;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KeysIT {
  private static final String ISSUER = "https://broker.example";
  private static final byte[] PLAIN = "plain".getBytes(StandardCharsets.UTF_8);

  private Vertx vertx;
  private Database database;

  @BeforeEach
  void open() {
    vertx = Vertx.vertx();
    database = await(TestDatabase.open(vertx, Broker.SCHEMA));
  }

  @AfterEach
  void close() {
    await(database.close());
    await(vertx.close());
  }

  private SealingKeys node(int master) {
    return await(KeysFixture.sealing(database, KeysFixture.master(master)));
  }

  private RowSet<Row> sql(String sql, Object... parameters) {
    return await(
        database.durable().run(new Statement("test", sql), Tuple.from(List.of(parameters))));
  }

  private List<String> sealingIds() {
    List<String> ids = new ArrayList<>();
    sql("SELECT id FROM sealing_key ORDER BY id").forEach(row -> ids.add(row.getString(0)));
    return ids;
  }

  @Test
  void nodesThatStartTogetherShareTheirKeys() {
    List<Future<SealingKeys>> starts = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      starts.add(KeysFixture.sealing(database, KeysFixture.master(1)));
    }
    List<SealingKeys> nodes = starts.stream().map(KeysFixture::await).toList();
    assertEquals(3, sealingIds().size(), "one key of each purpose");

    byte[] cookie = nodes.get(0).forCookies(ISSUER, "attempt").seal(PLAIN, "a");
    byte[] rest = nodes.get(1).atRest(ISSUER, "identity").seal(PLAIN, "a");
    String tag = nodes.get(2).mac(ISSUER, "csrf").tag("s");
    String id = nodes.get(3).stableIds(ISSUER, "sid").of("s", "c");
    for (SealingKeys node : nodes) {
      assertArrayEquals(PLAIN, node.forCookies(ISSUER, "attempt").open(cookie, "a"));
      assertArrayEquals(PLAIN, node.atRest(ISSUER, "identity").open(rest, "a"));
      assertTrue(node.mac(ISSUER, "csrf").verify(tag, "s"));
      assertEquals(id, node.stableIds(ISSUER, "sid").of("s", "c"));
    }
    assertNotEquals(id, nodes.get(0).stableIds(ISSUER, "pairwise").of("s", "c"));
    assertNotEquals(id, nodes.get(0).stableIds(ISSUER + "/x", "sid").of("s", "c"));
    assertNotEquals(id, nodes.get(0).stableIds(ISSUER, "sid").of("sc"));
  }

  @Test
  void cookieAndRestKeysAreApart() {
    SealingKeys keys = node(1);
    byte[] cookie = keys.forCookies(ISSUER, "x").seal(PLAIN, "a");
    assertThrows(Sealer.SealBroken.class, () -> keys.atRest(ISSUER, "x").open(cookie, "a"));
  }

  @Test
  void aWrongMasterKeyIsOneSentenceAndChangesNothing() {
    node(1);
    List<String> before = sealingIds();
    // Tomorrow's key is due, so that a start has something to add.
    Throwable refused = failure(KeysFixture.sealing(database, KeysFixture.master(2)));
    assertInstanceOf(StartupException.class, refused);
    assertTrue(refused.getMessage().contains("master key"), refused.getMessage());
    assertEquals(before, sealingIds());
    node(1);
  }

  @Test
  void twoMasterKeysAtTheFirstStartLeaveOneWhole() {
    List<Future<SealingKeys>> starts = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      starts.add(KeysFixture.sealing(database, KeysFixture.master(1 + i % 2)));
    }
    List<Boolean> started =
        starts.stream()
            .map(start -> await(start.transform(r -> Future.succeededFuture(r.succeeded()))))
            .toList();
    assertEquals(5, started.stream().filter(Boolean::booleanValue).count(), started.toString());
    assertEquals(started.get(0), started.get(2), "all with the same key fare the same");
  }

  @Test
  void rotatesDailyAheadOfTimeAndForgets() {
    SealingKeys keys = node(1);
    byte[] first = keys.forCookies(ISSUER, "x").seal(PLAIN, "a");
    await(keys.refresh());
    await(keys.refresh());
    assertEquals(4, sealingIds().size(), "tomorrow's key, once");
    byte[] stillFirst = keys.forCookies(ISSUER, "x").seal(PLAIN, "a");
    assertArrayEquals(SealedForm.keyId(first), SealedForm.keyId(stillFirst));

    sql("UPDATE sealing_key SET usable_from = now() - interval '2 hours' WHERE period = 0");
    sql("UPDATE sealing_key SET usable_from = now() - interval '1 hour' WHERE period > 0");
    await(keys.refresh());
    byte[] second = keys.forCookies(ISSUER, "x").seal(PLAIN, "a");
    assertFalse(java.util.Arrays.equals(SealedForm.keyId(first), SealedForm.keyId(second)));
    assertArrayEquals(PLAIN, keys.forCookies(ISSUER, "x").open(first, "a"));

    sql(
        "UPDATE sealing_key SET usable_from = usable_from - interval '25 hours'"
            + " WHERE purpose = 'cookie'");
    await(keys.refresh());
    await(keys.refresh());
    assertThrows(Sealer.SealBroken.class, () -> keys.forCookies(ISSUER, "x").open(first, "a"));
    assertArrayEquals(PLAIN, keys.forCookies(ISSUER, "x").open(second, "a"));
    assertEquals(1, sql("SELECT 1 FROM sealing_key WHERE purpose = 'rest'").size());
    assertEquals(1, sql("SELECT 1 FROM sealing_key WHERE purpose = 'sector'").size());
  }

  @Test
  void aNewCookieKeyIsNeverUsableAtOnceBesideAnother() {
    SealingKeys keys = node(1);
    await(keys.refresh());
    assertEquals(
        1,
        sql("SELECT 1 FROM sealing_key WHERE period > 0"
                + " AND usable_from >= created_at + interval '1 hour'")
            .size());
  }

  @Test
  void keysMovedBetweenPurposesDoNotOpen() {
    node(1);
    sql("UPDATE sealing_key SET purpose = 'rest', period = 7 WHERE purpose = 'sector'");
    assertInstanceOf(
        StartupException.class, failure(KeysFixture.sealing(database, KeysFixture.master(1))));
  }

  @Test
  void nodesThatStartTogetherShareTheirSigningKeys() throws Exception {
    SealingKeys sealing = node(1);
    List<Future<SigningKeys>> starts = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      starts.add(
          KeysFixture.signing(
              vertx, database, sealing, ISSUER, EnumSet.allOf(SigningAlgorithm.class)));
    }
    List<SigningKeys> nodes = starts.stream().map(KeysFixture::await).toList();
    assertEquals(1, nodes.stream().map(SigningKeys::jwks).distinct().count());
    JWKSet set = JWKSet.parse(nodes.get(0).jwks().toString());
    assertEquals(
        Set.of("RS256", "PS256", "ES256", "EdDSA"),
        set.getKeys().stream()
            .map(key -> key.getAlgorithm().getName())
            .collect(Collectors.toSet()));
    for (JWK key : set.getKeys()) {
      assertFalse(key.isPrivate());
      assertEquals(key.computeThumbprint().toString(), key.getKeyID());
      assertEquals("sig", key.getKeyUse().identifier());
    }

    JsonObject claims =
        new JsonObject()
            .put("iss", ISSUER)
            .put("exp", Clock.systemUTC().instant().getEpochSecond() + 60);
    for (SigningAlgorithm algorithm : SigningAlgorithm.values()) {
      String token = nodes.get(0).signer(algorithm).sign(JwtKind.ID_TOKEN, claims);
      OwnTokenVerifier other = new OwnTokenVerifier(nodes.get(1), Clock.systemUTC());
      assertEquals(claims, other.verify(token, JwtKind.ID_TOKEN));
    }
  }

  @Test
  void aKeyOfTheDatabaseIsHeldByTheProviderThatSigns() {
    assumeFalse(SigningProvider.choose().name().equals("JDK"), "nothing to translate for");
    SigningKeys keys = await(KeysFixture.signing(vertx, database, node(1), ISSUER));
    SigningKeys again = await(KeysFixture.signing(vertx, database, node(1), ISSUER));
    for (SigningKeys some : List.of(keys, again)) {
      for (var algorithm : List.of(SigningAlgorithm.RS256, SigningAlgorithm.ES256)) {
        String held = some.active(algorithm).privateKey().orElseThrow().getClass().getName();
        assertTrue(held.startsWith("com.amazon.corretto.crypto.provider."), held);
      }
    }
  }

  @Test
  void issuersHaveKeysOfTheirOwn() {
    SealingKeys sealing = node(1);
    SigningKeys one = await(KeysFixture.signing(vertx, database, sealing, ISSUER));
    SigningKeys two = await(KeysFixture.signing(vertx, database, sealing, ISSUER + "/other"));
    assertNotEquals(
        one.active(SigningAlgorithm.RS256).kid(), two.active(SigningAlgorithm.RS256).kid());
    assertThrows(IllegalStateException.class, () -> one.active(SigningAlgorithm.PS256));
  }

  @Test
  void retiredKeysVerifyAndAreShown() throws Exception {
    SealingKeys sealing = node(1);
    SigningKeys keys = await(KeysFixture.signing(vertx, database, sealing, ISSUER));
    String old = keys.active(SigningAlgorithm.ES256).kid();
    JsonObject claims =
        new JsonObject()
            .put("iss", ISSUER)
            .put("exp", Clock.systemUTC().instant().getEpochSecond() + 60);
    String token = keys.signer(SigningAlgorithm.ES256).sign(JwtKind.ID_TOKEN, claims);
    sql(
        "UPDATE signing_key SET state = 'retired', publish_until = now() + interval '1 hour',"
            + " verify_until = now() + interval '1 day' WHERE kid = $1",
        old);
    SigningKeys restarted = await(KeysFixture.signing(vertx, database, sealing, ISSUER));
    assertNotEquals(old, restarted.active(SigningAlgorithm.ES256).kid());
    assertEquals(3, JWKSet.parse(restarted.jwks().toString()).getKeys().size());
    OwnTokenVerifier verifier = new OwnTokenVerifier(restarted, Clock.systemUTC());
    assertEquals(claims, verifier.verify(token, JwtKind.ID_TOKEN));
  }

  @Test
  void privatePartsAreSealed() {
    SealingKeys sealing = node(1);
    SigningKeys keys = await(KeysFixture.signing(vertx, database, sealing, ISSUER));
    for (Row row : sql("SELECT kid, sealed_private FROM signing_key")) {
      // PKCS #8 names its algorithm in the clear: RSA or an elliptic curve.
      String bytes = HexFormat.of().formatHex(row.getBuffer("sealed_private").getBytes());
      assertFalse(bytes.contains("2a8648ce3d"), "EC object identifier");
      assertFalse(bytes.contains("2a864886f7"), "RSA object identifier");
    }
    assertTrue(keys.providerName().length() > 2);
  }

  @Test
  void writingToTheTableAddsNoKey() {
    SealingKeys sealing = node(1);
    SigningKeys keys = await(KeysFixture.signing(vertx, database, sealing, ISSUER));
    String kid = keys.active(SigningAlgorithm.ES256).kid();
    // An attacker's public key in the row of ours.
    byte[] own = SigningProvider.jdk().generate(SigningAlgorithm.ES256).getPublic().getEncoded();
    sql(
        "UPDATE signing_key SET public_key = $1 WHERE kid = $2",
        io.vertx.core.buffer.Buffer.buffer(own),
        kid);
    assertInstanceOf(StartupException.class, failure(keys.reload()));
    assertEquals(kid, keys.active(SigningAlgorithm.ES256).kid(), "the last good keys stay");
    assertInstanceOf(
        StartupException.class, failure(KeysFixture.signing(vertx, database, sealing, ISSUER)));
  }

  @Test
  void aKeyOfAnotherIssuerDoesNotOpen() {
    SealingKeys sealing = node(1);
    await(KeysFixture.signing(vertx, database, sealing, ISSUER));
    sql("UPDATE signing_key SET issuer = 'https://other.example'");
    Throwable refused =
        failure(KeysFixture.signing(vertx, database, sealing, "https://other.example"));
    assertInstanceOf(StartupException.class, refused);
    assertTrue(refused.getMessage().contains("cannot be used"), refused.getMessage());
  }
}
