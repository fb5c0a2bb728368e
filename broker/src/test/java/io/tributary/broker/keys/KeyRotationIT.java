package io.tributary.broker.keys;

import static io.tributary.broker.keys.KeysFixture.await;
import static io.tributary.broker.keys.KeysFixture.failure;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import io.tributary.broker.app.Broker;
import io.tributary.platform.db.Database;
import io.tributary.platform.db.Statement;
import io.tributary.platform.db.TestDatabase;
import io.tributary.platform.ops.StartupException;
import io.tributary.platform.protocol.JwtKind;
import io.tributary.platform.protocol.OAuthException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.text.ParseException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two nodes on one database; time passes by ageing the rows, since the database's time decides. */
class KeyRotationIT {
  private static final String ISSUER = "https://broker.example";
  private static final SigningAlgorithm ES256 = SigningAlgorithm.ES256;
  private static final Set<SigningAlgorithm> ONE = Set.of(ES256);

  private Vertx vertx;
  private Database database;
  private SealingKeys sealing;
  private KeyRotation rotation;
  private Node here;
  private Node there;

  /** What one node holds in memory. */
  private record Node(SigningKeys keys, KeyWatch watch, OwnTokenVerifier verifier) {
    void look() {
      await(watch.look());
    }

    String kid() {
      return keys.active(ES256).kid();
    }

    String token() {
      return token(600);
    }

    String token(long seconds) {
      long now = Clock.systemUTC().instant().getEpochSecond();
      return keys.signer(ES256)
          .sign(JwtKind.ID_TOKEN, new JsonObject().put("iss", ISSUER).put("exp", now + seconds));
    }

    boolean accepts(String token, OwnTokenVerifier.Expiry expiry) {
      try {
        return verifier.verify(token, JwtKind.ID_TOKEN, expiry).getString("iss").equals(ISSUER);
      } catch (OAuthException refused) {
        return false;
      }
    }

    boolean accepts(String token) {
      return accepts(token, OwnTokenVerifier.Expiry.REFUSED);
    }

    List<String> published() {
      try {
        return JWKSet.parse(keys.jwks().toString()).getKeys().stream().map(JWK::getKeyID).toList();
      } catch (ParseException e) {
        throw new AssertionError(e);
      }
    }
  }

  @BeforeEach
  void open() {
    vertx = Vertx.vertx();
    database = await(TestDatabase.open(vertx, Broker.SCHEMA));
    sealing = await(KeysFixture.sealing(database, KeysFixture.master(1)));
    rotation = rotation(ONE);
    here = node();
    there = node();
  }

  @AfterEach
  void close() {
    await(database.close());
    await(vertx.close());
  }

  private KeyRotation rotation(Set<SigningAlgorithm> algorithms) {
    return KeysFixture.rotation(vertx, database, sealing, ISSUER, algorithms);
  }

  private Node node() {
    SigningKeys keys = await(KeysFixture.signing(vertx, database, sealing, ISSUER, ONE));
    KeyWatch watch = new KeyWatch(new SigningKeyRepository(database.durable()), List.of(keys));
    await(watch.look());
    return new Node(keys, watch, new OwnTokenVerifier(keys, Clock.systemUTC()));
  }

  private RowSet<Row> sql(String sql, Object... parameters) {
    return await(
        database.durable().run(new Statement("test", sql), Tuple.from(List.of(parameters))));
  }

  /** Lets the keys become older. */
  private void pass(String interval) {
    sql(
        "UPDATE signing_key SET changed_at = changed_at - $1::text::interval,"
            + " activate_at = activate_at - $1::text::interval,"
            + " publish_until = publish_until - $1::text::interval,"
            + " verify_until = verify_until - $1::text::interval",
        interval);
  }

  private String states() {
    TreeMap<String, Integer> counts = new TreeMap<>();
    sql("SELECT state FROM signing_key")
        .forEach(row -> counts.merge(row.getString(0), 1, Integer::sum));
    return counts.toString();
  }

  private long audited(String type) {
    return sql("SELECT 1 FROM audit_event WHERE type = $1", type).size();
  }

  private static List<String> events(Future<List<KeyChange>> changes) {
    return await(changes).stream().map(KeyChange::event).toList();
  }

  /** Each on a connection of its own, all at once. */
  private List<List<KeyChange>> together(int times, Supplier<Future<List<KeyChange>>> work) {
    List<Future<List<KeyChange>>> running = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      Promise<List<KeyChange>> promise = Promise.promise();
      ((VertxInternal) vertx)
          .createEventLoopContext()
          .runOnContext(go -> work.get().onSuccess(promise::complete).onFailure(promise::fail));
      running.add(promise.future());
    }
    return running.stream().map(KeysFixture::await).toList();
  }

  @Test
  void aKeyIsPublishedThenSignsThenVerifiesThenGoes() {
    String first = here.kid();
    String old = here.token();
    pass("88 days 23 hours 59 minutes");
    assertEquals(List.of(), events(rotation.keepSchedule("test")), "a minute too early");
    pass("1 minute");
    assertEquals(List.of("key.published"), events(rotation.keepSchedule("test")));
    assertEquals(List.of(), events(rotation.keepSchedule("test")), "once");
    there.look();
    assertEquals(first, there.kid(), "what is next does not sign");
    assertEquals(2, there.published().size());
    assertEquals(first, there.published().get(0), "what signs comes first");

    pass("23 hours 59 minutes");
    assertEquals(List.of(), events(rotation.keepSchedule("test")), "a minute too early");
    pass("1 minute");
    assertEquals(List.of("key.retired", "key.activated"), events(rotation.keepSchedule("test")));
    here.look();
    assertNotEquals(first, here.kid());
    assertTrue(there.accepts(here.token()), "a node that has not heard of it knows the next key");
    there.look();
    assertEquals(here.kid(), there.kid());
    assertTrue(here.accepts(old));
    assertEquals(List.of(here.kid(), first), here.published());
    assertEquals("{active=1, retired=1}", states());

    // Ten minutes of the longest token, ten of the slowest node, five of the slowest client.
    pass("24 minutes");
    await(here.keys().reload());
    assertEquals(2, here.published().size());
    pass("1 minute");
    await(here.keys().reload());
    assertEquals(List.of(here.kid()), here.published());
    assertFalse(here.accepts(old), "only found keys sign what is still current");
    assertTrue(here.accepts(old, OwnTokenVerifier.Expiry.ACCEPTED), "a hint");

    pass("90 days");
    await(rotation.keepSchedule("test"));
    here.look();
    assertFalse(here.accepts(old, OwnTokenVerifier.Expiry.ACCEPTED));
    assertEquals(0, sql("SELECT 1 FROM signing_key WHERE kid = $1", first).size());
    assertEquals(2, audited("key.published"), "the rotation of then and that of now");
    assertEquals(1, audited("key.retired"));
  }

  @Test
  void fiftyRotationsAtOnceGiveOneNextKey() {
    List<List<KeyChange>> told = together(50, () -> rotation.publishNext(ES256, "test"));
    assertEquals(1, told.stream().filter(changes -> !changes.isEmpty()).count());
    assertEquals("{active=1, next=1}", states());
    assertEquals(1, audited("key.published"));
  }

  @Test
  void fiftyKeepersOfTheScheduleMakeOneChange() {
    pass("89 days");
    together(50, () -> rotation.keepSchedule("test"));
    assertEquals("{active=1, next=1}", states());
    pass("1 day");
    together(50, () -> rotation.keepSchedule("test"));
    assertEquals("{active=1, retired=1}", states());
    assertEquals(1, audited("key.retired"));
    here.look();
    there.look();
    assertEquals(here.kid(), there.kid());
  }

  @Test
  void everythingAtOnceLeavesOneKeyThatSigns() {
    String first = here.kid();
    int[] turn = {0};
    together(
        50,
        () ->
            switch (turn[0]++ % 4) {
              case 0 -> rotation.activateNow(ES256, "test");
              case 1 -> rotation.revoke(Set.of(first), "test");
              case 2 -> rotation.publishNext(ES256, "test");
              default -> rotation.keepSchedule("test");
            });
    assertEquals(1, sql("SELECT 1 FROM signing_key WHERE state = 'active'").size(), states());
    assertTrue(sql("SELECT 1 FROM signing_key WHERE state = 'next'").size() <= 1, states());
    assertEquals(
        1, sql("SELECT 1 FROM signing_key WHERE state = 'revoked' AND kid = $1", first).size());
    here.look();
    there.look();
    assertTrue(there.accepts(here.token()));
  }

  @Test
  void aRotationThatExpectsAnotherKeyDoesNothing() {
    KeyTransitionRepository transitions = new KeyTransitionRepository(database.durable());
    KeyTransitionRepository.Whose whose =
        new KeyTransitionRepository.Whose(ISSUER, "ES256", "test");
    String first = here.kid();
    await(rotation.activateNow(ES256, "test"));
    SealedSigningKeys.Made late =
        await(new SealedSigningKeys(vertx, sealing, SigningProvider.choose(), ISSUER).make(ES256));
    assertEquals(List.of(), events(transitions.publish(whose, late, first, KeysFixture.SCHEDULE)));
    await(rotation.publishNext(ES256, "test"));
    assertEquals(List.of(), events(transitions.activateNow(whose, first, KeysFixture.SCHEDULE)));
    assertEquals(List.of(), events(transitions.activateDue(whose, KeysFixture.SCHEDULE)));
    assertEquals("{active=1, next=1, retired=1}", states());
  }

  @Test
  void aRevokedKeyIsGoneAtOnceAndSoIsTheNextOne() {
    String stolen = here.kid();
    String token = here.token();
    assertTrue(here.accepts(token));
    assertTrue(there.accepts(token), "both remember that its signature was good");
    await(rotation.publishNext(ES256, "test"));
    here.look();
    there.look();
    String next = here.published().get(1);

    assertEquals(
        List.of("key.revoked", "key.revoked", "key.activated"),
        events(rotation.revoke(Set.of(stolen), "test")));
    here.look();
    there.look();
    for (Node node : List.of(here, there)) {
      assertFalse(node.accepts(token));
      assertFalse(node.accepts(token, OwnTokenVerifier.Expiry.ACCEPTED), "not even as a hint");
      assertEquals(List.of(node.kid()), node.published());
      assertFalse(Set.of(stolen, next).contains(node.kid()));
    }
    assertTrue(there.accepts(here.token()));
    assertFalse(node().accepts(token), "nor by a node that starts now");
    for (Row row : sql("SELECT sealed_private, proof FROM signing_key WHERE state = 'revoked'")) {
      assertEquals(0, row.getBuffer("sealed_private").length());
      assertEquals(null, row.getBuffer("proof"));
    }
    assertEquals(2, audited("key.revoked"));
    assertEquals(List.of(), events(rotation.revoke(Set.of(stolen), "test")), "once");
    assertEquals(List.of(), events(rotation.revoke(Set.of("unknown"), "test")));
  }

  @Test
  void aRetiredKeyIsRevokedAlone() {
    String old = here.token();
    String retired = here.kid();
    assertEquals(
        List.of("key.published", "key.retired", "key.activated"),
        events(rotation.activateNow(ES256, "test")));
    here.look();
    String active = here.kid();
    assertTrue(here.accepts(old));
    assertEquals(List.of("key.revoked"), events(rotation.revoke(Set.of(retired), "test")));
    here.look();
    assertFalse(here.accepts(old));
    assertEquals(active, here.kid());
  }

  @Test
  void anotherIssuersKeyIsNotTouched() {
    KeyRotation other = KeysFixture.rotation(vertx, database, sealing, ISSUER + "/other", ONE);
    assertEquals(List.of(), events(other.revoke(Set.of(here.kid()), "test")));
    assertInstanceOf(StartupException.class, failure(other.publishNext(ES256, "test")));
    assertInstanceOf(
        StartupException.class, failure(rotation.activateNow(SigningAlgorithm.RS256, "test")));
    assertEquals("{active=1}", states());
  }

  @Test
  void aKeyThatCannotBeOpenedCanBeRevoked() {
    String broken = here.kid();
    sql("UPDATE signing_key SET sealed_private = '\\x00' WHERE kid = $1", broken);
    assertInstanceOf(StartupException.class, failure(here.keys().reload()));
    await(rotation.revoke(Set.of(broken), "test"));
    here.look();
    assertNotEquals(broken, here.kid());
  }

  @Test
  void aRetiredKeyHasNoPrivatePartAndCannotBePassedOff() {
    String token = here.token();
    String retired = here.kid();
    await(rotation.activateNow(ES256, "test"));
    assertEquals(
        0,
        sql("SELECT sealed_private FROM signing_key WHERE kid = $1", retired)
            .iterator()
            .next()
            .getBuffer(0)
            .length());
    assertTrue(node().accepts(token), "by a node that has only seen the public part");

    // It signs no more, whatever the row says.
    sql(
        "UPDATE signing_key SET state = 'retired', publish_until = now(), verify_until = now()"
            + " WHERE state = 'active'");
    sql("UPDATE signing_key SET state = 'active' WHERE kid = $1", retired);
    assertInstanceOf(StartupException.class, failure(here.keys().reload()));
    sql("UPDATE signing_key SET state = 'retired' WHERE kid = $1", retired);
    await(here.keys().reload());
    assertThrows(IllegalStateException.class, here::kid);

    // A public key of somebody else, with the proof of ours or with none.
    java.security.PublicKey own = SigningProvider.jdk().generate(ES256).getPublic();
    sql(
        "UPDATE signing_key SET kid = $1, public_key = $2 WHERE kid = $3",
        PublicJwk.thumbprint(ES256, own),
        io.vertx.core.buffer.Buffer.buffer(own.getEncoded()),
        retired);
    assertInstanceOf(StartupException.class, failure(here.keys().reload()));
    sql("UPDATE signing_key SET proof = NULL WHERE sealed_private = ''");
    assertInstanceOf(StartupException.class, failure(here.keys().reload()));
  }

  @Test
  void aRevokedKeyIsNotBroughtBackByWritingToTheTable() {
    String token = here.token();
    String stolen = here.kid();
    await(rotation.revoke(Set.of(stolen), "test"));
    here.look();
    sql(
        "UPDATE signing_key SET state = 'retired', publish_until = now() + interval '1 hour',"
            + " verify_until = now() + interval '1 hour' WHERE kid = $1",
        stolen);
    assertInstanceOf(StartupException.class, failure(here.watch().look()));
    assertFalse(here.accepts(token), "the last good keys stay");
  }

  @Test
  void aKeyOfAnAlgorithmThatIsConfiguredNoMoreEnds() {
    KeyRotation changed = rotation(Set.of(SigningAlgorithm.EDDSA));
    assertEquals(List.of("key.activated"), events(changed.keepSchedule("test")));
    assertEquals("{active=2}", states(), "other nodes may still sign with it");
    pass("89 days 23 hours");
    // EdDSA gets its successor; ES256 none.
    assertEquals(List.of("key.published"), events(changed.keepSchedule("test")));
    pass("1 hour");
    assertEquals(List.of("key.retired"), events(changed.keepSchedule("test")));
    assertEquals("{active=1, next=1, retired=1}", states());
  }

  @Test
  void lookingCostsOneStatementUntilSomethingChanges() {
    long before = database.statements();
    there.look();
    there.look();
    assertEquals(2, database.statements() - before);
    await(rotation.publishNext(ES256, "test"));
    before = database.statements();
    there.look();
    assertEquals(2, database.statements() - before);
    there.look();
    assertEquals(3, database.statements() - before);
  }

  @Test
  void whatCouldNotBeReadIsLookedForAgain() {
    String kid = here.kid();
    Row row = sql("SELECT sealed_private FROM signing_key WHERE kid = $1", kid).iterator().next();
    await(rotation.publishNext(ES256, "test"));
    sql("UPDATE signing_key SET sealed_private = '\\x00' WHERE kid = $1", kid);
    assertInstanceOf(StartupException.class, failure(there.watch().look()));
    assertInstanceOf(StartupException.class, failure(there.watch().look()));
    assertEquals(1, there.published().size(), "the last good keys stay");
    sql(
        "UPDATE signing_key SET sealed_private = $1 WHERE kid = $2",
        row.getBuffer("sealed_private"),
        kid);
    there.look();
    assertEquals(2, there.published().size());
  }

  @Test
  void tellsWhenTheNextRotationIs() {
    java.time.Instant since = here.keys().oldestActive().orElseThrow();
    assertEquals(
        since.plus(KeysFixture.SCHEDULE.rotateEvery()), here.keys().nextRotation().orElseThrow());
    await(rotation.publishNext(ES256, "test"));
    here.look();
    assertTrue(
        here.keys()
            .nextRotation()
            .orElseThrow()
            .isBefore(since.plus(KeysFixture.SCHEDULE.publishBefore()).plusSeconds(60)));
  }
}
