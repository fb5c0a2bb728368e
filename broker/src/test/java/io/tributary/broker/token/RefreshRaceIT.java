package io.tributary.broker.token;

import static io.tributary.broker.kit.BrokerDatabase.await;
import static io.tributary.broker.token.Families.CLIENT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.broker.kit.BrokerDatabase;
import io.tributary.platform.protocol.Digests;
import io.tributary.platform.protocol.Pkce;
import io.tributary.platform.protocol.RandomToken;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.VertxInternal;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Many at once: one rotation, one family, and no token that outlives the end of its family. */
class RefreshRaceIT extends TokenTables {
  private static final int MANY = 50;

  private TokenRows rows;
  private Families families;
  private Buffer session;

  @BeforeEach
  void person() {
    rows = new TokenRows(database);
    rows.sql("TRUNCATE authorization_code, client_grant, refresh_family, audit_event");
    families = new Families(rows, database);
    rows.account("alice");
    session = rows.session("alice");
  }

  /** Each on an event loop of its own, and so on connections of its own. */
  private static <T> List<T> race(Stream<Supplier<Future<T>>> all) {
    List<Future<T>> running = new ArrayList<>();
    all.forEach(
        work -> {
          Promise<T> promise = Promise.promise();
          ((VertxInternal) vertx)
              .createEventLoopContext()
              .runOnContext(go -> work.get().onComplete(promise));
          running.add(promise.future());
        });
    return running.stream().map(future -> await(future)).toList();
  }

  private List<Rotation> rotations(RefreshToken token, Duration grace) {
    return race(
        Stream.generate(() -> (Supplier<Future<Rotation>>) () -> families.rotation(token, grace))
            .limit(MANY));
  }

  private static long count(List<? extends Object> outcomes, Class<?> kind) {
    return outcomes.stream().filter(kind::isInstance).count();
  }

  @RepeatedTest(5)
  void ofManyWithinTheGraceOneRotatesAndAllHearOfTheSameSuccessor() {
    RefreshToken token = families.first(session);
    List<Rotation> outcomes = rotations(token, Families.GRACE);
    Set<RefreshToken> successors =
        outcomes.stream()
            .map(outcome -> Families.rotated(outcome).successor())
            .collect(Collectors.toSet());
    assertEquals(Set.of(new RefreshToken(token.grantId(), 2)), successors);
    assertEquals(2, families.generation(token));
    assertEquals(0, families.events());
  }

  @RepeatedTest(5)
  void ofManyWithoutAGraceOneRotatesAndTheFamilyEnds() {
    RefreshToken token = families.first(session);
    List<Rotation> outcomes = rotations(token, Duration.ZERO);
    assertEquals(1, count(outcomes, Rotation.Rotated.class));
    assertEquals(1, count(outcomes, Rotation.Reused.class));
    assertEquals(MANY - 2, count(outcomes, Rotation.Refused.class));
    assertTrue(families.isRevoked(token.grantId()));
    assertEquals(1, families.events());
    assertEquals(
        new Rotation.Refused(Rotation.Reason.OVER),
        families.rotate(new RefreshToken(token.grantId(), 2)));
  }

  /** Thief and owner at once: whoever comes first, in the end neither has anything. */
  @RepeatedTest(5)
  void anOldTokenAmongNewOnesEndsTheFamily() {
    RefreshToken old = families.first(session);
    RefreshToken newest = families.next(families.next(old));
    List<Rotation> outcomes =
        race(
            Stream.iterate(0, i -> i < MANY, i -> i + 1)
                .map(
                    i ->
                        (Supplier<Future<Rotation>>)
                            () -> families.rotation(i % 2 == 0 ? old : newest, Families.GRACE)));
    assertEquals(1, count(outcomes, Rotation.Reused.class));
    assertTrue(families.generation(newest) <= 4);
    assertTrue(families.isRevoked(old.grantId()));
    assertEquals(
        new Rotation.Refused(Rotation.Reason.OVER),
        families.rotate(new RefreshToken(old.grantId(), 4)));
    assertEquals(1, families.events());
  }

  @RepeatedTest(5)
  void ofManyExchangesOneBeginsAFamilyAndTheOthersEndIt() {
    String code =
        families.issued(session, CLIENT, Families.code(Families.SCOPES, Optional.empty()));
    List<Redemption> outcomes =
        race(
            Stream.generate(
                    () ->
                        (Supplier<Future<Redemption>>)
                            () -> families.exchange(TokenRows.presented(code, CLIENT)))
                .limit(MANY));
    List<RefreshToken> given =
        outcomes.stream()
            .filter(Redemption.Redeemed.class::isInstance)
            .map(outcome -> Families.success(outcome).refreshToken().orElseThrow())
            .toList();
    assertEquals(1, given.size());
    assertEquals(MANY - 1, count(outcomes, Redemption.Replayed.class));
    assertEquals(1, rows.sql("SELECT FROM refresh_family").size());
    assertTrue(families.isRevoked(given.get(0).grantId()));
    assertEquals(new Rotation.Refused(Rotation.Reason.OVER), families.rotate(given.get(0)));
  }

  /**
   * The loser took its snapshot before the winner had committed: it sees that the code was used,
   * but in that snapshot there is no family yet that it could end.
   */
  @Test
  void anExchangeThatWaitedForTheFirstEndsTheFamilyThatItNeverSaw() {
    String code =
        families.issued(session, CLIENT, Families.code(Families.SCOPES, Optional.empty()));
    RefreshToken won = new RefreshToken(RandomToken.bits128(), RefreshToken.FIRST);
    List<Future<Redemption>> second = new ArrayList<>();
    await(
        database.transaction(
            first ->
                first
                    .preparedQuery(CodeSql.REDEEM_OFFLINE.sql())
                    .execute(winner(code, won))
                    .compose(
                        redeemed -> {
                          second.add(families.exchange(TokenRows.presented(code, CLIENT)));
                          return BrokerDatabase.untilSomebodyWaits(vertx, database.relaxed());
                        })));
    assertInstanceOf(Redemption.Replayed.class, await(second.get(0)));
    assertEquals(1, rows.sql("SELECT FROM refresh_family").size());
    assertTrue(families.isRevoked(won.grantId()));
    assertEquals(new Rotation.Refused(Rotation.Reason.OVER), families.rotate(won));
  }

  private static Tuple winner(String code, RefreshToken token) {
    return Tuple.of(
        Buffer.buffer(Digests.sha256(code)),
        CLIENT,
        TokenRows.ISSUER,
        TokenRows.REDIRECT,
        Pkce.challenge(TokenRows.VERIFIER),
        null,
        token.grantId(),
        3600L,
        7200L);
  }
}
